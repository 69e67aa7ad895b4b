"""``kehou reschedule``: a new version of a plan in which a change holds, with fewest changes."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.commands.answers import Exit, say, say_json
from api.commands.edits import read_plan, settled
from api.commands.inputs import read_change, read_district, read_pack
from api.commands.options import (
    DistrictArgument,
    JsonOption,
    LangOption,
    NoMarkedCopyOption,
    PlanArgument,
    PlanPolicyOption,
    SeedOption,
    TimeLimitOption,
)
from api.commands.paths import make_folder, output_json
from api.commands.words import shared, violation_line
from api.texts import Texts

if TYPE_CHECKING:
    from solver.domain import District
    from solver.plan.rescheduled import PlanChange, Refused, Rescheduled

TIME_LIMIT_S = 20.0
MOST = 40
"""Changes and reasons that are printed; ``--json`` has all of them."""


def run(
    ctx: typer.Context,
    district: DistrictArgument,
    plan: PlanArgument,
    change: Annotated[
        Path, typer.Argument(metavar="CHANGE", help="arg_change", show_default=False)
    ],
    out: Annotated[
        Path,
        typer.Option("-o", "--out", metavar="PLAN.json", help="opt_plan_out", show_default=False),
    ],
    policy: PlanPolicyOption = None,
    time_limit: TimeLimitOption = None,
    seed: SeedOption = 0,
    json: JsonOption = False,
    no_marked_copy: NoMarkedCopyOption = False,
    lang: LangOption = None,
) -> int:
    """Writes the new version and says what changes and who must be told, or why it cannot be."""
    texts: Texts = ctx.obj
    output_json(out, texts, district, change)
    mark = not no_marked_copy
    read = read_district(district, texts, mark=mark)
    edited = read_plan(plan, read, texts, mark=mark)
    pack = read_pack(policy or edited.plan.provenance.pack_id, texts)
    planned = settled(edited, read, pack, texts)
    request = read_change(change, read, texts)
    from solver import reschedule

    answer = reschedule(
        read,
        pack,
        planned,
        request,
        time_limit_s=TIME_LIMIT_S if time_limit is None else time_limit,
        seed=seed,
    )
    return Exit(answered(answer, read, out, json, texts))


def answered(
    answer: "Rescheduled", district: "District", out: Path, as_json: bool, texts: Texts
) -> int:
    """Writes the new version if there is one, says the answer, and returns its exit code."""
    if answer.plan is not None:
        from data.writers import write_plan

        make_folder(out.parent, texts)
        write_plan(answer.plan, out)
    if as_json:
        say_json(record(answer, out))
    else:
        show(answer, district, texts)
        if answer.plan is not None:
            say(texts("wrote", path=out))
    return answer.exit_code


def record(answer: "Rescheduled", out: Path) -> dict[str, Any]:
    """Returns the answer as the object that ``--json`` prints."""
    found = {k: v for k, v in vars(answer).items() if k not in ("plan", "problems")}
    rows = {k: [asdict(x) for x in found[k]] for k in ("changes", "refused")}
    return {
        **found,
        **rows,
        "problems": [v.model_dump(mode="json") for v in answer.problems],
        "plan": str(out) if answer.plan is not None else None,
        "version": answer.plan.version if answer.plan is not None else None,
        "exit_code": answer.exit_code,
    }


def show(answer: "Rescheduled", district: "District", texts: Texts) -> None:
    """Prints the answer in words."""
    say(texts(f"reschedule_{answer.status}"))
    names = {p.id: p.name for p in district.staff}
    if answer.status == "done":
        say(
            texts(
                "reschedule_counts",
                affected=answer.affected,
                affected_bound=answer.affected_bound,
                changed=answer.changed,
                changed_bound=answer.changed_bound,
            )
        )
        _changes(answer.changes, district, names, texts)
        several = len({c.school_id for c in answer.changes}) > 1
        classes = {
            c.id: f"{s.name} {c.name}" if several else c.name
            for s in district.schools
            for c in s.classes
        }
        words = shared(texts.lang)
        say(
            texts(
                "reschedule_told",
                people=words.listed([names[w] for w in answer.people]),
                classes=words.listed([classes[c] for c in answer.classes]) or "-",
            )
        )
    for refused in answer.refused:
        _refused(refused, district, names, texts)
    for violation in answer.problems[:MOST]:
        say(violation_line(violation, texts))


def _where(item: "PlanChange | Refused", district: "District", texts: Texts) -> dict[str, str]:
    words = shared(texts.lang)
    schools = {s.id: s.name for s in district.schools}
    title = words.word("duty", item.title) if item.kind == "duty" else item.title
    return {
        "school": schools[item.school_id],
        "title": title,
        "weekday": words.word("weekday", str(item.weekday)),
        "time": item.span,
        "dates": words.listed([str(d) for d in item.dates]),
    }


def _changes(
    changes: "tuple[PlanChange, ...]", district: "District", names: dict[str, str], texts: Texts
) -> None:
    words = shared(texts.lang)
    rooms = {r.id: r.name for s in district.schools for r in s.rooms}
    for c in changes[:MOST]:
        was, now = (words.listed([names[w] for w in people]) for people in (c.was, c.now))
        told = _where(c, district, texts)
        if c.room_now is not None:
            was, now = (rooms[r or ""] for r in (c.room_was, c.room_now))
            say(texts("reschedule_change", was=was, now=now, **told))
        elif not c.now:
            say(texts("reschedule_given_up", was=was, **told))
        elif c.joined:
            say(texts("reschedule_joined", was=was, now=now, count=len(c.joined), **told))
        else:
            say(texts("reschedule_change", was=was, now=now, **told))
    if len(changes) > MOST:
        say(texts("more_rows", count=len(changes) - MOST))


def _refused(refused: "Refused", district: "District", names: dict[str, str], texts: Texts) -> None:
    rooms = {r.id: r.name for s in district.schools for r in s.rooms}
    by_room = refused.what == "room"
    say(
        texts(
            "reschedule_no_room" if by_room else "reschedule_refused_item",
            person=(rooms if by_room else names)[refused.missing],
            **_where(refused, district, texts),
        )
    )
    for reason in refused.reasons[:MOST]:
        said = reason.text_zh if texts.lang == "zh" else reason.text_en
        say(texts("reschedule_inside" if reason.inside else "reschedule_outside", said=said))
    if refused.unskilled:
        say(texts("reschedule_unskilled", count=refused.unskilled))
    if not refused.reasons and not refused.unskilled and not by_room:
        say(texts("reschedule_nobody"))
