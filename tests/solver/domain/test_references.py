"""Every inconsistent reference of a district is found, with its place and its code.

The district has two schools: S1 of the factories, and S2 with class E1 of band B2, period S2-Mon1
and room Q1.
"""

import math
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from solver.domain import District, GridPin, MergeGroup, Student
from solver.domain.messages import text
from solver.domain.pins import TravelRecipe
from solver.domain.students import RankedChoice
from solver.domain.term import Closure, Phase
from tests.factories import changed, tiny_school, tiny_term
from tests.solver.verify.helpers import two_schools

Tree = dict[str, Any]
Change = Callable[[Tree], object]
DAY = "2026-03-10"


def document() -> Tree:
    """Returns a consistent district as JSON that uses every kind of reference."""
    district = two_schools()
    first, second = district.schools
    tree: Tree = changed(
        district,
        term=tiny_term(
            closures=(
                Closure(first=date(2026, 3, 10), last=date(2026, 3, 10), school_ids=("S2",)),
            ),
            phases=(Phase(id="P", name="clubs", first=date(2026, 3, 9), last=date(2026, 3, 27)),),
        ),
        schools=(first, second),
        students=(
            Student(
                id="X1",
                class_id="C1",
                choices=(RankedChoice(menu_id="M1", activity_ids=("chess", "robot")),),
            ),
        ),
    ).model_dump(mode="json")
    tree["schools"][0]["off_work"] = [{"season_id": "W", "at_min": 1060}]
    tree["schools"][0]["fixed_grid"] = [
        {"band_id": "B1", "period_id": "Mon1", "component": "guidance"},
        {"class_id": "C1", "period_id": "Mon2", "component": "sports"},
    ]
    tree["travel"]["times"] = [{"from_school_id": "S1", "to_school_id": "S2", "minutes": 9}]
    tree["waivers"] = [
        {"clause_id": "T", "school_id": "S2", "reason": "r", "granted_by": "g", "until": DAY}
    ]
    tree["activities"][4]["class_quotas"] = [{"class_id": "C1", "max_students": 20}]
    tree["staff"][0]["lendable_to"] = ["S2"]
    tree["providers"][0]["approvals"][0]["school_id"] = "S1"
    tree["pins"] = [
        {"kind": "grid", "band_id": "B1", "period_id": "Mon1", "component": "guidance"},
        {"kind": "grid", "class_id": "C1", "period_id": "Mon2", "component": "sports"},
        {
            "kind": "meeting",
            "period_id": "Mon1",
            "activity_id": "guidance",
            "class_id": "C1",
            "room_id": "R1",
            "staff_id": "T1",
        },
        {"kind": "absence", "staff_id": "T1", "school_id": "S2"},
    ]
    return tree


def put(path: str, value: object) -> Change:
    """Returns the change that writes a value at a JSON path."""
    steps = [
        int(s) if s.isdigit() else s for s in path.replace("]", "").replace("[", ".").split(".")
    ]

    def change(tree: Tree) -> None:
        node: Any = tree
        for step in steps[:-1]:
            node = node[step]
        node[steps[-1]] = value

    return change


def add(path: str, value: object) -> Change:
    """Returns the change that appends to a list at a JSON path."""

    def change(tree: Tree) -> None:
        node: Any = tree
        for step in path.replace("]", "").replace("[", ".").split("."):
            node = node[int(step) if step.isdigit() else step]
        node.append(value)

    return change


def findings(tree: Tree) -> list[tuple[str, str, str]]:
    """Returns place, code and kind (or value) of the findings of a refused district."""
    with pytest.raises(ValidationError) as refused:
        District.model_validate(tree)
    (error,) = refused.value.errors()
    assert error["type"] == "cross_reference"
    found = []
    for f in error["ctx"]["findings"]:
        code, params = f["code"], dict(f["params"])
        if code == "input.unknown_reference":
            code = f"input.unknown_{params['kind'].replace(' ', '_')}"
            params["column"] = "c"
        for lang in ("zh", "en"):
            assert text(code, lang, **params)
        found.append((f["where"], code.removeprefix("input."), params.get("value", "")))
    return found


def test_the_district_is_consistent() -> None:
    district = District.model_validate(document())
    assert len(district.schools) == 2


