"""Good plans to spoil: shipped, planted with windows and duties, in date ranges, and by hand."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from data.readers import read_pack
from data.synthetic import generate
from data.synthetic.shipped import EXAMPLES, example
from solver.domain import District, Student
from solver.domain.base import Window
from solver.domain.students import RankedChoice
from solver.plan import Plan
from solver.policy import PolicyPack
from tests.factories import changed, good_plan, tiny_district, tiny_pack, with_claims
from tests.factories.windows import window_district, window_plan
from tests.solver.verify.dated import (
    clubs_district,
    clubs_plan,
    exit_district,
    exit_plan,
    hours_district,
    hours_plan,
    leave_district,
    leave_plan,
)
from tests.solver.verify.spoiling.good import Good

WINDOWS: tuple[Window, ...] = ("lunch", "extended", "evening")
SEED = 3


def _shipped(name: str) -> Good:
    district, plan = example(name)
    return Good(name, district, read_pack(district.policy_pack_id), plan)


def _planted(
    profile: str, schools: int, pack_id: str, windows: tuple[Window, ...], *kept: int
) -> Good:
    """Returns a planted plan with windows and duties, cut to some of its schools."""
    district, plan = generate(profile, schools, SEED, pack_id, windows, duties=True)
    pack = read_pack(pack_id)
    name = f"{pack_id} {profile}"
    if kept:
        ids = tuple(district.schools[i].id for i in kept)
        district = district.slice(ids)
        plan = _kept(plan, district)
        plan = with_claims(district, pack, plan)
        name = f"{name} {', '.join(ids)}"
    return Good(name, district, pack, plan)


def _kept(plan: Plan, district: District) -> Plan:
    """Returns what of a plan is about the schools that a district still has."""
    schools = {s.id for s in district.schools}
    classes = {c.id for s in district.schools for c in s.classes}
    return changed(
        plan,
        district_id=district.id,
        sections=tuple(s for s in plan.sections if s.school_id in schools),
        meetings=tuple(m for m in plan.meetings if m.school_id in schools),
        duties=tuple(d for d in plan.duties if d.school_id in schools),
        grid=tuple(e for e in plan.grid if e.class_id in classes),
    )


def in_two_ranges(good: Good, last: date) -> Good:
    """Returns a plan with every section cut in two, to a date and from the next day on.

    Cells are cut with them, so that the plan says the same in two date ranges.
    """
    start = last + timedelta(days=1)
    plan = good.plan
    sections, meetings, grid = [], [], []
    for s in plan.sections:
        sections += [changed(s, id=f"{s.id}~1", to_date=last)]
        sections += [changed(s, id=f"{s.id}~2", from_date=start)]
    for m in plan.meetings:
        meetings += [changed(m, id=f"{m.id}~1", section_id=f"{m.section_id}~1", to_date=last)]
        meetings += [changed(m, id=f"{m.id}~2", section_id=f"{m.section_id}~2", from_date=start)]
    for e in plan.grid:
        grid += [changed(e, to_date=last), changed(e, from_date=start)]
    plan = changed(plan, sections=tuple(sections), meetings=tuple(meetings), grid=tuple(grid))
    plan = with_claims(good.district, good.pack, plan)
    return Good(f"{good.name} in two ranges", good.district, good.pack, plan)


def _middle(district: District) -> date:
    term = district.term
    return term.first_day + (term.last_day - term.first_day) // 2


def _by_hand(name: str, district: District, plan: Plan, pack: PolicyPack | None = None) -> Good:
    return Good(f"by hand: {name}", district, pack or tiny_pack(), plan)


def listed_district() -> District:
    """Returns the small district with the students of C1 listed, P1 to P40, with wishes.

    P1 to P12 want chess, P13 to P20 robots, as the counts of C1 say.
    """
    students = tuple(
        Student(
            id=f"P{n}",
            class_id="C1",
            choices=(RankedChoice(menu_id="M1", activity_ids=("chess" if n <= 12 else "robot",)),)
            if n <= 20
            else (),
        )
        for n in range(1, 41)
    )
    return tiny_district(students=students)


def listed_plan(district: District) -> Plan:
    """Returns the good plan with the students of C1 named in every meeting."""
    everybody = tuple(f"P{n}" for n in range(1, 41))
    named = {
        "ch": everybody[:12],
        "ro": everybody[12:20],
        "re": everybody[20:],
        "st": everybody[12:],
    }
    plan = good_plan(district)
    meetings = tuple(
        changed(m, student_ids=named.get(m.section_id, everybody)) if "C1" in m.class_counts else m
        for m in plan.meetings
    )
    return with_claims(district, tiny_pack(), changed(plan, meetings=meetings))


@cache
def base(name: str) -> Good:
    """Returns a good plan by name, made once."""
    return BASES[name]()


BASES: dict[str, Callable[[], Good]] = {
    **{name: lambda name=name: _shipped(name) for name in EXAMPLES},  # type: ignore[misc]
    "lending": lambda: _planted("rural_county", 2, "qiaocheng", WINDOWS),
    "lunch company": lambda: _planted("average_county", 1, "hefei", ("lunch",)),
    "evening": lambda: _planted("rural_county", 5, "xinyi", WINDOWS, 4),
    "extended": lambda: _planted("rural_county", 2, "xinyi", WINDOWS, 1),
    "village": lambda: _planted("rural_county", 2, "hebi", WINDOWS, 1),
    "own grid": lambda: _planted("rural_county", 3, "anxi", WINDOWS, 1, 2),
    "two ranges": lambda: in_two_ranges(base("evening"), _middle(base("evening").district)),
    "two ranges of qiaocheng": lambda: in_two_ranges(
        base("qiaocheng"), _middle(base("qiaocheng").district)
    ),
    "tiny": lambda: _by_hand("week", tiny_district(), good_plan()),
    "tiny windows": lambda: _by_hand("windows", window_district(), window_plan()),
    "tiny listed": lambda: _by_hand("listed", listed_district(), listed_plan(listed_district())),
    "tiny exit": lambda: _by_hand("exit", exit_district(), exit_plan()),
    "tiny hours": lambda: _by_hand("hours", hours_district(), hours_plan()),
    "tiny clubs": lambda: _by_hand("clubs", clubs_district(), clubs_plan()),
    "tiny leave": lambda: _by_hand("leave", leave_district(), leave_plan()),
}
