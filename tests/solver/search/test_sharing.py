"""Shared people: each of their days goes to one school, and limits of the week are kept."""

from typing import Any

import pytest

from solver.domain import Band, District
from solver.domain.pins import AbsencePin
from solver.search.budget import Budget
from solver.search.engines import SerialEngine
from solver.search.levels import NOTHING, values
from solver.search.plan_term import plan_term
from solver.search.sharing import Sharing, Survey, share, survey
from tests.factories import changed, tiny_class, tiny_pack, tiny_person, tiny_provider
from tests.solver.model.helpers import district, group, guarded, hours, model_of, one_school, solve

SCHOOLS = ("S1", "S2", "S3")


def three_schools(*people: Any) -> District:
    """Three schools with a class and a guard each, hours on Monday and Tuesday."""
    schools = tuple(
        changed(
            one_school(
                (tiny_class(f"C{i}", 10, f"R{i}"),),
                tuple(changed(p, id=f"{p.id}.{i}") for p in hours("11", "21")),
                bands=(Band(id=f"B{i}", name=f"B{i}", class_ids=(f"C{i}",)),),
            ),
            id=f"S{i}",
            name=f"S{i}",
        )
        for i in (1, 2, 3)
    )
    return guarded(district(schools, people, (group(),)))


def volunteer(person_id: str, *schools: str, **changes: Any) -> Any:
    return tiny_person(
        person_id,
        role="volunteer",
        home_school_id=None,
        lendable_to=schools,
        **{"pay_fen": {}, **changes},
    )


def surveys_of(record: District) -> list[Survey]:
    return [survey(model_of(record, school_ids=(s,)), None) for s in SCHOOLS]


def shared(record: District, seed: int = 0) -> Sharing:
    return share(record, surveys_of(record), Budget(work=20), seed)


def test_a_survey_says_who_could_come_and_who_is_wanted() -> None:
    record = three_schools(volunteer("V1", "S1", "S2"))
    first, _, third = surveys_of(record)
    assert first.possible == {("V1", 1), ("V1", 2)}
    # One hour a day and nobody else: the day is wanted whole.
    assert first.wanted == {("V1", 1): pytest.approx(1), ("V1", 2): pytest.approx(1)}
    assert (third.possible, third.wanted) == (set(), {})


def test_without_time_a_survey_still_says_who_could_come() -> None:
    record = three_schools(volunteer("V1", "S1", "S2"))
    hasty = survey(model_of(record, school_ids=("S1",)), 0.0)
    assert hasty.possible == {("V1", 1), ("V1", 2)}
    # Only sections of providers are counted; care has none.
    assert hasty.wanted == {}


@pytest.mark.parametrize("seed", range(3))
def test_each_person_day_goes_to_one_possible_school(seed: int) -> None:
    record = three_schools(*(volunteer(f"V{i}", *SCHOOLS) for i in range(3)))
    sharing = shared(record, seed)
    assert set(sharing.given) == {(f"V{i}", d) for i in range(3) for d in (1, 2)}
    assert set(sharing.given.values()) <= set(SCHOOLS)
    # Three volunteers and three schools that want one each a day.
    for day in (1, 2):
        assert sorted(s for (_w, d), s in sharing.given.items() if d == day) == list(SCHOOLS)


def test_plans_of_all_schools_together_share_nobody() -> None:
    record = three_schools(*(volunteer(f"V{i}", *SCHOOLS) for i in range(2)))
    sharing = shared(record)
    busy: list[tuple[str, int]] = []
    unmet = 0
    for school_id in SCHOOLS:
        ctx = model_of(record, school_ids=(school_id,), day_school=sharing.days_for(school_id))
        point = solve(ctx, None, ctx.rows.objective("unmet_service"))
        assert point is not None
        unmet += values(ctx, point)[0]
        leading = [(w, p[0]) for (w, _a, p), x in ctx.v.lead.items() if point[x]]
        busy += [(w, ctx.period[t].weekday) for w, t in leading if w.startswith("V")]
    assert len(busy) == len(set(busy))
    # Two volunteers on two days serve four of six hours: 2 * 10 * 40 minutes are left.
    assert unmet == 800


def test_people_of_one_school_are_not_shared() -> None:
    record = three_schools(volunteer("V1", "S1"), volunteer("V2", "S1", "S3"))
    assert {w for w, _d in shared(record).given} == {"V2"}


