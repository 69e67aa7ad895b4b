"""A plan to start from: all of it becomes a point of each school's model, where it is legal."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

import pytest

from data.readers import read_pack
from data.synthetic import PROFILES, WINDOWS, generate
from data.synthetic.shipped import EXAMPLES, example
from solver import plan_term
from solver.domain import District
from solver.model.build import build
from solver.model.context import Context
from solver.model.extract import extract
from solver.plan import Meeting, Plan
from solver.search.budget import Budget
from solver.search.levels import DUE, values
from solver.search.plan_point import leaders_of_plan, point_of_plan, use_of_plan
from solver.verify import recompute
from tests.factories import changed

NEEDS = 2


def planted() -> list[Any]:
    """The shipped districts with their plans; one of each profile with all windows and posts."""
    found = [pytest.param(*example(name), id=name) for name in EXAMPLES]
    for number, profile in enumerate(PROFILES):
        made = generate(profile, 1, number, "qiaocheng", WINDOWS, duties=True)
        found.append(pytest.param(*made, id=profile))
    return found


def models(district: District, plan: Plan) -> list[Context]:
    pack = read_pack(district.policy_pack_id)
    days, *_ = use_of_plan(district, pack, plan)
    return [build(district, pack, (s.id,), days, names_rooms=False) for s in district.schools]


def taken(meetings: Iterable[Meeting], *, led: bool = True) -> dict[tuple[str, str], object]:
    """What is decided of an activity in a period: sections, students of each class, leaders.

    Which of its sections a student sits in, and which room of a kind it has, the model leaves open.
    """
    here: dict[tuple[str, str], list[Meeting]] = defaultdict(list)
    for m in meetings:
        here[(m.period_id, m.activity_id)].append(m)
    return {
        key: (
            len(held),
            sum((Counter(m.class_counts) for m in held), Counter()),
            sorted(m.staff_ids[0] for m in held) if led else None,
        )
        for key, held in here.items()
    }


@pytest.mark.parametrize(("district", "plan"), planted())
def test_a_legal_plan_is_a_point_of_every_schools_model(district: District, plan: Plan) -> None:
    held: list[Meeting] = []
    total = [0] * NEEDS
    for ctx in models(district, plan):
        point = point_of_plan(ctx, plan, Budget(work=20))
        assert point is not None
        assert ctx.rows.violated(point) == []
        total = [a + b for a, b in zip(total, values(ctx, point)[:NEEDS], strict=True)]
        part = extract(ctx, point, leaders_of_plan(ctx, plan))
        held += part.meetings
    assert taken(held) == taken(plan.meetings)
    counted = recompute(district, read_pack(district.policy_pack_id), plan).levels
    assert total == [level.value for level in counted[:NEEDS]]


def test_what_takes_place_stays_where_somebody_may_not_lead_it() -> None:
    district, plan = example("hebi")
    guidance = next(m for m in plan.meetings if m.component == "guidance")
    # Somebody of no school: no variable says that they lead anything.
    wrong = changed(guidance, staff_ids=("nobody",))
    edited = changed(plan, meetings=tuple(wrong if m.id == wrong.id else m for m in plan.meetings))
    (ctx,) = (c for c in models(district, edited) if guidance.school_id in c.views)
    point = point_of_plan(ctx, edited, Budget(work=20))
    assert point is not None
    part = extract(ctx, point)
    there = [m for m in plan.meetings if m.school_id in ctx.views]
    assert taken(part.meetings, led=False) == taken(there, led=False)
    assert all("nobody" not in m.staff_ids for m in part.meetings)


def test_a_plan_of_another_grid_is_no_point() -> None:
    district, plan = example("hebi")
    (ctx, *_) = models(district, plan)
    assert point_of_plan(ctx, changed(plan, grid=plan.grid[1:]), Budget(work=5)) is None


def test_a_run_never_ends_worse_than_the_plan_it_starts_from() -> None:
    district, plan = example("hebi")
    pack = read_pack("hebi")
    out = plan_term(district, pack, work_limit=4, workers=2, start=plan)
    assert out.plan is not None
    before = [level.value for level in recompute(district, pack, plan).levels]
    assert [level.value for level in out.plan.levels][: DUE + 1] <= before[: DUE + 1]
    assert out.status == "publishable"
