"""Schools that no search had time for: each gets the legal plan that needs no search.

One school without a plan would cost the whole district its plan. What is told of such a school is
that nobody searched, not that its needs cannot be met; its bounds stay those of counting.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from solver.domain.messages.said import Message, Row
from solver.model.context import Context
from solver.plan import Finding
from solver.search.bare import bare_task
from solver.search.levels import NEEDS
from solver.search.pieces import Piece

if TYPE_CHECKING:
    from solver.search.decompose import DistrictSearch

MOST_NAMED = 20
"""Schools that are named in a finding."""


def take_complete(search: DistrictSearch, ids: Sequence[str]) -> None:
    """Takes over what was made without a search where it already serves everybody."""
    for s in ids:
        bare = search.bare.get(s)
        if bare is not None and not any(bare.values[:NEEDS]):
            search.found[s] = replace(bare, part=replace(bare.part, untried=frozenset()))
            search.tell(s)


def fill_untried(search: DistrictSearch, should_stop: Callable[[], bool]) -> None:
    """Gives a plan without a search to schools that have none, unless the district has no plan.

    What the survey made is there; the rest takes about a second a school although the time is
    over. A school that needs shared people for it may use those given to it, if they were given.
    """
    ids = [s.id for s in search.district.schools]
    for s in ids:
        bare, found = search.bare.get(s), search.found.get(s)
        if bare is not None and (found is None or bare.values < found.values):
            search.found[s] = bare
    alone = len(ids) > 1
    _make(search, ids, alone, should_stop)
    if not alone or search.sharing.given:
        _make(search, ids, False, should_stop)


def _make(
    search: DistrictSearch, ids: Sequence[str], alone: bool, should_stop: Callable[[], bool]
) -> None:
    missing = [s for s in ids if s not in search.found]
    over = search.empty or any(f.severity == "infeasible" for f in search.findings)
    if not missing or over or should_stop():
        return

    def handle(index: int, message: Any) -> None:
        kind, *content = message
        school_id = missing[index]
        if kind == "counted":
            search.count(school_id, *content)
        elif kind == "bare":
            search.found[school_id] = content[0]
        elif kind == "empty" and not search.sharing.touches(school_id):
            search.empty.add(school_id)

    def build(school_id: str) -> Callable[[], Context]:
        return lambda: search.build(school_id, shared=len(ids) > 1)

    settings = search.settings
    deterministic = search.budget.is_deterministic
    tasks = [bare_task(build(s), settings.seed, deterministic, alone) for s in missing]
    search.engine.run(tasks, handle, should_stop)


def untried_schools(pieces: Sequence[Piece]) -> tuple[Finding, ...]:
    """Returns the finding that names schools with needs that no search had time for."""
    names = {s.id: s.name for piece in pieces for s in piece.district.schools}
    short = [f for piece in pieces for f in piece.found if any(f.values[:NEEDS])]
    untried = {s for f in short for s in f.part.untried}
    if not untried:
        return ()
    told = [names[s] for s in names if s in untried]
    more = ("…",) if len(told) > MOST_NAMED else ()
    message = Message(
        "finding.schools_untried",
        {"count": len(told), "schools": Row((*told[:MOST_NAMED], *more))},
    )
    return (
        Finding(
            "note",
            "search",
            "structure:search",
            message.key,
            params=message.flat(),
            text_zh=message.said("zh"),
            text_en=message.said("en"),
        ),
    )
