"""Districts drawn at random over the fields that a workbook has to carry."""

import re
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from solver.domain import (
    Activity,
    Band,
    ChoiceCount,
    District,
    DutyPost,
    FeeReduction,
    Funding,
    Interval,
    Period,
    Room,
    School,
    SchoolClass,
    StaffMember,
    Student,
    Term,
)
from solver.domain.base import Window
from solver.domain.people import DatedAbsence, Qualification, TimePreference
from solver.domain.school import Dismissal, GridCell, StaffBlock
from solver.domain.term import Closure, Phase, Season

FIRST, LAST = date(2026, 9, 1), date(2027, 1, 22)
# What XML cannot hold, no workbook can.
CHARACTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
# Words that readers understand as something else than text.
WORDS = st.sampled_from(
    [
        "无", "没有", "/", "-", "—", '"无"', '""/""', "全部", "all", "none", "不限", "是",
        "0", "001", "1e5", "3-1", "周一", "三", "=1+1", "50%", "16:00", "2026-09-01", "合计",
        "TRUE", "足球/书法",
    ]
)  # fmt: skip
NAMES = (st.text(CHARACTERS, min_size=1, max_size=9).map(str.strip) | WORDS).filter(bool)
IDS = NAMES.filter(lambda said: bool(re.fullmatch(r"\S(.*\S)?", said)))
TEXTS = st.just("") | NAMES
DATES = st.integers(0, (LAST - FIRST).days).map(lambda days: FIRST + timedelta(days=days))
WEEKDAYS = st.integers(1, 7)
ROLES = st.sampled_from(["teacher", "other_staff", "leader", "volunteer", "external"])


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Returns values or ``None``."""
    return st.none() | values


def some(values: Any, most: int = 3) -> st.SearchStrategy[Any]:
    """Returns short tuples without doubles."""
    drawn = st.sampled_from(values) if isinstance(values, list) else values
    if isinstance(values, list) and not values:
        return st.just(())
    return st.lists(drawn, max_size=most, unique=True).map(tuple)


@st.composite
def clocks(draw: Any) -> dict[str, int]:
    """Draws the begin and the end of something."""
    start = draw(st.integers(0, 1439))
    return {"start_min": start, "end_min": draw(st.integers(start + 1, 1440))}


@st.composite
def districts(draw: Any) -> District:
    """Draws a district with one school; references are right, everything else is anything."""
    ids = draw(st.lists(IDS, min_size=14, max_size=14, unique=True))
    phases = (
        Phase(id=ids[0], name=draw(NAMES), first=FIRST, last=draw(DATES), kind="clubs"),
        Phase(id=ids[1], name=draw(NAMES), first=draw(DATES), last=LAST, kind="winter_hours"),
    )
    named = [phase.id for phase in phases]
    term = Term(
        id=draw(IDS),
        name=draw(NAMES),
        first_day=FIRST,
        last_day=LAST,
        phases=phases,
        closures=(Closure(first=draw(DATES), last=LAST, reason=draw(TEXTS)),),
        seasons=(
            Season(
                id=draw(IDS), name=draw(NAMES), first=FIRST, last=LAST,
                off_work_min=draw(maybe(st.integers(0, 1440))),
            ),
        ),
    )  # fmt: skip
    school = draw(_schools(ids, named))
    activity = Activity(
        id=ids[8],
        title=draw(NAMES),
        component="care",
        field="care",
        grouping=draw(st.sampled_from(["by_class", "merged"])),
        service_type=draw(st.sampled_from(["basic", "lunch", "evening", "extended"])),
        grades=draw(some(st.integers(1, 9))),
        weekdays=draw(some(WEEKDAYS)),
        phase_ids=draw(some(named)),
        skill=draw(maybe(IDS)),
        room_features=draw(some(IDS)),
        fee_fen=draw(st.integers(0, 10**9)),
        consumables_standard=draw(TEXTS),
        vetted_on=draw(maybe(DATES)),
        vetted_by=draw(TEXTS),
    )
    choice = Activity(
        id=ids[9], title=draw(NAMES), component="extension", field="sport", grouping="by_choice"
    )
    return District(
        id=draw(IDS),
        name=draw(NAMES),
        policy_pack_id=draw(IDS),
        term=term,
        schools=(school,),
        staff=draw(_staff(ids, school)),
        activities=(activity, choice),
        choice_counts=(
            ChoiceCount(class_id=ids[3], activity_id=ids[9], count=draw(st.integers(0, 9))),
        ),
        students=(
            Student(
                id=draw(IDS),
                class_id=ids[3],
                weekdays=draw(some(WEEKDAYS, 7)),
                # No more than pay.
                fee_reduction_pct=draw(st.integers(0, 100)) if _payers(school) else 0,
                extended_care=draw(st.booleans()),
            ),
        ),
    )


def _payers(school: School) -> int:
    return sum(school.participants_term(c) for c in school.classes)


@st.composite
def _schools(draw: Any, ids: list[str], phases: list[str]) -> School:
    windows: tuple[Window, ...] = ("regular", "lunch", "evening", "extended")
    starts = draw(st.lists(st.integers(0, 1430), min_size=4, max_size=4, unique=True))
    periods = tuple(
        Period(
            id=id_,
            weekday=weekday,
            start_min=start,
            end_min=draw(st.integers(start + 1, 1440)),
            window=window,
            class_hours_ch=draw(maybe(st.integers(0, 500))),
            phase_ids=draw(some(phases)),
        )
        for weekday, (id_, window, start) in enumerate(
            zip(ids[4:8], windows, starts, strict=True), start=1
        )
    )
    counts = st.integers(0, 40)
    account = draw(st.sampled_from(["basic", "special", "lunch"]))
    return School(
        id=ids[2],
        name=draw(NAMES),
        stage="nine_year",
        is_urban=draw(maybe(st.booleans())),
        area_id=draw(maybe(IDS)),
        safety_responsible=draw(TEXTS),
        leading_group=draw(some(NAMES)),
        liability_insured=draw(maybe(st.booleans())),
        periods=periods,
        dismissal=(
            Dismissal(
                grades=draw(some(st.integers(1, 9))),
                weekday=draw(WEEKDAYS),
                at_min=draw(st.integers(0, 1440)),
            ),
        ),
        rooms=(
            Room(
                id=ids[10],
                name=draw(NAMES),
                seats=draw(st.integers(1, 10**6)),
                features=draw(some(IDS)),
                safety_passed=draw(maybe(st.booleans())),
                availability=(Interval(weekday=draw(WEEKDAYS), **draw(clocks())),),
                wet_alternative_id=draw(maybe(st.just(ids[10]))),
            ),
        ),
        classes=(
            SchoolClass(
                id=ids[3],
                name=draw(NAMES),
                grade=draw(st.integers(1, 9)),
                enrolled=40,
                participants=draw(st.dictionaries(WEEKDAYS, counts)),
                participants_by_period=draw(
                    st.dictionaries(st.sampled_from(ids[4:8]), counts, max_size=2)
                ),
                home_room_id=draw(maybe(st.just(ids[10]))),
                pe_weekdays=draw(some(WEEKDAYS)),
                evening_study=draw(counts),
                lunch_eaters=draw(counts),
                extended_care=draw(counts),
            ),
        ),
        bands=(Band(id=ids[11], name=draw(NAMES), class_ids=(ids[3],)),),
        fixed_grid=(GridCell(band_id=ids[11], period_id=ids[4], component="split"),),
        duty_posts=(
            DutyPost(
                id=draw(IDS),
                role="gate",
                weekday=draw(WEEKDAYS),
                **draw(clocks()),
                people_needed=draw(st.integers(1, 9)),
                own_staff_only=draw(st.booleans()),
                class_hours_ch=draw(st.integers(0, 500)),
                skill=draw(maybe(IDS)),
                staff_roles=draw(some(ROLES)),
                phase_ids=draw(some(phases)),
            ),
        ),
        blocks=(
            StaffBlock(
                id=draw(IDS),
                title=draw(NAMES),
                **draw(
                    st.fixed_dictionaries({"weekday": WEEKDAYS})
                    | st.fixed_dictionaries({"on": DATES})
                ),
                **draw(clocks()),
                staff_ids=draw(some([ids[12]])),
                roles=draw(some(ROLES)),
            ),
        ),
        funding=(
            Funding(
                account=account,
                fee_fen=draw(st.integers(0, 10**12)),
                fee_approval_ref=draw(TEXTS),
                opening_fen=draw(st.integers(-(10**12), 10**12)),
                reductions=(
                    FeeReduction(
                        group="other",
                        # No more than pay: of special service nobody knows beforehand.
                        count=draw(counts) if account == "special" else 0,
                        reduction_pct=draw(st.integers(0, 100)),
                    ),
                ),
            ),
        ),
    )


@st.composite
def _staff(draw: Any, ids: list[str], school: School) -> tuple[StaffMember, ...]:
    hours = maybe(st.integers(0, 5000))
    person = StaffMember(
        id=ids[12],
        name=draw(NAMES),
        role=draw(st.sampled_from(["teacher", "other_staff", "leader"])),
        home_school_id=school.id,
        skills=draw(some(IDS)),
        own_class_ids=draw(some([ids[3]])),
        availability=(Interval(weekday=draw(WEEKDAYS), **draw(clocks())),),
        absences=(DatedAbsence(first=FIRST, last=draw(DATES), reason=draw(TEXTS)),),
        preferences=(
            TimePreference(
                when=Interval(weekday=draw(WEEKDAYS), **draw(clocks())), preference="discouraged"
            ),
        ),
        qualifications=(
            Qualification(kind=draw(NAMES), number=draw(TEXTS), valid_to=draw(maybe(DATES))),
        ),
        pay_fen=draw(
            st.dictionaries(st.sampled_from(["basic", "lunch", "evening"]), st.integers(0, 10**6))
        ),
        max_day_ch=draw(hours),
        target_week_ch=draw(hours),
        max_evenings=draw(maybe(st.integers(0, 7))),
        vetting_passed=draw(maybe(st.booleans())),
        bad_record=draw(maybe(st.booleans())),
        contract_to=draw(maybe(DATES)),
        lendable_to=draw(some([school.id])),
        done_ch=draw(st.integers(0, 5000)),
        flexible_hours=draw(st.booleans()),
        decline_reason=draw(TEXTS),
    )
    other = StaffMember(id=ids[13], name=draw(NAMES), role="external", external_kind=draw(TEXTS))
    return (person, other)
