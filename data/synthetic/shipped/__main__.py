"""Writes the shipped districts: ``python -m data.synthetic.shipped [--workbooks]``."""

import sys
from pathlib import Path

from data.synthetic.shipped import EXAMPLES, example
from data.writers import write_district, write_district_workbook

FOLDER = Path(__file__).parents[2] / "districts"


def main(words: list[str]) -> None:
    """Writes ``data/districts/<name>.json``, and with ``--workbooks`` the workbooks beside them."""
    for name in EXAMPLES:
        district, _ = example(name)
        write_district(district, FOLDER / f"{name}.json")
        if "--workbooks" in words:
            write_district_workbook(district, FOLDER / f"{name}.xlsx")


if __name__ == "__main__":
    main(sys.argv[1:])
