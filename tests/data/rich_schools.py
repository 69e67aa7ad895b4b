"""The two schools of the rich district."""

from datetime import date

from solver.domain import (
    Band,
    DutyPost,
    FeeReduction,
    Funding,
    Interval,
    LumpSum,
    Menu,
    MergeGroup,
    Period,
    Room,
    RunningCost,
    School,
    SchoolClass,
)
from solver.domain.school import (
    Dismissal,
    GridCell,
    OffWork,
    ServiceStart,
    ShortageDeclaration,
    StaffBlock,
)

DAYS = ("一", "二", "三", "四", "五")


def periods(prefix: str) -> tuple[Period, ...]:
    """Two regular periods each weekday, an evening and a lunch period."""
    regular = tuple(
        Period(
            id=f"{prefix}周{day}{n}",
            weekday=weekday,
            start_min=start,
            end_min=start + 45,
            grades=(3,) if n == 1 else (),
            class_hours_ch=113 if n == 1 else None,
        )
        for weekday, day in enumerate(DAYS, start=1)
        for n, start in ((1, 965), (2, 1020))
    )
    return (
        *regular,
        Period(
            id=f"{prefix}晚",
            weekday=4,
            start_min=1140,
            end_min=1440,
            window="evening",
            grades=(3, 4),
            class_hours_ch=0,
        ),
        Period(id=f"{prefix}午", weekday=1, start_min=720, end_min=780, window="lunch"),
        Period(
            id=f"{prefix}延",
            weekday=5,
            start_min=1065,
            end_min=1110,
            window="extended",
            phase_ids=("冬",),
        ),
    )


def _rooms() -> tuple[Room, ...]:
    return (
        Room(id="R1", name="三（1）教室", seats=45),
        Room(
            id="操场",
            name="操场; 东侧",
            features=("field", "户外"),
            seats=300,
            sections_at_once=6,
            availability=(
                Interval(weekday=1, start_min=960, end_min=1440),
                Interval(weekday=2, start_min=0, end_min=1100),
            ),
            safety_checked_on=date(2026, 8, 20),
            safety_passed=True,
            off_campus=True,
            weather_exposed=True,
            wet_alternative_id="R1",
        ),
        Room(id="0012", name="琴房", seats=20, features=("piano",), safety_passed=False),
    )


def _funding() -> tuple[Funding, ...]:
    return (
        Funding(
            account="basic",
            fee_fen=18050,
            fee_published=True,
            fee_approval_ref="发改〔2026〕1号",
            fee_cap_fen=20000,
            fee_cap_ref="发改〔2025〕9号",
            charges_per_term=2,
            reductions=(
                FeeReduction(group="registered_poor", count=3, reduction_pct=100),
                FeeReduction(group="disabled", count=1, reduction_pct=50),
            ),
            subsidy_per_participant_fen=5001,
            lump_sums=(LumpSum(source="县财政", amount_fen=1234567),),
            running_costs=(
                RunningCost(kind="water", note="水费", amount_fen=10001),
                RunningCost(kind="other", amount_fen=1),
            ),
            allowed_spending=("personnel", "water", "other"),
            opening_fen=-12345,
        ),
        Funding(account="special", allowed_spending=()),
    )


def _classes() -> tuple[SchoolClass, ...]:
    return (
        SchoolClass(
            id="三1班",
            name="三（1）班",
            grade=3,
            enrolled=45,
            participants={1: 40, 2: 41, 3: 40, 4: 0, 5: 38},
            participants_by_period={"一周五2": 20, "一晚": 0},
            home_room_id="R1",
            pe_weekdays=(1, 3),
            hardship=3,
            extended_care=5,
            lunch_eaters=12,
            evening_study=2,
        ),
        SchoolClass(id="三2班", name="三（2）班", grade=3, enrolled=40, participants={1: 30}),
    )


def _duty_posts() -> tuple[DutyPost, ...]:
    return (
        DutyPost(
            id="门岗",
            role="gate",
            weekday=1,
            start_min=950,
            end_min=1090,
            people_needed=2,
            own_staff_only=False,
            class_hours_ch=50,
            skill="急救",
            staff_roles=("other_staff", "volunteer"),
            phase_ids=("冬",),
        ),
    )


def _blocks() -> tuple[StaffBlock, ...]:
    """A weekly block and a dated one."""
    return (
        StaffBlock(id="教研", title="周五教研", weekday=5, start_min=840, end_min=960),
        StaffBlock(
            id="监考",
            title="期中监考",
            on=date(2026, 11, 12),
            start_min=960,
            end_min=1080,
            staff_ids=("1001",),
            roles=("teacher", "leader"),
        ),
    )


def first_school() -> School:
    """A school that uses everything."""
    return School(
        id="一小",
        name="第一小学（本部）",
        stage="primary",
        is_urban=True,
        is_weak=True,
        area_id="片区一",
        latitude=33.123456789012345,
        longitude=115.1,
        off_work=(OffWork(season_id="夏", at_min=1065), OffWork(season_id="冬", at_min=1050)),
        dismissal=(
            Dismissal(grades=(3, 4), weekday=1, at_min=950),
            Dismissal(weekday=2, at_min=955),
        ),
        service_starts=(ServiceStart(grades=(3,), first_day=date(2026, 9, 14)),),
        adopted_mode="1+1+N",
        fixed_grid=(
            GridCell(band_id="B三", period_id="一周一1", component="guidance"),
            GridCell(class_id="三1班", period_id="一周二2", component="split"),
        ),
        periods=periods("一"),
        rooms=_rooms(),
        classes=_classes(),
        bands=(
            Band(id="B三", name="三年级甲", class_ids=("三1班",), grid_unit="class"),
            Band(id="B三乙", name="三年级乙", class_ids=("三2班",)),
        ),
        merges=(MergeGroup(id="合1", class_ids=("三1班", "三2班")),),
        menus=(
            Menu(
                id="M1",
                band_id="B三",
                period_ids=("一周三1", "一周三2"),
                activity_ids=("足球", "编程"),
                take=None,
                priority_rule="lottery",
                lottery_seed=7,
            ),
            Menu(id="M2", band_id="B三乙", activity_ids=("足球",), take=2),
            Menu(id="M3", band_id="B三乙", activity_ids=("编程",), priority_rule="rank"),
        ),
        duty_posts=_duty_posts(),
        blocks=_blocks(),
        funding=_funding(),
        leading_group=("王校长", "李主任"),
        safety_responsible="赵安全",
        liability_insured=True,
        shortage_declaration=ShortageDeclaration(
            signed_by="王校长", signed_on=date(2026, 8, 25), reason="教师不足"
        ),
    )


def second_school() -> School:
    """A school that leaves out what may be left out."""
    return School(
        id="S,2",
        name="Second School",
        stage="nine_year",
        liability_insured=False,
        adopted_mode="2+N",
        periods=(Period(id="二1", weekday=1, start_min=990, end_min=1035),),
        classes=(SchoolClass(id="八1", name="八（1）班", grade=8, enrolled=30),),
        bands=(Band(id="B八", name="八年级", class_ids=("八1",)),),
    )
