"""Counting, by hand: what each count finds, with the amounts, and what it leaves alone."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from data.readers import read_district, read_pack
from solver.domain import (
    Activity,
    Band,
    ChoiceCount,
    District,
    Funding,
    MergeGroup,
    StaffMember,
)
from solver.domain.school import GridCell
from solver.domain.term import MakeUpDay
from solver.model.build import outline
from solver.model.reach import reaches
from solver.model.shortages import Counted, count_school
from solver.model.shortages.demand import least_unmet
from solver.policy import Clause
from tests.factories import (
    FIRST,
    tiny_class,
    tiny_clause,
    tiny_pack,
    tiny_person,
    with_school,
)
from tests.solver.model.helpers import club, district, group, hours, one_school, room, week

DISTRICTS = Path(__file__).parents[3] / "data" / "districts"


def count(record: District, *clauses: Clause) -> Counted:
    """Counts the one school of a district."""
    (reach,) = reaches(outline(record, tiny_pack(clauses))).values()
    return count_school(reach)


def found(counted: Counted) -> list[tuple[str, int]]:
    return [(s.finding.code.partition(".")[2], s.finding.amount) for s in counted.shortages]


def two(*people: StaffMember, activities: tuple[Activity, ...], **changes: Any) -> District:
    """Returns two classes, 40 and 35, in one hour of 40 minutes, that may sit together."""
    merge = MergeGroup(id="G", class_ids=("C1", "C2"))
    classes = (tiny_class("C1", 40, "R1"), tiny_class("C2", 35, "R2"))
    return district(
        one_school(classes, **{"merges": (merge,), "funding": (RICH,), **changes}),
        people,
        activities,
    )


RICH = Funding(account="basic", opening_fen=10_000_000)
READING = club("reading", grouping="whole_band", skill=None, max_students=50)
PE = tiny_person("T1", skills=("pe",))


# --- at one moment ---------------------------------------------------------------------------


def test_students_who_may_read_or_stay_need_as_many_adults_as_they_fill() -> None:
    # Reading takes 45 (the room), care one class: 75 / 45 makes two adults, one is there; at most
    # 45 are served, 30 * 40 minutes are lost.
    counted = count(two(tiny_person("T1"), activities=(READING, group())))
    assert found(counted) == [("adults_short", 1)]
    assert counted.shortages[0].finding.params["needed"] == "2"
    assert counted.unmet == 1200


def test_two_adults_are_enough_for_two_groups() -> None:
    people = (tiny_person("T1"), tiny_person("T2"))
    assert found(count(two(*people, activities=(READING, group())))) == []


def test_a_listed_merge_halves_what_a_group_takes() -> None:
    # 75 fit in one group of 80 in a hall of 80: one adult serves both.
    care = group(grouping="merged", max_students=80)
    hall = (room("R1"), room("R2"), room("R3", 80))
    assert found(count(two(tiny_person("T1"), activities=(care,), rooms=hall))) == []


def test_rooms_are_counted_beside_people() -> None:
    # R2 did not pass its check: one room is left for both.
    people = (tiny_person("T1"), tiny_person("T2"))
    rooms = (room("R1"), room("R2", safety_passed=False))
    record = two(*people, activities=(READING, group()), rooms=rooms)
    counted = count(record)
    # 75 students, 45 seats: two rooms.
    assert found(counted) == [("rooms_short", 1)]
    assert counted.unmet == 1200


def test_overlapping_periods_of_two_clocks_share_their_people() -> None:
    # Grade 3 has 16:00-16:40, grade 4 16:20-17:00: at 16:20 both are there, for one teacher.
    first, second = hours("11", grades=(3,)), hours("12", start_min=940, grades=(4,))
    classes = (tiny_class("C1", 40, "R1"), tiny_class("C2", 35, "R2", grade=4))
    bands = tuple(Band(id=f"B{c.id}", name=c.id, class_ids=(c.id,)) for c in classes)
    school = one_school(classes, (*first, *second), bands=bands, funding=(RICH,))
    counted = count(district(school, (tiny_person("T1"),), (group(),)))
    assert found(counted) == [("leaders_short", 1)]
    assert counted.shortages[0].finding.params["time"] == "16:20–16:40"
    # The 35 of one class are 35 * 40 minutes.
    assert counted.unmet == 1400


# --- over a week -----------------------------------------------------------------------------


def sports_week(*people: StaffMember, places: int = 2, kids: int = 2) -> District:
    """Returns classes in two hours, care and sports on a field."""
    classes = tuple(tiny_class(f"C{i}", 30, f"R{i}") for i in range(1, kids + 1))
    field = room("F1", 200, features=("field",), sections_at_once=places)
    rooms = (*(room(f"R{i}") for i in range(1, kids + 1)), field)
    sports = group("sports", "sports", skill="pe", room_features=("field",))
    return district(
        one_school(classes, hours("11", "12"), rooms, funding=(RICH,)),
        people,
        (sports, group()),
    )


def sports(least: int) -> Clause:
    return tiny_clause("follow_mode", min_sports_per_week=least)


def test_the_mode_is_counted_against_its_leaders() -> None:
    # Two classes, twice each: 4 meetings; T1 can lead 2. Each lost one is 30 * 40 = 1200.
    people = (PE, tiny_person("T2"), tiny_person("T3"))
    counted = count(sports_week(*people), sports(2))
    assert found(counted) == [("mode_leaders_short", 2)]
    assert counted.unmet == 2400
    # One more person could lead both hours.
    assert counted.shortages[0].finding.params["more"] == "1"


def test_the_mode_is_counted_against_its_places() -> None:
    people = (PE, tiny_person("T2", skills=("pe",)))
    counted = count(sports_week(*people, places=1), sports(2))
    assert found(counted) == [("mode_places_short", 2)]
    assert counted.shortages[0].kind == "places"


def test_leaders_and_places_that_do_not_meet_are_counted_together() -> None:
    # First hour: three leaders, one place; second: one leader, three places. Four of each, as the
    # two classes need, but only 1 + 1 meetings.
    first = [{"weekday": 1, "start_min": 960, "end_min": 1000}]
    then = [{"weekday": 1, "start_min": 1000, "end_min": 1040}]
    people = tuple(
        tiny_person(f"T{i}", skills=("pe",), availability=then if i == 4 else first)
        for i in range(1, 5)
    )
    more = room("F2", 200, features=("field",), sections_at_once=2, availability=then)
    record = sports_week(*people, places=1)
    record = with_school(record, rooms=(*record.schools[0].rooms, more))
    counted = count(record, sports(2))
    assert ("mode_together_short", 2) in found(counted)
    said = next(s.finding for s in counted.shortages if s.finding.subject == "sports")
    assert (said.params["needed"], said.params["there"]) == ("4", "2")


def test_a_time_that_is_lost_may_be_the_smallest() -> None:
    # Sports twice in three hours: 40, 40 and 5 students; T1 is there in the first, no field in the
    # third. Sports in the first and, unserved, in the third loses 5 * 40 minutes.
    first = [{"weekday": 1, "start_min": 960, "end_min": 1000}]
    early = [{"weekday": 1, "start_min": 960, "end_min": 1040}]
    record = district(
        one_school(
            (tiny_class("C1", 40, "R1", participants_by_period={"p13": 5}),),
            hours("11", "12", "13"),
            (room("R1"), room("F1", 200, features=("field",), availability=early)),
            funding=(RICH,),
        ),
        (tiny_person("T1", skills=("pe",), availability=first), tiny_person("T2")),
        (group("sports", "sports", skill="pe", room_features=("field",)), group()),
    )
    counted = count(record, sports(2))
    assert found(counted) == [("mode_leaders_short", 1)]
    assert counted.unmet == 200


def test_hours_are_counted_in_the_week_that_holds_most() -> None:
    # A make-up Saturday follows Monday: care of C1 takes 200 ch in that week, T1 may do 100. The
    # pattern week itself is served, so no bound follows.
    term = week(
        last_day=FIRST.replace(day=7),
        make_up_days=(MakeUpDay(day=FIRST.replace(day=7), follows=1),),
    )
    record = district(
        one_school((tiny_class("C1", 40, "R1"),), funding=(RICH,)),
        (tiny_person("T1", max_week_ch=100),),
        (group(),),
        term=term,
    )
    counted = count(record)
    assert found(counted) == [("hours_short", 100)]
    assert counted.unmet == 0


def test_hours_are_not_short_where_people_are() -> None:
    # Nobody has a limit: two adults are missing one, and hours say nothing beside.
    counted = count(two(tiny_person("T1"), activities=(group(),)))
    assert found(counted) == [("leaders_short", 1)]


# --- classes ---------------------------------------------------------------------------------


def test_classes_without_a_field_are_told_together() -> None:
    fixed = (GridCell(band_id="B1", period_id="p11", component="sports"),)
    field = group("sports", "sports", room_features=("field",))
    counted = count(two(PE, tiny_person("T2"), activities=(field,), fixed_grid=fixed))
    assert found(counted) == [("class_no_room", 2)]
    # 75 students, 40 minutes.
    assert counted.unmet == 3000


def test_a_class_alone_takes_its_best_week() -> None:
    # Care in one of two hours cannot be led; guidance can, but once a day: one hour is lost.
    record = district(
        one_school((tiny_class("C1", 40, "R1"),), hours("11", "12"), funding=(RICH,)),
        (PE,),
        (group("guidance", "guidance"), group(skill="care")),
    )
    mode = tiny_clause("follow_mode", max_guidance_per_day=1)
    assert count(record).unmet == 0
    assert count(record, mode).unmet == 1600


# --- choices and money -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("person", "changes", "code"),
    [
        (tiny_person("T1", skills=("club",)), {}, None),
        (tiny_person("T1"), {}, "choice_without_leader"),
        (
            tiny_person("T1", skills=("club",)),
            {"room_features": ("lab",)},
            "choice_without_room",
        ),
        (tiny_person("T1", skills=("club",)), {"min_students": 13}, "choice_too_few"),
        (tiny_person("T1", skills=("club",)), {"weekdays": (2,)}, "choice_without_time"),
    ],
)
def test_choices_out_of_reach(person: StaffMember, changes: Any, code: str | None) -> None:
    # 12 of C1 chose the club.
    record = district(
        one_school((tiny_class("C1", 40, "R1"),), funding=(RICH,)),
        (person, tiny_person("T2")),
        (group(), club(**changes)),
        choice_counts=(ChoiceCount(class_id="C1", activity_id="club", count=12),),
    )
    counted = count(record)
    assert found(counted) == ([(code, 12)] if code else [])
    assert counted.choices == (12 if code else 0)
    assert counted.unmet == 0


def money(*people: StaffMember, opening_fen: int) -> Counted:
    """Counts one class of 40 in one hour of 100 ch on one date."""
    funding = Funding(account="basic", opening_fen=opening_fen)
    school = one_school((tiny_class("C1", 40, "R1"),), funding=(funding,))
    return count(district(school, people, (group(),)))


def test_money_is_counted_at_the_cheapest_rates() -> None:
    # One adult is needed: T2 at 50 yuan, not T1 at 60; 40 yuan are there.
    people = (tiny_person("T1"), tiny_person("T2", pay_fen={"basic": 5000}))
    counted = money(*people, opening_fen=4000)
    assert found(counted) == [("money_short", 1000)]
    assert counted.missing == 1000


def test_money_is_not_counted_for_people_who_are_not_there() -> None:
    assert found(money(opening_fen=0)) == [("leaders_short", 1)]


def test_students_in_special_service_are_not_paid_from_the_basic_account() -> None:
    # 40 of 40 could be with robots, which the basic account does not pay.
    funding = Funding(account="basic")
    robots = club("robots", skill=None, service_type="special", max_students=40)
    record = district(
        one_school((tiny_class("C1", 40, "R1"),), funding=(funding,)),
        (tiny_person("T1"),),
        (group(), robots),
        choice_counts=(ChoiceCount(class_id="C1", activity_id="robots", count=40),),
    )
    assert count(record).missing == 0


# --- the arithmetic --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("supply", "left"),
    [
        # Weights 10, 6, 4 for 1, 1, 2: 10 and 6 a unit first, the last serves 2 a unit.
        (0, 20),
        (1, 10),
        (2, 4),
        (3, 2),
        (4, 0),
        (Fraction(1, 2), 15),
        (Fraction(7, 3), 4),
    ],
)
def test_least_unmet_serves_the_heaviest_first(supply: Fraction | int, left: int) -> None:
    # 7/3: a third of a unit serves 2/3 of the last four: 3 1/3 are left, as a whole number 4.
    items = [(4, Fraction(2)), (10, Fraction(1)), (6, Fraction(1))]
    assert least_unmet(items, supply) == left


# --- shipped districts -----------------------------------------------------------------------


def counted_of(record: District) -> dict[str, Counted]:
    pack = read_pack(record.policy_pack_id)
    return {s: count_school(r) for s, r in reaches(outline(record, pack)).items()}


@pytest.mark.parametrize("path", sorted(DISTRICTS.glob("*.json")), ids=lambda p: p.stem)
def test_nothing_is_short_where_a_complete_plan_is_known(path: Path) -> None:
    # The shipped districts are built around plans that serve everybody and every choice.
    for counted in counted_of(read_district(path)).values():
        assert counted.shortages == []
        assert (counted.unmet, counted.missing, counted.choices) == (0, 0, 0)


def variant(name: str, change: Any, tmp_path: Path) -> dict[str, Counted]:
    data = json.loads((DISTRICTS / f"{name}.json").read_text(encoding="utf-8"))
    change(data)
    path = tmp_path / "variant.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return counted_of(read_district(path))


def test_without_its_sports_teachers_anxi_lacks_two_meetings_of_each_class(tmp_path: Path) -> None:
    def change(data: dict[str, Any]) -> None:
        data["staff"] = [p for p in data["staff"] if "体育" not in p.get("skills", [])]

    counted = variant("anxi", change, tmp_path)
    # Mode 2+N: sports twice a week; 12 and 8 classes, no merges.
    assert ("mode_leaders_short", 24) in found(counted["ax-s1"])
    assert ("mode_leaders_short", 16) in found(counted["ax-s2"])
    said = next(s.finding for s in counted["ax-s1"].shortages if s.kind == "leaders")
    for words in ("凤城路小学", "12 个班", "24 场“体育”", "技能：体育", "缺 24 场"):
        assert words in said.text_zh


def test_without_its_field_anxi_lacks_the_place(tmp_path: Path) -> None:
    def change(data: dict[str, Any]) -> None:
        for school in data["schools"]:
            school["rooms"] = [r for r in school["rooms"] if "操场" not in r.get("features", [])]

    counted = variant("anxi", change, tmp_path)
    assert ("class_no_room", 24) in found(counted["ax-s1"])
    assert ("class_no_room", 16) in found(counted["ax-s2"])
    # Each class loses at least its two smallest hours of sports: 39 and less, 60 minutes each.
    assert counted["ax-s1"].unmet >= 12 * 2 * 35 * 60


def test_without_homework_leaders_hebi_lacks_one_for_each_class(tmp_path: Path) -> None:
    def change(data: dict[str, Any]) -> None:
        data["staff"] = [p for p in data["staff"] if "学业辅导" not in p.get("skills", [])]

    counted = variant("hebi", change, tmp_path)
    # The school's own grid has all 6 classes in guidance at the same time, five days a week.
    leaders = [f for f in found(counted["hb-s2"]) if f[0] == "leaders_short"]
    assert leaders == [("leaders_short", 6)] * 5


def test_a_quarter_of_the_fees_leaves_an_account_short(tmp_path: Path) -> None:
    def change(data: dict[str, Any]) -> None:
        for school in data["schools"]:
            for account in school["funding"]:
                account["fee_fen"] //= 4

    before = counted_of(read_district(DISTRICTS / "anxi.json"))
    counted = variant("anxi", change, tmp_path)
    assert before["ax-s1"].missing == 0
    short = next(s.finding for s in counted["ax-s1"].shortages if s.kind == "money")
    assert short.amount == counted["ax-s1"].missing > 0
    assert int(short.params["cost"]) - int(short.params["income"]) == short.amount
