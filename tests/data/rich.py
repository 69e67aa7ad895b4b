"""A district by hand that uses every field of every entity, and a small plan for it.

Two schools; every optional field is given a value other than its default at least once, so that
what a reader or writer forgets shows as an inequality.
"""

from datetime import date

from solver.domain import (
    AbsencePin,
    Activity,
    ChoiceCount,
    ClassQuota,
    ClauseWaiver,
    District,
    DistrictFund,
    GridPin,
    Interval,
    MeetingPin,
    ProvenanceNote,
    Provider,
    StaffMember,
    Student,
    Term,
    Travel,
)
from solver.domain.people import (
    Agreement,
    ApprovalStep,
    DatedAbsence,
    Evaluation,
    GroupPay,
    ProviderStatus,
    Qualification,
    TimePreference,
)
from solver.domain.pins import LendingSwitch, TravelRecipe, TravelTime
from solver.domain.students import RankedChoice
from solver.domain.term import Closure, MakeUpDay, Phase, Season
from tests.data.rich_schools import first_school, second_school

FIRST, LAST = date(2026, 9, 1), date(2027, 1, 20)


def rich_term() -> Term:
    """A term with closures, make-up days, phases and seasons."""
    return Term(
        id="2026秋",
        name="2026—2027学年第一学期",
        first_day=FIRST,
        last_day=LAST,
        closures=(
            Closure(first=date(2026, 10, 1), last=date(2026, 10, 7), reason="国庆节"),
            Closure(
                first=date(2026, 11, 5),
                last=date(2026, 11, 5),
                reason="运动会",
                school_ids=("一小", "S,2"),
            ),
        ),
        make_up_days=(
            MakeUpDay(day=date(2026, 9, 27), follows=3),
            MakeUpDay(day=date(2026, 10, 10), follows=5),
        ),
        phases=(
            Phase(
                id="冬", name="冬季作息", first=date(2026, 11, 1), last=LAST, kind="winter_hours"
            ),
            Phase(id="社团", name="社团阶段", first=date(2026, 10, 12), last=LAST, kind="clubs"),
        ),
        seasons=(
            Season(id="夏", name="夏令时", first=FIRST, last=date(2026, 10, 31), off_work_min=1080),
            Season(id="冬", name="冬令时", first=date(2026, 11, 1), last=LAST),
        ),
    )


def _teacher() -> StaffMember:
    return StaffMember(
        id="1001",
        name="张三",
        role="teacher",
        home_school_id="一小",
        skills=("足球", "语文"),
        own_class_ids=("三1班", "三2班"),
        qualifications=(
            Qualification(
                kind="教师资格",
                number="2010-001",
                valid_to=date(2030, 1, 1),
                checked_by="教育局",
                checked_on=date(2026, 8, 1),
            ),
            Qualification(kind="普通话"),
        ),
        vetted_on=date(2026, 8, 1),
        vetting_passed=True,
        reviewed_on=date(2026, 8, 2),
        bad_record=False,
        contract_from=date(2020, 1, 1),
        contract_to=date(2029, 12, 31),
        trained_on=date(2026, 8, 15),
        availability=(
            Interval(weekday=1, start_min=960, end_min=1080),
            Interval(weekday=2, start_min=960, end_min=1080),
        ),
        busy=(Interval(weekday=1, start_min=960, end_min=1005),),
        absences=(
            DatedAbsence(first=date(2026, 9, 7), last=date(2026, 9, 9), reason="培训"),
            DatedAbsence(first=date(2026, 12, 1), last=date(2026, 12, 1)),
        ),
        max_day_ch=300,
        max_week_ch=1050,
        min_week_ch=113,
        max_days=4,
        max_consecutive=2,
        max_evenings=0,
        pay_fen={"basic": 6000, "evening": 8050, "special": 0},
        group_pay=(GroupPay(service_type="special", base_fen=5000, up_to=20, per_student_fen=155),),
        lendable_to=("S,2",),
        is_excellent=True,
        preferences=(
            TimePreference(
                when=Interval(weekday=5, start_min=1020, end_min=1065),
                preference="strongly_discouraged",
            ),
        ),
        done_ch=1213,
        done_covers=2,
        target_week_ch=600,
        flexible_hours=True,
        decline_reason="身体原因",
    )


def rich_staff() -> tuple[StaffMember, ...]:
    """A teacher who uses every field, and one person of each other kind."""
    return (
        _teacher(),
        StaffMember(id="志愿1", name="李四", role="volunteer", lendable_to=("一小",)),
        StaffMember(
            id="外1", name="王五", role="external", external_kind="退役运动员", bad_record=True
        ),
        StaffMember(
            id="教1", name="赵六", role="instructor", provider_id="星海", vetting_passed=False
        ),
    )


