"""Writers: districts, plans and documents to files."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from solver.domain import District
    from solver.plan import Plan
    from solver.policy.pack import PolicyPack

__all__ = [
    "FORMATS",
    "export",
    "write_district",
    "write_district_workbook",
    "write_plan",
    "write_template",
]

FORMATS = ("xlsx", "html", "ics")


def write_district(district: "District", path: str | Path) -> None:
    """Writes a district as JSON; the same district gives the same bytes."""
    from data.writers.json_files import write_record

    write_record(district, Path(path))


def write_plan(plan: "Plan", path: str | Path) -> None:
    """Writes a plan as JSON; the same plan gives the same bytes."""
    from data.writers.json_files import write_record

    write_record(plan, Path(path))


def write_district_workbook(district: "District", path: str | Path, lang: str = "zh") -> None:
    """Writes a district as a workbook that reads back as the same district."""
    from data.writers.district_workbook import write_workbook

    write_workbook(district, Path(path), lang)


def write_template(path: str | Path, lang: str = "zh") -> None:
    """Writes an empty workbook to fill in, with headings, drop-downs and a guide."""
    from data.writers.district_workbook import write_empty_workbook

    write_empty_workbook(Path(path), lang)


def export(
    district: "District",
    pack: "PolicyPack",
    plan: "Plan",
    out_dir: str | Path,
    formats: Sequence[str] = FORMATS,
    lang: str = "zh",
) -> list[Path]:
    """Writes the documents of a plan into a folder.

    Parameters
    ----------
    formats : sequence of str
        ``xlsx`` for one workbook, ``html`` for pages to read and print, ``ics`` for a calendar of
        each staff member.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    list of Path
        The files written, those to open first in front; of the calendars the folder.

    Raises
    ------
    ValueError
        For a format that is not known.
    """
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise ValueError(f"unknown format {unknown[0]}; known: {', '.join(FORMATS)}")
    out = Path(out_dir)
    out.mkdir(parents=True, exist_ok=True)
    from data.writers.view import PlanView

    view = PlanView(district, pack, plan, lang)
    written: list[Path] = []
    if "xlsx" in formats:
        from data.writers.plan_workbook import write_plan_workbook

        written.append(write_plan_workbook(view, out))
    if "html" in formats:
        from data.writers.pages import write_pages

        written.extend(write_pages(view, out, with_calendars="ics" in formats))
    if "ics" in formats:
        from data.writers.calendars import write_calendars

        written.append(write_calendars(view, out))
    return written
