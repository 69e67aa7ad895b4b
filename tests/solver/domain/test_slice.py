"""The smaller district of some schools is valid by itself and keeps what concerns them."""

from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

import data
from data.readers import read_district
from solver.domain import (
    AbsencePin,
    Activity,
    ChoiceCount,
    ClassQuota,
    ClauseWaiver,
    District,
    GridPin,
    MeetingPin,
    Menu,
    Student,
    Travel,
)
from solver.domain.people import Agreement, ApprovalStep
from solver.domain.students import RankedChoice
from solver.domain.term import Closure
from tests.factories import changed, tiny_person, tiny_provider, tiny_term, with_school
from tests.solver.verify.helpers import two_schools, way

SHIPPED = sorted((Path(data.__file__).parent / "districts").glob("*.json"))
DAY = date(2026, 3, 10)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_each_group_of_schools_of_a_shipped_district_is_a_district(path: Path) -> None:
    whole = read_district(path)
    ids = [s.id for s in whole.schools]
    for size in range(1, len(ids) + 1):
        for chosen in combinations(ids, size):
            part = whole.slice(chosen)
            assert [s.id for s in part.schools] == list(chosen)
            assert District.model_validate_json(part.model_dump_json(), strict=True) == part


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_all_schools_of_a_shipped_district_are_the_whole_district(path: Path) -> None:
    whole = read_district(path)
    assert whole.slice(tuple(s.id for s in whole.schools)) == changed(whole, provenance=())


def test_what_stays_of_a_shipped_district() -> None:
    # Counted in the file. qc-s2: 9 staff of its own and the 4 instructors of the district; nobody
    # without a home may come to it, and the two who are lendable to it live in qc-s1. 3 activities
    # of all schools and 5 of its own. 12 choice counts of its 6 classes, 73 students. Of three
    # providers the agreements are with qc-s1; each has two approval steps for all schools.
    part = read_district(next(p for p in SHIPPED if p.stem == "qiaocheng")).slice(("qc-s2",))
    assert len(part.staff) == 9 + 4
    assert len(part.activities) == 3 + 5
    assert len(part.choice_counts) == 12
    assert sum(c.count for c in part.choice_counts) == 73
    assert [len(p.agreements) for p in part.providers] == [0, 0, 0]
    assert [len(p.approvals) for p in part.providers] == [2, 2, 2]
    assert sum(len(a.class_quotas) for a in part.activities) == 2
    assert part.travel.times == ()


def full_district() -> District:
    """Returns two schools with something of each kind for either of them and for both."""
    district = two_schools()
    club = Activity(
        id="club",
        school_id="S2",
        title="Club",
        component="extension",
        field="club",
        grouping="by_choice",
    )
    chess = next(a for a in district.activities if a.id == "chess")
    quotas = tuple(ClassQuota(class_id=c, max_students=20) for c in (None, "C1", "E1"))
    both = changed(chess, class_quotas=quotas)
    district = changed(
        district,
        term=tiny_term(
            closures=tuple(
                Closure(first=DAY, last=DAY, school_ids=ids) for ids in ((), ("S1",), ("S1", "S2"))
            )
        ),
        activities=(*(both if a.id == "chess" else a for a in district.activities), club),
        staff=(
            *district.staff,
            tiny_person("A", role="volunteer", home_school_id=None, lendable_to=("S2",)),
            tiny_person("B", role="volunteer", home_school_id=None, lendable_to=("S1", "S2")),
            tiny_person("L", own_class_ids=("C1", "E1"), lendable_to=("S2",)),
        ),
        providers=(
            tiny_provider(
                approvals=tuple(
                    ApprovalStep(code="x", school_id=s, granted_on=DAY) for s in (None, "S1", "S2")
                ),
                agreements=tuple(Agreement(school_id=s, signed_on=DAY) for s in ("S1", "S2")),
            ),
        ),
        travel=Travel(times=(way(9),)),
        waivers=tuple(
            ClauseWaiver(clause_id="T", school_id=s, reason="r", granted_by="g", until=DAY)
            for s in (None, "S1", "S2")
        ),
        pins=(
            GridPin(band_id="B1", period_id="Mon1", component="guidance"),
            GridPin(class_id="E1", period_id="S2-Mon1", component="care"),
            MeetingPin(period_id="S2-Mon1", activity_id="care", staff_id="L"),
            MeetingPin(period_id="S2-Mon1", activity_id="care", staff_id="B", room_id="Q1"),
            AbsencePin(staff_id="L", school_id="S2"),
            AbsencePin(staff_id="T6", school_id="S2"),
            AbsencePin(staff_id="B", school_id="S1"),
        ),
    )
    menus = (
        Menu(id="M2", band_id="B2", activity_ids=("club", "chess")),
        Menu(id="M3", band_id="B2", activity_ids=("chess",)),
    )
    district = with_school(district, "S2", menus=menus)
    counts = (ChoiceCount(class_id="E1", menu_id="M2", activity_id="club", count=5),)
    return changed(
        district,
        choice_counts=(*district.choice_counts, *counts),
        students=(
            Student(id="X1", class_id="C1"),
            Student(
                id="X2",
                class_id="E1",
                choices=(RankedChoice(menu_id="M2", activity_ids=("club", "chess")),),
            ),
        ),
    )


