"""What a district must say before it can be planned; every expectation is counted by hand."""

from datetime import date, timedelta

import pytest

from data.readers.policies import pack_ids, read_pack
from solver.domain import ChoiceCount, District, FeeReduction, Student
from solver.domain.messages import catalogue, text
from solver.domain.pins import ClauseWaiver
from solver.domain.school import Dismissal, OffWork
from solver.domain.students import RankedChoice
from solver.domain.term import Closure
from solver.policy.requirements import missing_inputs
from tests.solver.policy.districts import (
    FIRST,
    LAST,
    basic,
    chess,
    district,
    school,
    season,
    teacher,
    term,
)

DISMISSED = tuple(Dismissal(weekday=day, at_min=950) for day in (1, 2))


def found(given: District, pack_id: str) -> list[tuple[str, str]]:
    """Returns place and code of what is missing, after saying each in both languages."""
    findings = missing_inputs(given, read_pack(pack_id))
    for finding in findings:
        for lang in ("zh", "en"):
            assert "{" not in text(finding.code, lang, **finding.params)
    return [(f.where, f.code.removeprefix("policy.")) for f in findings]


def waiver(clause_id: str, until: date = LAST, school_id: str | None = None) -> ClauseWaiver:
    return ClauseWaiver(
        clause_id=clause_id, school_id=school_id, reason="冬季", granted_by="区局", until=until
    )


def test_a_complete_district_lacks_nothing() -> None:
    complete = district(
        school(dismissal=DISMISSED, is_urban=True),
        school("W", (2,), dismissal=DISMISSED, is_urban=False),
    )
    for pack_id in pack_ids():
        assert found(complete, pack_id) == [], pack_id


# --- off-work time ----------------------------------------------------------------------------


@pytest.mark.parametrize("pack_id", ["qiaocheng", "xinyi"])
def test_off_work_time_needs_seasons(pack_id: str) -> None:
    assert found(district(term=term(seasons=())), pack_id) == [("term.seasons", "missing_seasons")]


def test_off_work_time_of_a_season() -> None:
    unknown = term(seasons=(season(off_work_min=None),))
    assert found(district(term=unknown), "qiaocheng") == [
        ("term.seasons[0].off_work_min", "missing_off_work_time")
    ]
    # S gives its own, so only W, the second school, lacks one.
    own = (OffWork(season_id="spring", at_min=1050),)
    given = district(school(off_work=own), school("W", (2,)), term=unknown)
    assert found(given, "qiaocheng") == [("schools[1].off_work", "missing_off_work_time_of_school")]
    both = district(school(off_work=own), school("W", (2,), off_work=own), term=unknown)
    assert found(both, "qiaocheng") == []


def test_seasons_cover_every_day_of_service() -> None:
    # The season ends on Wednesday 11 March: Thursday 12 and Friday 13 lie outside.
    short = (season(last=date(2026, 3, 11)),)
    (finding,) = missing_inputs(district(term=term(seasons=short)), read_pack("xinyi"))
    assert finding.code == "policy.missing_season_of_dates"
    assert finding.params == {
        "clause": "XY-3c",
        "first": "2026-03-12",
        "last": "2026-03-13",
        "days": "2",
    }
    # Closed on both days, nothing is missing.
    closed = (Closure(first=date(2026, 3, 12), last=LAST),)
    assert found(district(term=term(seasons=short, closures=closed)), "xinyi") == []


def test_a_waived_clause_needs_no_value() -> None:
    unknown = term(seasons=())
    assert found(district(term=unknown, waivers=(waiver("QC-2c"),)), "qiaocheng") == []
    # Waived at S only, W still needs it.
    at_s = (waiver("QC-2c", school_id="S"),)
    assert found(district(term=unknown, waivers=at_s), "qiaocheng") == [
        ("term.seasons", "missing_seasons")
    ]


def test_a_silent_pack_needs_no_off_work_time() -> None:
    urban = district(school(is_urban=True), term=term(seasons=()))
    assert found(urban, "anxi") == []


# --- money ------------------------------------------------------------------------------------


def test_the_fee_ceiling_of_another_document() -> None:
    fee = district(school(funding=(basic(),)), school("W", (2,)))
    assert found(fee, "xinyi") == [("schools[0].funding[0].fee_cap_fen", "missing_basic_fee_cap")]
    assert found(fee, "qiaocheng") == []  # its ceiling is printed
    capped = district(school(funding=(basic(fee_cap_fen=30_000),)))
    assert found(capped, "xinyi") == []
    free = district(school(funding=(basic(fee_fen=0),)))
    assert found(free, "xinyi") == []


def test_the_reduction_of_students_in_hardship() -> None:
    poor = school()
    poor = school(
        classes=(poor.classes[0].model_copy(update={"hardship": 3}), poor.classes[1]),
        funding=(basic(fee_cap_fen=30_000),),
    )
    (finding,) = missing_inputs(district(poor), read_pack("xinyi"))
    assert (finding.where, finding.code) == (
        "schools[0].funding[0].reductions",
        "policy.missing_reduction_rate",
    )
    assert finding.params["students"] == "3"
    for group, expected in (("hardship", 0), ("other", 1)):
        row = {"group": group, "count": 3, "reduction_pct": 100}
        reductions = (FeeReduction.model_validate(row),)
        paid = poor.model_copy(
            update={"funding": (basic(fee_cap_fen=30_000, reductions=reductions),)}
        )
        assert len(found(district(paid), "xinyi")) == expected, group