def test_home_comes_before_other_schools() -> None:
    teacher = tiny_person("T1", home_school_id="S2", lendable_to=("S1",))
    record = three_schools(teacher)
    record = changed(record, lending={"enabled_by": "X", "enabled_on": "2026-02-01"})
    assert set(shared(record).given.values()) == {"S2"}


def test_days_of_a_week_are_kept() -> None:
    record = three_schools(volunteer("V1", *SCHOOLS, max_days=1))
    given = [s for s in shared(record).given.values() if s]
    assert len(given) == 1


def test_a_weeks_hours_are_split_by_days() -> None:
    sharing = Sharing(
        {("V", 1): "S1", ("V", 2): "S1", ("V", 3): "S2", ("W", 1): "S2"}, {}, {"V": 500, "W": 300}
    )
    sharing.set_week_limits()
    # 500 over three days: two thirds and one third, rounded down; W is at one school only.
    assert sharing.week_limit == {("V", "S1"): 333, ("V", "S2"): 166}
    assert sum(sharing.week_limit.values()) <= 500


def test_a_day_that_nobody_has_takes_no_hours() -> None:
    sharing = Sharing({("V", 1): "S1", ("V", 2): "S2", ("V", 3): ""}, {}, {"V": 500})
    sharing.set_week_limits()
    assert sharing.week_limit == {("V", "S1"): 250, ("V", "S2"): 250}
    sharing = Sharing({("V", 1): "S1", ("V", 2): ""}, {}, {"V": 500})
    sharing.set_week_limits()
    assert sharing.week_limit == {}


def test_hours_that_plans_have_stay_theirs_when_days_are_released() -> None:
    # V works 300 of 500 ch at S1 on Monday; the days at S2 are free, and S1 is searched no more.
    sharing = Sharing({("V", 1): "S1", ("V", 2): "S2", ("V", 3): "S2"}, {}, {"V": 500})
    surveys = [Survey(s, NOTHING, possible={("V", 2), ("V", 3)}) for s in ("S2", "S3")]
    sharing.release({("V", 1): "S1"}, surveys, ["S2", "S3"], {("V", "S1"): 300})
    assert sharing.given == {("V", 1): "S1", ("V", 2): "S2", ("V", 3): "S3"}
    # S1 may keep its plan, the others share the rest: 500 - 300 over two days.
    assert sharing.week_limit == {("V", "S1"): 300, ("V", "S2"): 100, ("V", "S3"): 100}
    # S1 and S2 still short: 500 - 300 - 100 over one day each, beside what they have.
    sharing.release(
        {("V", 1): "S1", ("V", 2): "S2", ("V", 3): "S3"},
        surveys,
        ["S1", "S2"],
        {("V", "S1"): 300, ("V", "S2"): 100},
    )
    assert sharing.week_limit == {("V", "S1"): 350, ("V", "S2"): 150, ("V", "S3"): 0}


def apart(**limits: Any) -> District:
    """V1 could be at S1 on Monday only, and at S2 on Tuesday only."""
    record = three_schools(volunteer("V1", "S1", "S2", **limits))
    away = tuple(
        AbsencePin(staff_id="V1", school_id=s, weekday=d) for s, d in (("S1", 2), ("S2", 1))
    )
    return changed(record, pins=away)


def worked(record: District, sharing: Sharing) -> dict[str, int]:
    """Returns the class-hours of V1 at each school if all search with their share of people."""
    found = {}
    for school_id in ("S1", "S2"):
        ctx = model_of(
            record,
            school_ids=(school_id,),
            day_school=sharing.days_for(school_id),
            week_limit=sharing.week_limit,
        )
        point = solve(ctx, None, ctx.rows.objective("unmet_service"))
        assert point is not None
        found[school_id] = sum(
            100 for (w, _a, _p), x in ctx.v.lead.items() if point[x] and w == "V1"
        )
    return found


def test_a_weeks_hours_hold_over_schools_that_share_no_day() -> None:
    # An hour of 100 ch on each of the two days, at two schools; 150 ch a week at most.
    record = apart(max_week_ch=150)
    sharing = shared(record)
    assert sharing.given == {("V1", 1): "S1", ("V1", 2): "S2"}
    assert sharing.week_limit == {("V1", "S1"): 75, ("V1", "S2"): 75}
    # Half a week's hours is no whole hour: nobody can use it, so one school gets all of it.
    assert worked(record, sharing) == {"S1": 0, "S2": 0}
    sharing.release({}, surveys_of(record), ["S1", "S2"], {})
    assert sharing.week_limit == {("V1", "S1"): 150, ("V1", "S2"): 0}
    assert worked(record, sharing) == {"S1": 100, "S2": 0}


