"""The best plan so far of a run: legal when whole, and enough for another run to go on from."""

from data.readers import read_pack
from data.synthetic import generate
from solver import check, plan_term
from solver.plan import Checkpoint, Plan


def test_a_run_tells_plans_that_another_goes_on_from() -> None:
    district, _ = generate("rural_county", 1, 1, "qiaocheng")
    pack = read_pack("qiaocheng")
    told: list[Checkpoint] = []
    plan_term(
        district,
        pack,
        time_limit_s=120,
        workers=1,
        on_checkpoint=told.append,
        should_stop=lambda: bool(told),
    )
    # One school, one segment: its first part is already a whole plan.
    assert [c.whole for c in told] == [True]
    plan = Plan.model_validate_json(told[0].plan_json)
    assert check(district, pack, plan).ok
    assert tuple(level.value for level in plan.levels) == told[0].values
    # Nobody has to be served anew: the other run's first part is no worse.
    begun: list[Checkpoint] = []
    plan_term(
        district,
        pack,
        time_limit_s=120,
        workers=1,
        start=plan,
        on_checkpoint=begun.append,
        should_stop=lambda: bool(begun),
    )
    assert begun[0].values <= told[0].values


def test_parts_of_some_schools_are_told_before_all_have_one() -> None:
    district, _ = generate("rural_county", 2, 1, "qiaocheng")
    told: list[Checkpoint] = []
    plan_term(
        district,
        read_pack("qiaocheng"),
        time_limit_s=120,
        workers=1,
        on_checkpoint=told.append,
        should_stop=lambda: bool(told),
    )
    # With one worker the first school is done alone; the second has nothing yet.
    plan = Plan.model_validate_json(told[0].plan_json)
    assert not told[0].whole
    assert told[0].values == ()
    assert len({m.school_id for m in plan.meetings}) == 1
    assert not plan.publishable
