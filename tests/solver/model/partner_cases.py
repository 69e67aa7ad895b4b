"""Tiny districts for the agreement: a partner in basic service, and days that students miss."""

from solver.domain import District, Funding, Student
from tests.factories import tiny_person, tiny_provider
from tests.factories.partners import guidance
from tests.solver.model.cases import choices, kid
from tests.solver.model.helpers import club, district, gate, group, hours, one_school, room


def partner() -> District:
    """A youth palace's club and care in basic service, at 5 yuan a meeting.

    Care of the school costs 2 yuan; a guard of the school is at the gate.
    """
    return district(
        one_school(
            (kid("C1", 2, "R1"),),
            hours("11", "21"),
            rooms=(room("R1"), room("R2")),
            funding=(Funding(account="basic", opening_fen=600),),
            duty_posts=(gate(start_min=0, end_min=1440), gate("gate2", 2, end_min=1440)),
        ),
        (
            tiny_person("T1", pay_fen={"basic": 200}),
            tiny_person("G1", pay_fen={}, skills=(), role="other_staff", max_week_ch=0),
            tiny_person("I1", role="instructor", home_school_id=None, provider_id="V1"),
        ),
        (
            group(),
            group("care2", provider_id="V1"),
            club(provider_id="V1", skill=None, min_students=2),
        ),
        providers=(
            tiny_provider(
                kind="public_activity_body",
                price_per_meeting_fen=500,
                approvals=(guidance(),),
            ),
        ),
        choice_counts=choices(("C1", "club", 2)),
    )


def missing_days() -> District:
    """C1 (3 on Monday, 2 on Tuesday) and C2 (1, listed for Monday only) with one teacher."""
    first = kid("C1", 3, "R1")
    fewer = first.model_copy(update={"participants": {1: 3, 2: 2}})
    return district(
        one_school((fewer, kid("C2", 1, "R2")), hours("11", "21"), (room("R1"), room("R2"))),
        (tiny_person("T1"),),
        (group(),),
        students=(Student(id="s", class_id="C2", weekdays=(1,)),),
    )
