"""``require_skills``: leaders know their subject; providers bring their own people."""

import pytest

from solver.model.families.require_skills import may_assist, may_lead
from tests.factories import tiny_activities, tiny_district, tiny_staff, with_person
from tests.solver.model.helpers import model_of, stands

PEOPLE = {p.id: p for p in tiny_staff()}
ACTIVITIES = {a.id: a for a in tiny_activities()}


@pytest.mark.parametrize(
    ("person", "activity", "leads", "assists"),
    [
        ("T3", "chess", True, True),
        ("T1", "chess", False, True),  # no skill for chess; helpers need none
        ("T4", "sports", True, True),
        ("T3", "sports", False, True),
        ("T1", "care", True, True),
        ("I1", "robot", True, True),
        ("T1", "robot", False, False),  # the provider's own activity
        ("I1", "care", False, False),  # an instructor stays with the provider
    ],
)
def test_who_may_lead_and_help(person: str, activity: str, leads: bool, assists: bool) -> None:
    assert may_lead(PEOPLE[person], ACTIVITIES[activity]) is leads
    assert may_assist(PEOPLE[person], ACTIVITIES[activity]) is assists


def test_variables_exist_only_for_those_who_may() -> None:
    ctx = model_of(tiny_district())
    assert {w for (w, a, _p) in ctx.v.lead if a == "chess"} == {"T3"}
    assert {w for (w, a, _p) in ctx.v.lead if a == "robot"} == {"I1"}
    # Sports asks for a helper: anybody of the school.
    assert {w for (w, a, _p) in ctx.v.assist} == {"T1", "T2", "T3", "T4", "T5"}
    assert {a for (_w, a, _p) in ctx.v.assist} == {"sports"}


def test_good_plan_stands_and_falls_with_the_skill() -> None:
    assert stands(tiny_district())
    assert not stands(with_person(tiny_district(), "T3", skills=("go",)))
