"""Causes and counts against every legal plan of a very small district.

All legal plans are listed without the model (``brute``). In each of them every need that is left is
judged: a way that is said to be open must lead to a legal plan, and where some legal plan has one
section more, or one more student in a section, some way must be open. What counting says is lost
must be lost in every plan.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

import pytest

from solver.domain import District
from solver.model.build import outline
from solver.model.causes import Analysis, unmet_needs
from solver.model.causes.blocks import Change
from solver.model.causes.week import Cell
from solver.model.extract import SchoolPart
from solver.model.grid import unit_of
from solver.model.reach import reaches
from solver.model.shortages import Counted, count_school
from solver.plan import LEVELS, Meeting, Plan
from solver.policy import PolicyPack
from tests.factories import changed, tiny_pack
from tests.solver.model.brute import Brute
from tests.solver.model.points import Values
from tests.solver.model.test_agreement import CASES

MOST = 6000
Sitting = tuple[str, tuple[str, ...], str | None, str, frozenset[str], frozenset[tuple[str, int]]]
"""Activity, pattern, room, leader, helpers, students by class."""
Grid = frozenset[tuple[str, str, str]]
Key = tuple[frozenset[tuple[Sitting, int]], Grid]


def sitting(plan: Plan, meeting: Meeting) -> Sitting:
    periods = next(s.period_ids for s in plan.sections if s.id == meeting.section_id)
    leader, *helpers = meeting.staff_ids
    return (
        meeting.activity_id,
        tuple(sorted(periods)),
        meeting.room_id,
        leader,
        frozenset(helpers),
        frozenset(meeting.class_counts.items()),
    )


def sittings(plan: Plan) -> Counter[Sitting]:
    first = {m.section_id: m for m in reversed(plan.meetings)}
    return Counter(sitting(plan, m) for m in first.values())


def grid_of(plan: Plan) -> Grid:
    """Returns the cells of a plan, and who stands on which post."""
    cells = {(g.class_id, g.period_id, g.component) for g in plan.grid}
    return frozenset(cells | {(d.post_id, w, "post") for d in plan.duties for w in d.staff_ids})


def key_of(held: Counter[Sitting], grid: Grid) -> Key:
    return frozenset((+held).items()), grid


def left_of(plan: Plan) -> dict[Cell, int]:
    return {(u.class_id, u.period_id): u.student_periods for u in plan.unmet if u.class_id}


def unmanned_of(plan: Plan) -> dict[str, int]:
    rows = [u for u in plan.unmet if u.family == "staff_duty_posts"]
    return {u.period_id: u.student_periods for u in rows}


@dataclass
class Plans:
    """Every legal plan of a district, and what may be added to each."""

    district: District
    pack: PolicyPack
    legal: dict[Key, Plan] = field(default_factory=dict)
    values: list[Values] = field(default_factory=list)
    added: dict[Key, list[Sitting]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for plan, value in Brute(self.district, self.pack).plans(MOST):
            held, grid = sittings(plan), grid_of(plan)
            self.legal[key_of(held, grid)] = plan
            self.values.append(value)
            for one in held:
                self.added[key_of(held - Counter([one]), grid)].append(one)
        self.ctx = outline(self.district, self.pack)
        self.counted: dict[str, Counted] = {
            s: count_school(reach) for s, reach in reaches(self.ctx).items()
        }

    def could_serve(self, plan: Plan, cell: Cell) -> bool:
        """Tells whether some plan has one sitting, or one student of a class, more."""
        class_id, t = cell
        held, grid = sittings(plan), grid_of(plan)
        new = self.added[key_of(held, grid)]
        if any(t in x[1] and dict(x[5]).get(class_id, 0) for x in new):
            return True
        for old in held:
            for x in self.added[key_of(held - Counter([old]), grid)]:
                before, after = Counter(dict(old[5])), Counter(dict(x[5]))
                if (
                    x[:5] == old[:5]
                    and t in x[1]
                    and before <= after
                    and (after[class_id] > before[class_id])
                ):
                    return True
        return False

    def after(self, plan: Plan, cell: Cell, change: Change) -> Key:
        """Returns what a plan becomes by a change."""
        held, grid = sittings(plan), grid_of(plan)
        if change.joins:
            old = sitting(plan, change.joins[0])
            counts = Counter(dict(old[5])) + Counter(change.counts)
            held = held - Counter([old]) + Counter([(*old[:5], frozenset(counts.items()))])
        else:
            leader, *helpers = change.staff_ids
            one: Sitting = (
                change.activity_id,
                tuple(sorted(change.pattern)),
                change.room_id,
                leader,
                frozenset(helpers),
                frozenset(change.counts.items()),
            )
            held = held + Counter([one])
        if change.component is not None:
            grid = self._with_cell(grid, cell, change.component)
        return key_of(held, grid)

    def _with_cell(self, grid: Grid, cell: Cell, component: str) -> Grid:
        class_id, t = cell
        view = self.ctx.view_of(t)
        band = view.band_of[class_id]
        now = next(k for c, u, k in grid if (c, u) == cell)
        units = {unit_of(view, class_id, k) for k in (now, component)}
        classes = band.class_ids if band.id in units else (class_id,)
        return frozenset((c, u, component if u == t and c in classes else k) for c, u, k in grid)


def fewer_people() -> list[tuple[str, int]]:
    """Returns the cases without their first or second person, where nothing names that person."""
    found = []
    for name, (make, _clauses) in CASES.items():
        district = make()
        named = {getattr(pin, "staff_id", None) for pin in district.pins}
        named |= {w for s in district.schools for b in s.blocks for w in b.staff_ids}
        found += [(name, i) for i, p in enumerate(district.staff[:2]) if p.id not in named]
    return found


def _has_posts(district: District, name: str) -> bool:
    return name == "lunch_company" or any(s.duty_posts for s in district.schools)


def check_counts(plans: Plans) -> None:
    """Checks that what counting says is lost is lost in every plan."""
    unmet, missing, choices = (
        sum(getattr(c, what) for c in plans.counted.values())
        for what in ("unmet", "missing", "choices")
    )
    for value in plans.values:
        of = dict(zip((level.name for level in LEVELS), value, strict=True))
        assert unmet <= of["unmet_service"]
        assert missing <= of["missing_money"] or of["unmet_service"] > 0
        assert choices <= of["choices"]


@pytest.mark.parametrize("name", CASES)
def test_open_ways_are_legal_and_none_is_missed(name: str) -> None:
    make, clauses = CASES[name]
    plans = Plans(make(), tiny_pack(clauses))
    check_counts(plans)
    judged = 0
    for plan in plans.legal.values():
        left = left_of(plan)
        analysis = Analysis(
            plans.ctx,
            plan.meetings,
            plan.grid,
            left,
            dict(plans.counted),
            duties=plan.duties,
            unmanned=unmanned_of(plan),
        )
        for cell in left:
            ways = list(analysis.ways(cell))
            for way in ways:
                assert bool(way.blocks) == (way.change is None)
                if way.change is not None:
                    assert plans.after(plan, cell, way.change) in plans.legal, (cell, way)
            opened = [w for w in ways if w.change is not None and w.change.component is None]
            assert bool(opened) == plans.could_serve(plan, cell), (cell, ways, plan.meetings)
            found = analysis.judge(cell)
            assert (found.first is None) == (not found.way.blocks)
            judged += 1
    assert judged


@pytest.mark.parametrize("name", [n for n, (make, _) in CASES.items() if _has_posts(make(), n)])
def test_open_posts_are_legal_and_none_is_missed(name: str) -> None:
    make, clauses = CASES[name]
    plans = Plans(make(), tiny_pack(clauses))
    posts = {c.period.id: [p.record.id for p in c.posts] for c in plans.ctx.companies}
    judged = 0
    for plan in plans.legal.values():
        part = SchoolPart(
            grid=list(plan.grid),
            meetings=list(plan.meetings),
            duties=list(plan.duties),
            unmet=left_of(plan),
            unmanned=unmanned_of(plan),
            alone=[u.period_id for u in plan.unmet if not u.class_id and u.family == "serve_lunch"],
        )
        for need in unmet_needs(plans.district, plans.pack, part, plans.counted):
            if need.class_id is not None:
                continue
            held, grid = sittings(plan), grid_of(plan)
            more = {
                (post, p.id, "post")
                for post in posts.get(need.period_id, [need.period_id])
                for p in plans.district.staff
                if p.role == "leader" or need.period_id not in posts
            }
            could = any(key_of(held, grid | {one}) in plans.legal for one in more - grid)
            assert need.cause.endswith("_search") == could, need
            judged += 1
    assert judged


@pytest.mark.parametrize(("name", "without"), fewer_people())
def test_with_fewer_people_no_more_is_counted_as_lost_than_is(name: str, without: int) -> None:
    make, clauses = CASES[name]
    district = make()
    staff = district.staff[:without] + district.staff[without + 1 :]
    check_counts(Plans(changed(district, staff=staff), tiny_pack(clauses)))
