"""The documents that schools and the district hand in, post up or keep, from one plan."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data.documents.months import Month
    from solver.domain import District
    from solver.plan import Plan
    from solver.policy.pack import PolicyPack

__all__ = ["write_documents"]


def write_documents(
    district: "District",
    pack: "PolicyPack",
    plan: "Plan",
    out_dir: str | Path,
    months: Sequence["Month"] = (),
    lang: str = "zh",
    only: Sequence[str] = (),
) -> list[Path]:
    """Writes the documents of a plan into a folder, each as a workbook and as a page to print.

    Parameters
    ----------
    months : sequence of Month
        Months that monthly documents are about; by default every month of the term.
    lang : str
        ``zh`` or ``en``.
    only : sequence of str
        Keys of the documents wanted; by default those that the pack asks for and those that every
        district needs.

    Returns
    -------
    list of Path
        The files written, the index first.
    """
    from data.documents.book import write_book
    from data.documents.document import Request
    from data.documents.months import months_of
    from data.documents.pages import write_index, write_page
    from data.documents.registry import made, reports_for
    from data.writers.view import PlanView

    out = Path(out_dir)
    out.mkdir(parents=True, exist_ok=True)
    view = PlanView(district, pack, plan, lang)
    request = Request(view, tuple(months) or months_of(district.term))
    documents = made(request, reports_for(pack, only))
    written = [write_index(request, documents, out)]
    for document in documents:
        written.append(write_book(request, document, out))
        written.append(write_page(request, document, out))
    return written
