"""Documents as pages to read and print, and the index of a folder of them."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from data.documents.document import Request
from data.documents.registry import Document
from data.writers.json_files import write_whole
from data.writers.overview import provenance, status_sentence
from data.writers.tables import shares_of
from data.writers.words import class_hours, share_said, yuan

_TEMPLATES = Path(__file__).parent.parent / "templates"


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _render(request: Request, template: str, **content: object) -> bytes:
    css = Markup((_TEMPLATES / "style.css").read_text(encoding="utf-8"))
    return (
        _environment()
        .get_template(f"{template}.html.jinja")
        .render(
            say=request.say,
            words=request.view.words,
            yuan=yuan,
            class_hours=class_hours,
            share_said=share_said,
            css=css,
            shares=shares_of,
            footer=provenance(request.view),
            status=status_sentence(request.view),
            **content,
        )
        .encode()
    )


def write_page(request: Request, document: Document, out: Path) -> Path:
    """Writes the page of a document, a sheet of paper for each of its papers."""
    path = out / f"{document.key}.html"
    write_whole(path, _render(request, "document", document=document))
    return path


def write_index(request: Request, documents: tuple[Document, ...], out: Path) -> Path:
    """Writes the list of documents with the clauses that ask for them."""
    path = out / "index.html"
    district = request.view.district.name
    title = request.say("index_title", district=district)
    write_whole(path, _render(request, "documents", documents=documents, title=title))
    return path