def rich_providers() -> tuple[Provider, ...]:
    """A provider with all its papers, and one without any."""
    return (
        Provider(
            id="星海",
            name="星海中心",
            kind="non_academic_training",
            approvals=(
                ApprovalStep(
                    code="区级初选",
                    granted_on=date(2026, 7, 1),
                    valid_to=date(2027, 7, 1),
                    evidence="名单第1批",
                ),
                ApprovalStep(code="school_select", school_id="一小", granted_on=date(2026, 8, 1)),
            ),
            agreements=(
                Agreement(
                    school_id="一小",
                    signed_on=date(2026, 8, 20),
                    valid_to=date(2027, 8, 19),
                    parties=("school", "provider", "parent"),
                    filed=True,
                ),
                Agreement(school_id="S,2", signed_on=date(2026, 8, 21), parties=()),
            ),
            statuses=(
                ProviderStatus(status="active", from_date=date(2026, 7, 1)),
                ProviderStatus(status="suspended", from_date=date(2027, 1, 1), ground="投诉"),
            ),
            fields=("arts", "体育; 科技"),
            price_per_meeting_fen=20050,
            instructors_at_once=3,
            evaluations=(
                Evaluation(on=date(2026, 6, 30), score=88, decision="保留"),
                Evaluation(on=date(2025, 6, 30)),
            ),
        ),
        Provider(id="P2", name="少年宫", kind="public_activity_body"),
    )


def rich_activities() -> tuple[Activity, ...]:
    """Activities of every component and grouping."""
    return (
        Activity(
            id="辅导",
            title="作业辅导",
            component="guidance",
            field="homework",
            grouping="by_class",
            is_academic=True,
            written_homework=True,
        ),
        Activity(id="体育", title="体育", component="sports", field="sport", grouping="merged"),
        Activity(id="看护", title="看护", component="care", field="care", grouping="by_class"),
        Activity(
            id="阅读", title="阅读", component="extension", field="film", grouping="whole_band"
        ),
        Activity(
            id="足球",
            school_id="一小",
            title="校园足球，甲组",
            component="extension",
            field="sport",
            grades=(3, 4),
            min_students=8,
            max_students=30,
            students_per_adult=15,
            grouping="by_choice",
            helpers=1,
            skill="足球",
            room_features=("field",),
            weekdays=(1, 3),
            class_quotas=(
                ClassQuota(min_students=1, max_students=10),
                ClassQuota(class_id="三1班", max_students=12),
                ClassQuota(class_id="三2班", min_students=2),
            ),
        ),
        Activity(
            id="编程",
            title="编程",
            component="extension",
            field="science",
            service_type="special",
            banned_kinds=("exam_drill", "new_lesson"),
            grouping="by_choice",
            length_periods=2,
            meetings_per_week=1,
            provider_id="星海",
            fee_fen=30001,
            consumables_fen=250,
            consumables_standard="每人一套",
            vetted_on=date(2026, 8, 10),
            vetted_by="教研室",
        ),
    )


def _students() -> tuple[Student, ...]:
    return (
        Student(
            id="X1",
            class_id="三1班",
            weekdays=(1, 3),
            priority_group="left_behind",
            choices=(
                RankedChoice(menu_id="M1", activity_ids=("足球", "编程")),
                RankedChoice(menu_id="M2", activity_ids=("足球",)),
            ),
            fee_reduction_pct=50,
            extended_care=True,
        ),
        Student(id="X2", class_id="三1班"),
        Student(id="X3", class_id="三2班", weekdays=()),
    )


def _pins() -> tuple[GridPin | MeetingPin | AbsencePin, ...]:
    return (
        GridPin(band_id="B三乙", period_id="一周一1", component="sports"),
        GridPin(class_id="三1班", period_id="一周二2", component="care"),
        MeetingPin(
            period_id="一周三1",
            activity_id="足球",
            class_id="三1班",
            room_id="操场",
            staff_id="1001",
        ),
        MeetingPin(period_id="一周三2", activity_id="阅读"),
        AbsencePin(staff_id="1001", school_id="S,2", weekday=2),
        AbsencePin(staff_id="1001", school_id="一小"),
    )


def rich_district() -> District:
    """The whole district."""
    return District(
        id="测试县",
        name="测试县（虚构）",
        policy_pack_id="qiaocheng",
        term=rich_term(),
        schools=(first_school(), second_school()),
        staff=rich_staff(),
        providers=rich_providers(),
        activities=rich_activities(),
        choice_counts=(
            ChoiceCount(class_id="三2班", menu_id="M2", activity_id="足球", count=12),
            ChoiceCount(class_id="八1", activity_id="编程", count=0),
        ),
        students=_students(),
        travel=Travel(
            times=(
                TravelTime(from_school_id="一小", to_school_id="S,2", minutes=15),
                TravelTime(from_school_id="S,2", to_school_id="一小", minutes=18),
            ),
            recipe=TravelRecipe(
                switched_on_by="王计划", road_factor=1.3, speed_kmh=25.5, fixed_min=4
            ),
            margin_min=7,
            schools_per_day=2,
        ),
        lending=LendingSwitch(enabled_by="王计划", enabled_on=date(2026, 8, 1), within_area=False),
        fund=DistrictFund(name="专项资金", size_fen=5000001),
        pins=_pins(),
        waivers=(
            ClauseWaiver(
                clause_id="QC-7",
                school_id="一小",
                reason="首年\n过渡",
                granted_by="教育局",
                until=LAST,
                limits=("weekdays", "evening_max_minutes"),
            ),
            ClauseWaiver(clause_id="QC-8", reason="试点", granted_by="教育局", until=LAST),
        ),
        provenance=(
            ProvenanceNote(path="schools[0].classes", status="real", source="名册", note="2026"),
            ProvenanceNote(path="staff", status="invented"),
        ),
    )
