"""Shipped and generated schools know where the field's groups go in rain, but for villages.

A covered playground takes four groups at once: of a period with more, the rest stays out.
"""

import pytest

from data.readers import read_pack
from data.synthetic import PROFILES, generate
from data.synthetic.shipped import EXAMPLES, example
from data.writers.view import PlanView
from data.writers.wet_weather import WetPeriod, wet_periods
from solver.domain import District
from solver.plan import Plan

GROUPS = 4


def in_rain(district: District, plan: Plan) -> dict[str, list[WetPeriod]]:
    """Returns the periods with groups in the open, by school, of schools with one clock."""
    view = PlanView(district, read_pack(district.policy_pack_id), plan, "zh")
    one_clock = {s.id for s in district.schools if not any(p.grades for p in s.periods)}
    found: dict[str, list[WetPeriod]] = {s: [] for s in sorted(one_clock)}
    for period in wet_periods(view):
        if period.school.id in one_clock:
            found[period.school.id].append(period)
    return found


def judge(district: District, plan: Plan) -> set[bool]:
    """Asserts what rain leaves out; returns which answers there are."""
    answers = set()
    for periods in in_rain(district, plan).values():
        assert periods
        covered = [r for r in periods[0].school.rooms if r.name == "风雨操场"]
        for period in periods:
            codes = [m.code for m in period.misses]
            if covered:
                assert codes == ["shelter_full"] * max(0, period.exposed - GROUPS)
            else:
                assert codes == ["no_shelter"] * period.exposed
            answers.add(period.survives)
    return answers


@pytest.mark.parametrize("name", EXAMPLES)
def test_shipped_schools_have_shelter_where_it_fits(name: str) -> None:
    district, plan = example(name)
    judge(district, plan)
    assert any(r.wet_alternative_id for s in district.schools for r in s.rooms)
    notes = [n for n in district.provenance if n.path.endswith("wet_alternative_id")]
    assert [n.status for n in notes] == ["invented"]


@pytest.mark.parametrize("profile", PROFILES)
def test_generated_schools_have_shelter_where_it_fits(profile: str) -> None:
    district, plan = generate(profile, 4, 0)
    judge(district, plan)
    for school in district.schools:
        field = next(r for r in school.rooms if r.weather_exposed)
        other = next((r for r in school.rooms if r.id == field.wet_alternative_id), None)
        # Nothing is planned under cover: no activity asks for its feature.
        assert other is None or other.id not in {m.room_id for m in plan.meetings}
        notes = [n for n in district.provenance if n.path.endswith("wet_alternative_id")]
        assert [n.status for n in notes] == ["invented"]


def test_rain_leaves_some_periods_whole_and_others_not() -> None:
    # By hand from the planted plan of the centre school: Monday's first period has five groups on
    # the field, one too many; its second has four. The villages have no shelter at all.
    district, plan = generate("rural_county", 3, 0)
    centre, weak, village = in_rain(district, plan).values()
    monday = {p.period.id: (p.exposed, len(p.misses)) for p in centre if p.period.weekday == 1}
    assert monday == {"rc-s1-d1p1": (5, 1), "rc-s1-d1p2": (4, 0)}
    assert not any(p.survives for p in (*weak, *village))
