"""Writes the shipped districts: ``python -m data.synthetic.shipped``."""

from pathlib import Path

from data.synthetic.shipped import EXAMPLES, example
from data.writers import write_district

FOLDER = Path(__file__).parents[2] / "districts"


def main() -> None:
    """Writes ``data/districts/<name>.json`` for every example."""
    for name in EXAMPLES:
        district, _ = example(name)
        write_district(district, FOLDER / f"{name}.json")


if __name__ == "__main__":
    main()