SEASON = {"id": "W", "name": "again", "first": DAY, "last": DAY}
SHORT = {"weekday": 1, "start_min": 600, "end_min": 620}
THERE = (
    # what is written where; the place told is the same, or the item given at the end
    ("term.closures[0].school_ids", ["S2", "S9"], "[1]", "unknown_school"),
    ("schools[0].merges[0].class_ids", ["C1", "C2", "C1"], "[2]", "duplicate_id"),
    ("schools[0].merges[0].class_ids", ["C1", "E1"], "[1]", "unknown_class_of_this_school"),
    ("schools[0].menus[0].band_id", "B2", "", "unknown_band_of_this_school"),
    ("schools[0].menus[0].period_ids", ["Tue2", "S2-Mon1"], "[1]", "unknown_period_of_this_school"),
    ("schools[0].menus[0].activity_ids", ["chess", "robot", "golf"], "[2]", "unknown_activity"),
    ("schools[0].fixed_grid[1].class_id", "E1", "", "unknown_class"),
    ("schools[0].fixed_grid[0].band_id", "B2", "", "unknown_band"),
    ("schools[0].fixed_grid[0].period_id", "S2-Mon1", "", "unknown_period"),
    ("schools[0].classes[0].home_room_id", "Q1", "", "unknown_room"),
    ("schools[0].rooms[4].wet_alternative_id", "Q1", "", "unknown_room"),
    ("schools[0].off_work[0].season_id", "X", "", "unknown_season"),
    ("schools[0].classes[0].participants_by_period", {"S2-Mon1": 3}, "", "unknown_period"),
    ("staff[0].home_school_id", "S9", "", "unknown_school"),
    ("staff[5].provider_id", "V9", "", "unknown_provider"),
    ("staff[0].own_class_ids", ["C1", "C9"], "[1]", "unknown_class"),
    ("staff[0].lendable_to", ["S9"], "[0]", "unknown_school"),
    ("providers[0].approvals[0].school_id", "S9", "", "unknown_school"),
    ("providers[0].agreements[0].school_id", "S9", "", "unknown_school"),
    ("activities[3].school_id", "S9", "", "unknown_school"),
    ("activities[5].provider_id", "V9", "", "unknown_provider"),
    ("activities[4].class_quotas[0].class_id", "C9", "", "unknown_class"),
    ("choice_counts[0].class_id", "C9", "", "unknown_class"),
    ("choice_counts[0].menu_id", "M9", "", "unknown_menu"),
    ("choice_counts[0].activity_id", "golf", "", "unknown_activity"),
    ("students[0].class_id", "C9", "", "unknown_class"),
    ("students[0].choices[0].menu_id", "M9", "", "unknown_menu"),
    ("students[0].choices[0].activity_ids[1]", "golf", "", "unknown_activity"),
    ("travel.times[0].from_school_id", "S9", "", "unknown_school"),
    ("travel.times[0].to_school_id", "S9", "", "unknown_school"),
    ("waivers[0].school_id", "S9", "", "unknown_school"),
    ("pins[0].period_id", "Sun1", "", "unknown_period"),
    ("pins[0].band_id", "B9", "", "unknown_band"),
    ("pins[0].band_id", "B2", "", "unknown_band_of_this_school"),
    ("pins[1].class_id", "C9", "", "unknown_class"),
    ("pins[1].class_id", "E1", "", "unknown_class_of_this_school"),
    ("pins[2].period_id", "Sun1", "", "unknown_period"),
    ("pins[2].activity_id", "golf", "", "unknown_activity"),
    ("pins[2].class_id", "E1", "", "unknown_class_of_this_school"),
    ("pins[2].room_id", "R9", "", "unknown_room"),
    ("pins[2].room_id", "Q1", "", "unknown_room_of_this_school"),
    ("pins[2].staff_id", "T9", "", "unknown_staff_member"),
    ("pins[3].staff_id", "T9", "", "unknown_staff_member"),
    ("pins[3].school_id", "S9", "", "unknown_school"),
)
ELSEWHERE: dict[str, tuple[Change, str, str]] = {
    "phase id": (
        add("term.phases", {"id": "P", "name": "b", "first": DAY, "last": DAY}),
        "term.phases",
        "duplicate_id",
    ),
    "season id": (add("term.seasons", SEASON), "term.seasons", "duplicate_id"),
    "merge id": (
        add("schools[0].merges", {"id": "G1", "class_ids": ["C2", "C1"]}),
        "schools[*].merges",
        "duplicate_id",
    ),
    "class id": (put("schools[1].classes[0].id", "C1"), "schools[*].classes", "duplicate_id"),
    "room id": (put("schools[1].rooms[0].id", "R2"), "schools[*].rooms", "duplicate_id"),
    "period id": (put("schools[1].periods[0].id", "Tue1"), "schools[*].periods", "duplicate_id"),
    "band id": (put("schools[1].bands[0].id", "B1"), "schools[*].bands", "duplicate_id"),
    "menu id": (
        add("schools[1].menus", {"id": "M1", "band_id": "B2", "activity_ids": ["chess"]}),
        "schools[*].menus",
        "duplicate_id",
    ),
    "duty post id": (
        put("schools[0].duty_posts", [{"id": "D", "role": "gate", **SHORT}] * 2),
        "schools[*].duty_posts",
        "duplicate_id",
    ),
    "school id": (put("schools[1].id", "S1"), "schools", "duplicate_id"),
    "staff id": (put("staff[1].id", "T3"), "staff", "duplicate_id"),
    "account": (
        put("schools[0].funding[1].account", "basic"),
        "schools[0].funding",
        "duplicate_id",
    ),
    "home room of two": (
        put("schools[0].classes[1].home_room_id", "R1"),
        "schools[0].classes",
        "home_room_shared",
    ),
    "stage": (
        put("schools[1].stage", "junior"),
        "schools[1].classes[0].grade",
        "grade_of_stage",
    ),
    # Nobody has a reduction who does not pay, and the classes of S1 are far smaller than this.
    "reductions": (
        put(
            "schools[0].funding[0].reductions",
            [{"group": "hardship", "count": 1000, "reduction_pct": 50}],
        ),
        "schools[0].funding[0].reductions[0].count",
        "reductions_exceed",
    ),
    "listed reductions": (
        put(
            "students",
            [
                {"id": f"P{i}", "class_id": "C1", "fee_reduction_pct": 1, "weekdays": [1]}
                for i in range(1000)
            ],
        ),
        "schools[0].funding[0].reductions[0].count",
        "reductions_exceed",
    ),
    "overlap": (
        put("schools[0].periods[1].start_min", 1019),
        "schools[0].periods",
        "periods_overlap",
    ),
    "band of nobody": (
        put("schools[0].bands[0].class_ids", ["C1"]),
        "schools[0].classes[1]",
        "class_in_one_band",
    ),
    "choice twice": (
        put("choice_counts[1].activity_id", "robot"),
        "choice_counts[3]",
        "duplicate_choice",
    ),
}


