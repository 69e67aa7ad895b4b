"""The workbook of a district: one declaration of its sheets, and what reads them.

``sheets`` declares every sheet and column once; the reader, the writer, the template and
``data/FORMAT.md`` all follow that declaration.
"""
