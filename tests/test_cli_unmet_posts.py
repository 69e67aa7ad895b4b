"""How the command line tells needs of duty posts."""

from api.commands.words import unmet_lines
from api.texts import Texts
from solver.domain.people import DutyPost
from solver.plan import Plan, UnmetNeed
from tests.factories import tiny_district, tiny_provenance


def test_a_post_that_nobody_mans_is_told_by_its_duty_and_day() -> None:
    district = tiny_district()
    post = DutyPost(id="d4", role="first_aid", weekday=4, start_min=1070, end_min=1080)
    school = district.schools[0].model_copy(update={"duty_posts": (post,)})
    district = district.model_copy(update={"schools": (school, *district.schools[1:])})
    need = UnmetNeed(
        family="staff_duty_posts",
        school_id=school.id,
        class_id=None,
        weekday=4,
        period_id="d4",
        component="care",
        student_periods=1,
        minutes=10,
        cause="cause.post_taken",
        text_zh="缺人",
        text_en="nobody",
    )
    plan = Plan(
        plan_id="p1",
        district_id=district.id,
        status="unmet",
        publishable=False,
        levels=(),
        terms=(),
        grid=(),
        sections=(),
        meetings=(),
        accounts=(),
        unmet=(need,),
        provenance=tiny_provenance(),
    )
    assert list(unmet_lines(plan, district, Texts("zh")))[1].strip() == "涉及：周四急救 1 人"
    assert list(unmet_lines(plan, district, Texts("en")))[1].strip() == "in Thu first aid 1"
