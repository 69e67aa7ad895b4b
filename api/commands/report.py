"""``kehou report``: the documents that schools and the district hand in, post up or keep."""

from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.answers import BadInputError, Exit, note, say
from api.commands.options import (
    DistrictArgument,
    FolderOption,
    LangOption,
    NoMarkedCopyOption,
    PlanArgument,
    PlanPolicyOption,
)
from api.commands.paths import make_folder
from api.commands.plan_files import read_plan_files
from api.texts import Texts

if TYPE_CHECKING:
    from data.documents.months import Month
    from solver.domain import District


def run(
    ctx: typer.Context,
    district: DistrictArgument,
    plan: PlanArgument,
    out: FolderOption,
    month: Annotated[
        str | None,
        typer.Option("--month", metavar="MONTH", help="opt_month", show_default=False),
    ] = None,
    documents: Annotated[
        str | None,
        typer.Option("--documents", metavar="LIST", help="opt_documents", show_default=False),
    ] = None,
    policy: PlanPolicyOption = None,
    no_marked_copy: NoMarkedCopyOption = False,
    lang: LangOption = None,
) -> int:
    """Writes the documents and names them."""
    texts: Texts = ctx.obj
    from data.documents import write_documents

    only = _documents(documents, texts)
    read, pack, planned = read_plan_files(district, plan, policy, out, not no_marked_copy, texts)
    months = (_month(month, read, texts),) if month is not None else ()
    # The certificate says what the check finds now, not what the plan says of itself.
    from solver import check

    planned = planned.model_copy(update={"verdict": check(read, pack, planned)})
    make_folder(out, texts)
    for path in write_documents(read, pack, planned, out, months, texts.lang, only):
        say(str(path))
    note(texts("reported", path=out / "index.html"))
    return Exit.DONE


def _documents(asked: str | None, texts: Texts) -> tuple[str, ...]:
    if asked is None:
        return ()
    from data.documents.registry import REPORTS

    known = [r.key for r in REPORTS]
    wanted = [w.strip() for w in asked.split(",") if w.strip()]
    if not wanted or not set(wanted) <= set(known):
        names = [f"{k}（{texts.said(f'report.title_{k}', {})}）" for k in known]
        raise BadInputError(
            [texts("unknown_document", asked=asked, known=texts("comma").join(names))]
        )
    return tuple(wanted)


def _month(said: str, district: "District", texts: Texts) -> "Month":
    from data.documents.months import months_of, parse_month

    known = months_of(district.term)
    try:
        month = parse_month(said)
    except ValueError:
        month = None
    if month not in known or month is None:
        first, last = str(known[0]), str(known[-1])
        raise BadInputError([texts("unknown_month", asked=said, first=first, last=last)])
    return month
