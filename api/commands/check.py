"""``kehou check``: the verifier's word on any plan, hand-edited ones too."""

from typing import TYPE_CHECKING

import typer

from api.commands.answers import Exit, say, say_json
from api.commands.edits import cells_of, edit_records, read_plan, settled
from api.commands.inputs import read_district, read_pack
from api.commands.options import (
    DistrictArgument,
    JsonOption,
    LangOption,
    NoMarkedCopyOption,
    PlanArgument,
    PlanPolicyOption,
)
from api.commands.words import shared, violation_line
from api.texts import Texts

if TYPE_CHECKING:
    from data.readers.plan_book.edits import EditedPlan
    from solver.plan import Verdict


def run(
    ctx: typer.Context,
    district: DistrictArgument,
    plan: PlanArgument,
    policy: PlanPolicyOption = None,
    json: JsonOption = False,
    no_marked_copy: NoMarkedCopyOption = False,
    lang: LangOption = None,
) -> int:
    """Checks a plan against its district and pack, sharing nothing with the solver."""
    texts: Texts = ctx.obj
    read = read_district(district, texts, mark=not no_marked_copy)
    edited = read_plan(plan, read, texts, mark=not no_marked_copy)
    pack = read_pack(policy or edited.plan.provenance.pack_id, texts)
    planned = settled(edited, read, pack, texts)
    from solver import check

    verdict = check(read, pack, planned)
    if json:
        record = verdict.model_dump(mode="json")
        say_json(record | {"edits": edit_records(edited)} if edited.cells else record)
    else:
        show(verdict, texts, edited)
    return code(verdict)


def code(verdict: "Verdict") -> int:
    """Returns the exit code of a verdict."""
    if not verdict.ok:
        return Exit.VIOLATIONS
    return Exit.DONE if verdict.complete else Exit.UNMET


def show(verdict: "Verdict", texts: Texts, edited: "EditedPlan | None" = None) -> None:
    """Prints a verdict: violations, then the recomputed levels, then the word.

    Parameters
    ----------
    edited : EditedPlan, optional
        What the plan was read from; a violation is told with the cells that it comes from.
    """
    for violation in verdict.violations:
        cells = cells_of(violation, edited) if edited is not None else []
        where = texts("violation_cells", cells=texts("comma").join(cells)) if cells else ""
        say(violation_line(violation, texts) + where)
    words = shared(texts.lang)
    for level in verdict.levels:
        say(
            texts(
                "level_value",
                level=words.word("level", level.name),
                value=words.amount(level.value, level.unit),
            )
        )
    say(texts("bounds_claimed"))
    pending = [c.clause_id for c in verdict.clauses if c.state == "not_yet_enforced"]
    if pending:
        say(texts("not_enforced", count=len(pending), clauses=", ".join(pending)))
    if not verdict.ok:
        say(texts("check_violations", count=len(verdict.violations)))
    elif not verdict.complete:
        say(texts("check_incomplete"))
    else:
        say(texts("check_ok"))
