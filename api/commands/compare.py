"""``kehou compare``: two plans of a district side by side, or what two policies would bring."""

import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from api.commands.answers import BadInputError, Exit, note, say, say_json
from api.commands.edits import read_plan, settled
from api.commands.inputs import read_district, read_pack, ready_to_plan
from api.commands.options import (
    DistrictArgument,
    JsonOption,
    LangOption,
    NoMarkedCopyOption,
    SeedOption,
    TimeLimitOption,
    WorkersOption,
    WorkLimitOption,
)
from api.commands.words import finding_line, shared
from api.texts import Texts

if TYPE_CHECKING:
    from solver.domain import District
    from solver.plan import Plan, Verdict
    from solver.plan.comparison import Comparison, Figure, MeetingChange

TIME_LIMIT_S = 60.0
MOST = 40
"""Changes that are printed; ``--json`` has all of them."""


class Side(NamedTuple):
    """One of the two: what it is called, its plan and the verifier's word on it."""

    name: str
    plan: "Plan"
    verdict: "Verdict"


def run(
    ctx: typer.Context,
    district: DistrictArgument,
    plan: Annotated[
        Path | None, typer.Argument(metavar="PLAN1", help="arg_plan", show_default=False)
    ] = None,
    other: Annotated[
        Path | None, typer.Argument(metavar="PLAN2", help="arg_other_plan", show_default=False)
    ] = None,
    policy: Annotated[
        list[str] | None,
        typer.Option("--policy", metavar="PACK", help="opt_compare_policy", show_default=False),
    ] = None,
    time_limit: TimeLimitOption = None,
    work_limit: WorkLimitOption = None,
    workers: WorkersOption = 2,
    seed: SeedOption = 0,
    json: JsonOption = False,
    no_marked_copy: NoMarkedCopyOption = False,
    lang: LangOption = None,
) -> int:
    """Says what two plans reach and what differs; ends with 1 if one of them breaks a rule."""
    texts: Texts = ctx.obj
    mark = not no_marked_copy
    packs = policy or []
    if plan is not None and other is not None and not packs:
        read = read_district(district, texts, mark=mark)
        sides = [_read(path, read, texts, mark) for path in (plan, other)]
    elif plan is None and len(packs) == 2:
        read = read_district(district, texts, mark=mark)
        for asked in packs:
            ready_to_plan(read, read_pack(asked, texts), district, texts, mark=mark)
        seconds = TIME_LIMIT_S if time_limit is None and work_limit is None else time_limit
        until = time.monotonic() + seconds if seconds is not None else None
        limits = {"work_limit": work_limit, "workers": workers, "seed": seed}
        sides = []
        for number, asked in enumerate(packs):
            left = None if until is None else (until - time.monotonic()) / (2 - number)
            made = _planned(read, asked, left, limits, texts)
            if isinstance(made, int):
                return made
            sides.append(made)
    else:
        raise BadInputError([texts("compare_what")])
    from solver import compare

    found = compare(sides[0].plan, sides[1].plan)
    if json:
        say_json(record(found, sides))
    else:
        for line in lines(found, sides, read, texts):
            say(line)
    return Exit.DONE if all(side.verdict.ok for side in sides) else Exit.VIOLATIONS


def record(found: "Comparison", sides: list[Side]) -> dict[str, Any]:
    """Returns a comparison as one object."""
    told = [
        {"name": s.name, "violations": len(s.verdict.violations), "complete": s.verdict.complete}
        for s in sides
    ]
    return {"plans": told, **asdict(found)}


def lines(
    found: "Comparison", sides: list[Side], district: "District", texts: Texts
) -> Iterator[str]:
    """Yields a comparison in words."""
    words = shared(texts.lang)
    for number, side in enumerate(sides, start=1):
        yield texts(
            "compare_plan", number=number, name=side.name, count=len(side.verdict.violations)
        )

    def both(figure: "Figure", name: str, unit: str | None = None) -> str:
        one, two = (
            "-" if x is None else words.amount(x, unit or figure.unit)
            for x in (figure.one, figure.two)
        )
        return texts("compare_figure", name=name, one=one, two=two)

    for figure in found.levels:
        yield both(figure, words.word("level", figure.name))
    for figure in found.accounts:
        account, _, kind = figure.name.partition(".")
        yield both(figure, texts(f"compare_{kind}", account=words.word("account", account)))
    yield texts(
        "compare_counts",
        same=found.same,
        changes=len(found.changes),
        staff=len(found.staff_ids),
        classes=len(found.class_ids),
    )
    names = _Names(district)
    for change in found.changes[:MOST]:
        yield names.line(change, texts)
    if len(found.changes) > MOST:
        yield texts("more_rows", count=len(found.changes) - MOST)


class _Names:
    """What the things of a district are called."""

    def __init__(self, district: "District") -> None:
        self._schools = {s.id: s.name for s in district.schools}
        self._classes = {c.id: c.name for s in district.schools for c in s.classes}
        self._times = {p.id: p.span for s in district.schools for p in s.periods}
        self._activities = {a.id: a.title for a in district.activities}
        self._of_kind = {
            "activity": self._activities,
            "people": {p.id: p.name for p in district.staff},
            "room": {r.id: r.name for s in district.schools for r in s.rooms},
        }
        self._of_kind["added"] = self._of_kind["removed"] = self._of_kind["people"]

    def line(self, change: "MeetingChange", texts: Texts) -> str:
        """Says one change."""
        words = shared(texts.lang)
        known = self._of_kind.get(change.kind, {})
        one, two = (
            words.listed([known.get(x, x) for x in side if x]) or "-"
            for side in (change.one, change.two)
        )
        classes = [self._classes.get(c, c) for c in change.class_ids]
        return texts(
            f"compare_{change.kind}",
            school=self._schools.get(change.school_id, change.school_id),
            weekday=words.word("weekday", str(change.weekday)),
            time=self._times.get(change.period_id, change.period_id),
            activity=self._activities.get(change.activity_id, change.activity_id),
            classes=words.listed(classes[:4]) + ("…" if len(classes) > 4 else ""),
            one=one,
            two=two,
        )


def _read(path: Path, district: "District", texts: Texts, mark: bool) -> Side:
    from solver import check

    edited = read_plan(path, district, texts, mark)
    pack = read_pack(edited.plan.provenance.pack_id, texts)
    planned = settled(edited, district, pack, texts)
    return Side(str(path), planned, check(district, pack, planned))


def _planned(
    district: "District", asked: str, seconds: float | None, limits: dict[str, Any], texts: Texts
) -> Side | int:
    """Plans a district under a pack; without a plan, says why and returns the exit code."""
    from solver import check, plan_term

    pack = read_pack(asked, texts)
    note(texts("compare_planning", pack=asked))
    outcome = plan_term(district, pack, time_limit_s=seconds, **limits)
    if outcome.plan is None:
        note(texts("compare_no_plan", pack=asked))
        note(texts(f"status_{outcome.status}"))
        for finding in outcome.findings[:MOST]:
            note(finding_line(finding, texts))
        return outcome.exit_code
    return Side(asked, outcome.plan, check(district, pack, outcome.plan))
