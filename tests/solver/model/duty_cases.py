"""Very small districts with duty posts, lunch company, staff blocks and outsiders."""

from datetime import date

from solver.domain import Band, District, Funding, StaffBlock
from solver.domain.pins import AbsencePin
from solver.domain.school import ServiceStart
from tests.factories import changed, tiny_person, with_school
from tests.solver.model.cases import kid, lent, two_schools_a_day
from tests.solver.model.helpers import district, gate, group, hours, one_school, week


def posts() -> District:
    """A gate of two beside the hour, and an escort after it that a volunteer may do too."""
    return district(
        one_school(
            (kid("C1", 1, "R1"),),
            duty_posts=(
                gate("gate", start_min=970, end_min=990, people_needed=2),
                gate(
                    "escort", role="dismissal_escort", start_min=1000, end_min=1015,
                    own_staff_only=False, class_hours_ch=50,
                ),
            ),
            funding=(Funding(account="basic", opening_fen=150),),
        ),
        (
            tiny_person("T1", max_day_ch=100, pay_fen={"basic": 100}),
            tiny_person("T2", target_week_ch=100, pay_fen={"basic": 200}),
            tiny_person(
                "V", role="volunteer", home_school_id=None, lendable_to=("S1",), pay_fen={}
            ),
        ),
        (group(),),
    )  # fmt: skip


def posts_that_overlap() -> District:
    """Posts of other lengths than the periods, some at once; T2 is a leader, T3 has a skill."""
    return district(
        one_school(
            (kid("C1", 1, "R1"),),
            hours("11", "12"),
            duty_posts=(
                gate("a", start_min=990, end_min=1010),
                gate("b", start_min=1005, end_min=1050, role="leader_of_the_day"),
                gate("c", start_min=1040, end_min=1045, skill="first aid"),
            ),
        ),
        (
            tiny_person("T1"),
            tiny_person("T2", role="leader"),
            tiny_person("T3", skills=("first aid",)),
        ),
        (group(),),
    )


def posts_and_limits() -> District:
    """T1 counts days and runs, T2 a least week; one post counts hours and one does not."""
    return district(
        one_school(
            (kid("C1", 1, "R1"),),
            hours("11", "21"),
            duty_posts=(
                gate("counts", start_min=1005, end_min=1020, class_hours_ch=50),
                gate("not", 2, start_min=1005, end_min=1020),
                gate("third", 3, class_hours_ch=25),
            ),
        ),
        (
            tiny_person("T1", max_consecutive=1, max_days=1, max_week_ch=150),
            tiny_person("T2", min_week_ch=150, max_day_ch=100),
        ),
        (group(),),
    )


def away_and_blocked() -> District:
    """A staff meeting of every Monday, an exam on one Tuesday, T2 pinned away on Wednesday."""
    return district(
        one_school(
            (kid("C1", 1, "R1"),),
            hours("11", "21", "31"),
            duty_posts=(gate("a", 2, start_min=1000, end_min=1010), gate("b", 3, start_min=900)),
            blocks=(
                StaffBlock(
                    id="x", title="x", weekday=1, start_min=999, end_min=1100, staff_ids=("T1",)
                ),
                StaffBlock(
                    id="y", title="y", on=date(2026, 3, 3), start_min=1000, end_min=1100,
                    roles=("teacher",),
                ),
            ),
        ),
        (tiny_person("T1"), tiny_person("T2", role="other_staff")),
        (group(),),
        pins=(AbsencePin(staff_id="T2", school_id="S1", weekday=3),),
    )  # fmt: skip


def lunch() -> District:
    """Lunch on Monday with a stated post for leaders and teachers, on Tuesday without."""
    record = district(
        one_school(
            (kid("C1", 1, "R1", lunch_eaters=1),),
            (
                *hours("11"),
                *hours("12", "21", start_min=700, window="lunch"),
            ),
            duty_posts=(
                gate(
                    "eat", role="lunch_accompany", start_min=700, end_min=800,
                    staff_roles=("leader", "teacher"), people_needed=2,
                ),
            ),
        ),
        (tiny_person("P1", role="leader"), tiny_person("T1")),
        (group(),),
    )  # fmt: skip
    return record


def own_adult() -> District:
    """Two grades whose hours overlap by 20 minutes, a post across both, and two outsiders."""
    return district(
        one_school(
            (kid("C1", 1, "R1"), kid("D1", 1, "R2", grade=4)),
            (*hours("11", grades=(3,)), *hours("12", start_min=940, grades=(4,))),
            bands=(
                Band(id="B1", name="B1", class_ids=("C1",)),
                Band(id="B2", name="B2", class_ids=("D1",)),
            ),
            duty_posts=(gate("gate", start_min=950, end_min=1000),),
        ),
        (
            tiny_person("T1"),
            tiny_person("V", role="volunteer", home_school_id=None, lendable_to=("S1",)),
            tiny_person("X", role="external", home_school_id=None, lendable_to=("S1",)),
        ),
        (group(),),
    )


def own_helper() -> District:
    """An outsider may lead beside an own helper, or help an own leader."""
    return district(
        one_school((kid("C1", 2, "R1"), kid("C2", 2, "R2"))),
        (
            tiny_person("T1"),
            tiny_person("T2"),
            tiny_person("V", role="volunteer", home_school_id=None, lendable_to=("S1",)),
        ),
        (group(helpers=1), group("alone", max_students=2)),
    )


def lent_with_posts() -> District:
    """The lent teacher T1 may stand at S2 too; T2 is at home there."""
    return with_school(
        lent(), "S2",
        duty_posts=(
            gate("own", 2, start_min=960, end_min=1000),
            gate("any", start_min=1000, end_min=1010, own_staff_only=False),
        ),
    )  # fmt: skip


def posts_on_the_way() -> District:
    """S1's post ends at 1000; 40 minutes later T1 may be at S2, whose hours begin then."""
    record = with_school(
        two_schools_a_day(), "S1", duty_posts=(gate("late", start_min=980, end_min=1001),)
    )
    return with_school(
        record, "S2",
        duty_posts=(gate("there", start_min=1041, end_min=1050, own_staff_only=False),),
    )  # fmt: skip


def late_start() -> District:
    """Grade 4 begins on the second of two Mondays; the volunteer may lead grade 3 before."""
    return changed(
        district(
            one_school(
                (kid("C1", 1, "R1"), kid("D1", 1, "R2", grade=4)),
                hours("11"),
                service_starts=(ServiceStart(grades=(4,), first_day=date(2026, 3, 9)),),
                duty_posts=(gate("gate", start_min=960, end_min=1000),),
            ),
            (
                tiny_person("T1", pay_fen={}),
                tiny_person("T2", pay_fen={}),
                tiny_person(
                    "V", role="volunteer", home_school_id=None, lendable_to=("S1",), pay_fen={}
                ),
            ),
            (group(),),
        ),
        term=week(last_day=date(2026, 3, 13)),
    )