def test_what_stays_with_the_second_school() -> None:
    part = full_district().slice(("S2",))
    # I1 teaches wherever the provider does; T6 and T7 live there; A and B may come; L lives in S1.
    assert [(p.id, p.lendable_to) for p in part.staff] == [
        ("I1", ()),
        ("T6", ()),
        ("T7", ()),
        ("A", ("S2",)),
        ("B", ("S2",)),
    ]
    # The closure of S1 alone goes; it must not become one of all schools.
    assert [c.school_ids for c in part.term.closures] == [(), ("S2",)]
    assert [a.school_id for a in part.providers[0].approvals] == [None, "S2"]
    assert [a.school_id for a in part.providers[0].agreements] == ["S2"]
    quotas = next(a for a in part.activities if a.id == "chess").class_quotas
    assert [q.class_id for q in quotas] == [None, "E1"]
    assert part.travel.times == ()
    assert [w.school_id for w in part.waivers] == [None, "S2"]
    # Pins of S1 go, and those that name L, who is not known here.
    assert [p.kind for p in part.pins] == ["grid", "meeting", "absence"]
    assert [c.activity_id for c in part.choice_counts] == ["club"]
    assert [s.id for s in part.students] == ["X2"]
    assert District.model_validate_json(part.model_dump_json()) == part


def test_what_stays_with_the_first_school() -> None:
    part = full_district().slice(("S1",))
    assert [p.id for p in part.staff] == ["T1", "T2", "T3", "T4", "T5", "I1", "B", "L"]
    assert part.staff[-1].own_class_ids == ("C1",)
    assert part.staff[-1].lendable_to == ()
    assert [c.school_ids for c in part.term.closures] == [(), ("S1",), ("S1",)]
    assert "club" not in [a.id for a in part.activities]
    assert len(part.choice_counts) == 4
    assert [p.kind for p in part.pins] == ["grid", "absence"]


def test_wishes_for_what_stays_behind_go() -> None:
    # S2's menus list an activity of S1: it goes, and a menu of nothing else with it.
    whole = full_district()
    activities = tuple(
        changed(a, school_id="S1", class_quotas=()) if a.id == "chess" else a
        for a in whole.activities
    )
    free = (ChoiceCount(class_id="E1", menu_id="M3", activity_id="chess", count=2),)
    part = changed(whole, activities=activities, choice_counts=(*whole.choice_counts, *free)).slice(
        ("S2",)
    )
    assert [(m.id, m.activity_ids) for m in part.schools[0].menus] == [("M2", ("club",))]
    assert [(c.menu_id, c.activity_id) for c in part.choice_counts] == [("M2", "club")]
    assert [c.activity_ids for c in part.students[0].choices] == [("club",)]
