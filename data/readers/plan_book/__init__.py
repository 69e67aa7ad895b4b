"""The workbook of a plan, read back after people have edited it in a spreadsheet program."""