def test_enough_hours_serve_both_schools() -> None:
    record = apart(max_week_ch=200)
    assert worked(record, shared(record)) == {"S1": 100, "S2": 100}


def test_days_hold_over_schools_that_share_no_day() -> None:
    record = apart(max_days=1)
    assert sorted(worked(record, shared(record)).values()) == [0, 100]


def test_people_without_limits_that_share_no_day_are_not_given_out() -> None:
    assert shared(apart()).given == {}


def test_a_providers_instructors_at_once_hold_over_schools() -> None:
    # Two instructors of a provider that sends one at a time, each possible at one school only.
    instructors = tuple(
        tiny_person(f"I{i}", role="instructor", home_school_id=None, provider_id="V1", pay_fen={})
        for i in (1, 2)
    )
    record = three_schools()
    record = changed(
        record,
        staff=(*record.staff, *instructors),
        providers=(tiny_provider(instructors_at_once=1),),
    )
    surveys = [
        Survey(f"S{i}", NOTHING, wanted={(f"I{i}", 1): 1.0}, possible={(f"I{i}", 1)})
        for i in (1, 2)
    ]
    given = share(record, surveys, Budget(work=20), 0).given
    assert sorted(given.values()) in (["", "S1"], ["", "S2"])
    free = changed(record, providers=(tiny_provider(),))
    assert share(free, surveys, Budget(work=20), 0).given == {}


def test_unused_days_go_to_schools_that_are_short() -> None:
    sharing = Sharing({("V", 1): "S1", ("V", 2): "S1", ("W", 1): "S1"})
    surveys = [
        Survey("S2", NOTHING, possible={("V", 1), ("V", 2)}),
        Survey("S3", NOTHING, possible={("V", 2), ("W", 1)}),
    ]
    # V works at S1 on Monday; his Tuesday goes to S2; W's Monday is possible at S3 only.
    sharing.release({("V", 1): "S1"}, surveys, ["S2", "S3"], {})
    assert sharing.given == {("V", 1): "S1", ("V", 2): "S2", ("W", 1): "S3"}


@pytest.mark.parametrize("weak", SCHOOLS)
@pytest.mark.parametrize("seed", range(2))
def test_what_schools_want_alike_goes_to_the_weak_one(weak: str, seed: int) -> None:
    # One volunteer, whom each of the three schools wants on both days as much as the others.
    record = three_schools(volunteer("V1", *SCHOOLS))
    schools = tuple(changed(s, is_weak=s.id == weak) for s in record.schools)
    assert set(shared(changed(record, schools=schools), seed).given.values()) == {weak}


def test_unused_days_go_to_weak_schools_first() -> None:
    sharing = Sharing({("V", 1): "S1", ("V", 2): "S1"}, weak=frozenset({"S3"}))
    surveys = [Survey(s, NOTHING, possible={("V", 1), ("V", 2)}) for s in ("S2", "S3")]
    sharing.release({("V", 1): "S1"}, surveys, ["S2", "S3"], {})
    assert sharing.given == {("V", 1): "S1", ("V", 2): "S3"}


def test_a_school_knows_whether_it_was_denied_somebody() -> None:
    sharing = Sharing({("V", 1): "S1"})
    assert not sharing.touches("S1")
    assert sharing.touches("S2")


def test_a_make_up_day_counts_in_the_days_of_its_week() -> None:
    # Saturday 21 March follows Friday: that week has Friday's pattern twice, six dates in all. At
    # most five days a week leaves no room for all five weekdays: Friday counts two there.
    record = three_schools(volunteer("V1", *SCHOOLS, max_days=5))
    days = {d for (w, d), school in shared(record).given.items() if w == "V1" and school}
    assert sum(2 if d == 5 else 1 for d in days) <= 5


def test_schools_together_use_the_work_that_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    record = three_schools(volunteer("V1", "S1", "S2"), tiny_person("T3", home_school_id="S3"))
    charged: list[float] = []
    charge = Budget.charge

    def counting(self: Budget, work: float) -> None:
        charged.append(work)
        charge(self, work)

    monkeypatch.setattr(Budget, "charge", counting)
    for _ in range(2):
        outcome = plan_term(record, tiny_pack(), work_limit=3, workers=2, engine=SerialEngine())
        assert outcome.plan is not None
    # Each solve is charged where it is made, and each round once more to the district.
    assert 0 < sum(charged) <= 2 * 2 * (3 + 1)
    half = len(charged) // 2
    assert charged[:half] == charged[half:]
