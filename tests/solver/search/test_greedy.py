"""Plans without a search: every step keeps the rows, and what fits easily is placed."""

import pytest

from data.readers import read_pack
from data.synthetic.generator import PROFILES, generate
from solver.domain import ChoiceCount
from solver.domain.base import Window
from solver.model.build import build
from solver.model.extract import extract
from solver.model.rows import Rows
from solver.search.bare import bare_point
from solver.search.budget import Budget
from solver.search.levels import values
from solver.search.trials import Trial
from tests.factories import tiny_class, tiny_person
from tests.solver.model.helpers import club, district, group, hours, model_of, one_school, room


def counted() -> tuple[Rows, int, int, int]:
    """Two things to decide, of which three may be had; each needs two units of money.

    ``2 x + 2 y - missing <= 1`` and ``x + y <= 3``, with at most five of money missing.
    """
    rows = Rows()
    x, y = rows.var(("x",), 0, 9), rows.var(("y",), 0, 9)
    missing = rows.var(("missing",), 0, 5)
    rows.add("money", [(x, 2), (y, 2), (missing, -1)], high=1)
    rows.add("places", [(x, 1), (y, 1)], high=3)
    rows.objective("missing_money").add(missing, 1)
    return rows, x, y, missing


def test_what_only_counts_follows_by_itself() -> None:
    rows, x, y, missing = counted()
    trial = Trial(rows, [0, 0, 0], {x, y})
    assert trial.step({x: 1})
    assert trial.point[missing] == 1
    assert trial.step({y: 1})
    assert trial.point[missing] == 3
    assert rows.violated(trial.point) == []


def test_a_step_that_breaks_a_row_is_taken_back() -> None:
    rows, x, y, _missing = counted()
    trial = Trial(rows, [0, 0, 0], {x, y})
    assert trial.step({x: 2})
    # Four are too many, and three would need five of money: 6 - 1.
    assert not trial.step({y: 2})
    assert trial.point == [2, 0, 3]
    assert trial.step({y: 1})
    assert trial.point == [2, 1, 5]
    assert not trial.step({x: 8})
    assert trial.point == [2, 1, 5]


def test_what_is_decided_never_follows() -> None:
    rows, x, y, missing = counted()
    trial = Trial(rows, [0, 0, 0], {x, y, missing})
    assert not trial.step({x: 1})
    assert trial.point == [0, 0, 0]


def test_clubs_come_before_pools_and_groups_find_their_rooms() -> None:
    # Chess for 12 of 20 with T1, the only one who can; the other 8 read with T2.
    record = district(
        one_school((tiny_class("C1", 20, "R1"),), hours("11"), (room("R1"), room("R2"))),
        (tiny_person("T1", skills=("chess",), pay_fen={}), tiny_person("T2", pay_fen={})),
        (club("chess"), club("reading", grouping="whole_band", skill=None)),
        choice_counts=(ChoiceCount(class_id="C1", activity_id="chess", count=12),),
    )
    ctx = model_of(record, names_rooms=False)
    point, empty = bare_point(ctx, Budget(work=5), 0)
    assert point is not None
    assert not empty
    assert values(ctx, point)[:4] == (0, 0, 0, 0)
    led = {m.activity_id: (m.staff_ids, m.class_counts) for m in extract(ctx, point).meetings}
    assert led == {"chess": (("T1",), {"C1": 12}), "reading": (("T2",), {"C1": 8})}


def test_nobody_is_placed_beyond_the_people_there_are() -> None:
    record = district(
        one_school((tiny_class("C1", 10, "R1"), tiny_class("C2", 12, "R2"))),
        (tiny_person("T1", pay_fen={}),),
        (group(),),
    )
    ctx = model_of(record, names_rooms=False)
    point, _ = bare_point(ctx, Budget(work=5), 0)
    assert point is not None
    # T1 takes the first class, 12 students are left for 40 minutes.
    assert values(ctx, point)[0] == 480


@pytest.mark.parametrize("profile", PROFILES)
def test_planted_schools_are_nearly_served_without_a_search(profile: str) -> None:
    everything = profile == "rural_county"
    windows: tuple[Window, ...] = ("lunch", "extended", "evening") if everything else ()
    record, _planted = generate(profile, 1, 0, windows=windows, duties=everything)
    ctx = build(record, read_pack(record.policy_pack_id), names_rooms=False)
    point, _ = bare_point(ctx, Budget(work=10), 0)
    assert point is not None
    assert ctx.rows.violated(point) == []
    unmet = ctx.rows.objective("unmet_service")
    most = unmet.constant + sum(c * ctx.rows.upper[v] for v, c in unmet.terms.items())
    # Not worked out by hand: the promise is nine tenths, so that nobody starts from nothing.
    assert 10 * values(ctx, point)[0] <= most