# --- schools ----------------------------------------------------------------------------------


def test_urban_or_not() -> None:
    given = district(school(is_urban=False), school("W", (2,)))
    assert found(given, "anxi") == [("schools[1].is_urban", "missing_is_urban")]
    assert found(given, "qiaocheng") == []


@pytest.mark.parametrize("pack_id", ["hebi", "hefei"])
def test_dismissal_of_each_grade_and_day(pack_id: str) -> None:
    # Grade 2 has Monday's only, grade 7 none; W has both days for all grades.
    monday = (Dismissal(grades=(2,), weekday=1, at_min=950),)
    given = district(school(dismissal=monday), school("W", (2,), dismissal=DISMISSED))
    findings = missing_inputs(given, read_pack(pack_id))
    assert [(f.where, f.params["grade"], f.params["weekdays"]) for f in findings] == [
        ("schools[0].dismissal", "2", "2"),
        ("schools[0].dismissal", "7", "1, 2"),
    ]


def test_lending_needs_both_areas() -> None:
    lent = (teacher(lendable_to=("W",)),)
    assert found(district(staff=lent), "qiaocheng") == [
        ("schools[0].area_id", "missing_area_id"),
        ("schools[1].area_id", "missing_area_id"),
    ]
    named = district(school(area_id="A"), school("W", (2,), area_id="A"), staff=lent)
    assert found(named, "qiaocheng") == []
    # Nobody is lent: no area is needed. Nor where a person only comes to the own school.
    assert found(district(staff=(teacher(),)), "qiaocheng") == []
    assert found(district(staff=(teacher(lendable_to=("S",)),)), "qiaocheng") == []
    guest = teacher("v1", role="volunteer", home_school_id=None, lendable_to=("S", "W"))
    assert found(district(staff=(guest,)), "qiaocheng") == []


# --- waivers ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (waiver("QC-6.3b"), []),
        (waiver("QC-99"), [("waivers[0].clause_id", "waiver_of_unknown_clause")]),
        (waiver("HB-3.2b"), [("waivers[0].clause_id", "waiver_of_unknown_clause")]),
        (waiver("QC-2b"), [("waivers[0].clause_id", "firm_clause_waived")]),
        (waiver("QC-6.3b", until=FIRST - timedelta(days=1)), [("waivers[0].until", "waiver_over")]),
        (waiver("QC-6.3b", until=FIRST), []),
        (waiver("QC-6.3b", until=date(2026, 12, 31)), []),
    ],
)
def test_waivers(given: ClauseWaiver, expected: list[tuple[str, str]]) -> None:
    assert found(district(waivers=(given,)), "qiaocheng") == expected


# --- wishes and students ----------------------------------------------------------------------


def test_wishes_of_another_grade_school_or_band() -> None:
    given = district(
        activities=(chess(grades=(7, 8)), chess(id="go", school_id="W")),
        choice_counts=(
            ChoiceCount(class_id="S7", menu_id="S-menu7", activity_id="chess", count=5),
            ChoiceCount(class_id="S2", menu_id="S-menu2", activity_id="chess", count=5),
            ChoiceCount(class_id="S7", activity_id="go", count=5),
            ChoiceCount(class_id="S7", menu_id="S-menu2", activity_id="chess", count=5),
            ChoiceCount(class_id="S2", activity_id="chess", count=0),  # nobody: nothing to say
        ),
    )
    assert found(given, "qiaocheng") == [
        ("choice_counts[1]", "choice_of_other_grade"),
        ("choice_counts[2]", "choice_of_other_school"),
        ("choice_counts[3]", "choice_of_other_band"),
    ]


def test_wishes_of_single_students() -> None:
    wish = RankedChoice(menu_id="S-menu2", activity_ids=("chess",))
    given = district(
        students=(
            Student(id="a", class_id="S2", choices=(wish,)),
            Student(id="b", class_id="S7", choices=(wish,)),
        )
    )
    assert found(given, "qiaocheng") == [("students[1].choices[0]", "choice_of_other_band")]


def test_no_more_students_than_the_class_has() -> None:
    for number, expected in ((40, 0), (41, 1)):
        students = tuple(Student(id=f"p{i}", class_id="W2") for i in range(number))
        assert len(found(district(students=students), "qiaocheng")) == expected
    assert found(district(students=students), "qiaocheng") == [
        ("schools[1].classes[0].enrolled", "students_exceed_class")
    ]


# --- the rest ---------------------------------------------------------------------------------


def test_everything_is_found_at_once() -> None:
    given = district(
        school(funding=(basic(),)),
        term=term(seasons=()),
        waivers=(waiver("XY-3b"), waiver("XY-6a", until=FIRST - timedelta(days=1))),
    )
    assert [code for _, code in found(given, "xinyi")] == [
        "missing_seasons",
        "missing_basic_fee_cap",
        "firm_clause_waived",
        "waiver_over",
    ]


def test_the_messages_have_the_same_keys_and_placeholders() -> None:
    import re

    said = {
        lang: {
            key: set(re.findall(r"{(\w+)}", value))
            for key, value in catalogue(lang).items()
            if key.startswith("policy.")
        }
        for lang in ("zh", "en")
    }
    assert said["zh"] == said["en"]
    assert len(said["zh"]) == 49