@pytest.mark.parametrize(("path", "value", "item", "code"), THERE)
def test_a_wrong_reference_is_told_where_it_stands(
    path: str, value: object, item: str, code: str
) -> None:
    tree = document()
    put(path, value)(tree)
    assert (path + item, code) in [(w, c) for w, c, _ in findings(tree)]


@pytest.mark.parametrize("name", ELSEWHERE)
def test_a_wrong_reference_has_its_place_and_code(name: str) -> None:
    change, where, code = ELSEWHERE[name]
    tree = document()
    change(tree)
    assert (where, code) in [(w, c) for w, c, _ in findings(tree)]


def test_one_wrong_reference_is_told_once() -> None:
    tree = document()
    put("pins[2].room_id", "Q1")(tree)
    assert findings(tree) == [("pins[2].room_id", "unknown_room_of_this_school", "Q1")]


def test_a_pin_names_an_activity_that_its_school_may_offer() -> None:
    tree = document()
    put("activities[0].school_id", "S1")(tree)
    assert len(District.model_validate(tree).pins) == 4
    put("activities[0].school_id", "S2")(tree)
    assert findings(tree) == [
        ("pins[2].activity_id", "unknown_activity_of_this_school", "guidance")
    ]


def test_a_quota_is_for_a_class_of_the_activity_s_school() -> None:
    tree = document()
    put("activities[4].class_quotas[0].class_id", "E1")(tree)
    assert District.model_validate(tree).activities[4].class_quotas[0].class_id == "E1"
    put("activities[4].school_id", "S1")(tree)
    assert findings(tree) == [
        ("activities[4].class_quotas[0].class_id", "unknown_class_of_this_school", "E1")
    ]


def test_what_is_chosen_is_by_choice_and_on_the_menu() -> None:
    tree = document()
    put("students[0].choices[0].activity_ids[0]", "reading")(tree)
    put("choice_counts[2].activity_id", "care")(tree)
    assert [(w, c) for w, c, _ in findings(tree)] == [
        ("choice_counts[2].activity_id", "not_by_choice"),
        ("choice_counts[2].activity_id", "not_on_menu"),
        ("students[0].choices[0].activity_ids[0]", "not_by_choice"),
        ("students[0].choices[0].activity_ids[0]", "not_on_menu"),
    ]


def test_classes_of_a_band_have_the_same_periods() -> None:
    tree = document()
    put("schools[0].classes[1].grade", 4)(tree)
    put("schools[0].periods[0].grades", [3])(tree)
    assert ("schools[0].bands[0]", "band_periods_differ", "B1") in findings(tree)


@pytest.mark.parametrize("both", [True, False])
def test_a_grid_pin_names_one_of_band_and_class(both: bool) -> None:
    band_id, class_id = ("B1", "C1") if both else (None, None)
    with pytest.raises(ValidationError, match="either band_id or class_id"):
        GridPin(period_id="Mon1", component="care", band_id=band_id, class_id=class_id)


def test_a_merge_has_two_classes() -> None:
    with pytest.raises(ValidationError, match="at least 2"):
        MergeGroup(id="G", class_ids=("C1",))


@pytest.mark.parametrize("number", [math.inf, -math.inf, math.nan])
def test_numbers_are_finite(number: float) -> None:
    recipe = TravelRecipe(switched_on_by="X", road_factor=1.5, speed_kmh=20.0)
    for entity, field in (
        (recipe, "road_factor"),
        (recipe, "speed_kmh"),
        (tiny_school(), "latitude"),
        (tiny_school(), "longitude"),
    ):
        with pytest.raises(ValidationError) as refused:
            changed(entity, **{field: number})
        (error,) = refused.value.errors()
        assert error["loc"][0] == field
