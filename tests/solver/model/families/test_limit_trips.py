"""``limit_trips``: people with a home school travel as rarely as possible."""

import pytest

from solver.domain import District
from tests.factories import changed, tiny_district, tiny_person
from tests.solver.model.cases import lent as lent_alone
from tests.solver.model.helpers import group, guarded, leads, least, model_of, served, stands


def lent() -> District:
    """T1 may be lent; T3 stays at home, so that T1 is not needed there."""
    record = lent_alone()
    return changed(record, staff=(*record.staff, tiny_person("T3")))


def test_good_plan_has_no_trips() -> None:
    ctx = model_of(tiny_district())
    # Nobody may serve elsewhere but the instructor, who has no home.
    assert {w for (w, _s, _d) in ctx.v.at} <= {"I1"}
    assert stands(tiny_district())


@pytest.mark.parametrize(("hours_away", "points"), [((), 0), (("q12",), 80), (("q12", "q21"), 160)])
def test_each_day_away_costs_80_points(hours_away: tuple[str, ...], points: int) -> None:
    # T1 of S1 leads hours of S2 on Monday (q12) and Tuesday (q21); no target counts here.
    record = guarded(lent())
    staff = tuple(changed(p, target_week_ch=None) for p in record.staff)
    ctx = model_of(changed(record, staff=staff))
    away = {ctx.v.lead[("T1", "care", (t,))]: int(t in hours_away) for t in ("q12", "q21")}
    assert least(ctx, "staff_wishes", away) == points


def test_two_hours_of_one_day_are_one_trip() -> None:
    record = guarded(lent())
    second = record.schools[1]
    later = changed(second.periods[0], id="q13", start_min=1040, end_min=1080)
    second = changed(second, periods=(second.periods[0], later))
    staff = tuple(changed(p, target_week_ch=None) for p in record.staff)
    ctx = model_of(changed(record, staff=staff, schools=(record.schools[0], second)))
    both = {ctx.v.lead[("T1", "care", (t,))]: 1 for t in ("q12", "q13")}
    assert least(ctx, "staff_wishes", both) == 80


def test_days_at_home_and_people_without_a_home_cost_nothing() -> None:
    record = guarded(lent())
    staff = tuple(changed(p, target_week_ch=None) for p in record.staff)
    ctx = model_of(changed(record, staff=staff))
    home = {var: 1 for (w, _a, p), var in ctx.v.lead.items() if w == "T1" and p[0].startswith("p")}
    assert least(ctx, "staff_wishes", home) == 0
    free = changed(
        record.staff[0], role="volunteer", home_school_id=None, lendable_to=("S1", "S2"),
        target_week_ch=None,
    )  # fmt: skip
    ctx = model_of(changed(record, staff=(free, *staff[1:])))
    assert least(ctx, "staff_wishes", dict.fromkeys(leads(ctx, "T1")[:1], 1)) == 0


def test_serving_the_other_school_is_worth_its_trip_only_for_an_earlier_level() -> None:
    # T2 of S2 may work 100 ch only, so one of S2's two hours needs T1 (who is then away).
    record = lent()
    ctx = model_of(record)
    assert least(ctx, "unmet_service") == 40
    assert served(ctx)


@pytest.mark.parametrize(("hours_away", "points"), [(("q12",), 80), (("q13",), 0), ((), 0)])
def test_a_day_of_late_care_alone_is_no_trip(hours_away: tuple[str, ...], points: int) -> None:
    # S2 has its hour q12 and late care q13 on Monday; T1 of S1 may lead either.
    record = lent()
    second = record.schools[1]
    late = changed(second.periods[0], id="q13", start_min=1040, end_min=1080, window="extended")
    stays = tuple(changed(c, extended_care=1) for c in second.classes)
    second = changed(second, periods=(second.periods[0], late), classes=stays)
    staff = tuple(changed(p, target_week_ch=None) for p in record.staff)
    record = changed(record, staff=staff, schools=(record.schools[0], second))
    pool = group("late", service_type="extended", grouping="whole_band")
    ctx = model_of(guarded(changed(record, activities=(*record.activities, pool))))
    lead = {("care", "q12"): "q12", ("late", "q13"): "q13"}
    away = {ctx.v.lead[("T1", a, (t,))]: int(t in hours_away) for a, t in lead}
    assert least(ctx, "staff_wishes", away) == points
