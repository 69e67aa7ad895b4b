"""JSON files: round trips, and every mistake said at once in the reader's own words."""

import ast
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import solver.domain
from data.readers import read_district, read_pins, read_plan
from data.readers.model_errors import explain_value_error
from data.writers import write_district, write_plan
from solver.domain import District, Room, StaffMember
from solver.domain.errors import InputErrors
from solver.domain.messages import text
from tests.data.plans import rich_plan
from tests.data.rich import rich_district

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(
    lambda said: said.strip() == said
)


def codes(reader: Any, path: Path) -> list[tuple[str, str]]:
    with pytest.raises(InputErrors) as refused:
        reader(path)
    for finding in refused.value.errors:
        for lang in ("zh", "en"):
            said = text(finding.code, lang, **finding.params)
            assert lang == "en" or not said.isascii()
    return [(f.where, f.code.removeprefix("input.")) for f in refused.value.errors]


def refused(folder: Path, tree: object, reader: Any = read_district) -> list[tuple[str, str]]:
    path = folder / "x.json"
    path.write_text(json.dumps(tree), encoding="utf-8")
    return codes(reader, path)


def document() -> dict[str, Any]:
    found: dict[str, Any] = rich_district().model_dump(mode="json")
    return found


def test_round_trip_of_a_district(tmp_path: Path) -> None:
    write_district(rich_district(), tmp_path / "d.json")
    assert read_district(tmp_path / "d.json") == rich_district()
    assert read_district(str(tmp_path / "d.json")) == rich_district()


def test_round_trip_of_a_plan(tmp_path: Path) -> None:
    write_plan(rich_plan(), tmp_path / "new" / "p.json")
    assert read_plan(tmp_path / "new" / "p.json") == rich_plan()


def test_files_are_utf8_and_the_same_every_time(tmp_path: Path) -> None:
    write_district(rich_district(), tmp_path / "a.json")
    write_district(rich_district(), tmp_path / "b.json")
    content = (tmp_path / "a.json").read_bytes()
    assert content == (tmp_path / "b.json").read_bytes()
    assert "三（1）班" in content.decode("utf-8")
    assert content.endswith(b"}\n")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.json", "b.json"]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(NAMES, min_size=1, max_size=4),
    seats=st.integers(1, 10**9),
    pay=st.dictionaries(st.sampled_from(["basic", "special", "evening"]), st.integers(0, 10**12)),
    place=st.floats(-90, 90),
)
def test_round_trip_of_any_names_and_numbers(
    tmp_path: Path, names: list[str], seats: int, pay: Any, place: float
) -> None:
    district = rich_district()
    school = district.schools[1].model_copy(
        update={
            "rooms": tuple(Room(id=f"z{i}", name=n, seats=seats) for i, n in enumerate(names)),
            "latitude": place,
        }
    )
    person = StaffMember(id="neu", name=names[0], role="volunteer", pay_fen=pay)
    district = district.model_copy(
        update={
            "schools": (district.schools[0], school),
            "staff": (*district.staff, person),
        }
    )
    district = District.model_validate(district.model_dump())
    write_district(district, tmp_path / "d.json")
    assert read_district(tmp_path / "d.json") == district


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    write_district(rich_district(), tmp_path / "d.json")
    content = (tmp_path / "d.json").read_bytes()
    (tmp_path / "d.json").write_bytes(b"\xef\xbb\xbf" + content)
    assert read_district(tmp_path / "d.json") == rich_district()


@pytest.mark.parametrize(
    ("content", "where", "code"),
    [
        (b'{"id": "a",', "x.json:1", "json_cut"),
        (b'{"id": NaN}', "x.json", "json_constant"),
        ('{"名": 1}'.encode("gb18030"), "x.json", "not_utf8"),
        (b'{"id": "a", "id": "b"}', "x.json", "doubled_key"),
        (b"[1]", "$", "not_one_object"),
        (b"[" * 100_000, "x.json", "json_too_deep"),
        (b'{"schema_version": 2}', "schema_version", "wrong_schema_version"),
        (b'{"schema_version": "1"}', "schema_version", "wrong_schema_version"),
        (b'{"schema_version": true}', "schema_version", "wrong_schema_version"),
        (b"", "x.json", "empty_file"),
    ],
)
def test_files_that_are_no_districts(tmp_path: Path, content: bytes, where: str, code: str) -> None:
    (tmp_path / "x.json").write_bytes(content)
    assert codes(read_district, tmp_path / "x.json") == [(where, code)]


def test_missing_files(tmp_path: Path) -> None:
    for reader in (read_district, read_plan, read_pins):
        assert codes(reader, tmp_path / "none.json") == [("none.json", "file_not_found")]


def test_every_mistake_is_told_at_once_with_its_path(tmp_path: Path) -> None:
    tree = document()
    school = tree["schools"][0]
    school["rooms"][0]["seats"] = "45"
    school["rooms"][1]["availability"][0]["weekday"] = 8
    school["classes"][0]["participants"] = {"1": 50, "9": 1}
    school["colour"] = "red"
    school["is_urban"] = "yes"
    school["menus"][0]["activity_ids"] = []
    tree["staff"][0]["role"] = "king"
    tree["staff"][1]["vetted_on"] = 20260801
    del tree["activities"][0]["title"]
    tree["activities"][1]["id"] = ""
    tree["activities"][2]["min_students"] = 99
    tree["pins"][0]["kind"] = "wish"
    tree["pins"][1]["period_id"] = 7
    tree["term"]["last_day"] = "2026-02-30"
    tree["providers"] = {}
    tree["waivers"][0] = "all"
    tree["schools"][1]["classes"] = []
    assert set(refused(tmp_path, tree)) == {
        ("term.last_day", "not_date"),
        ("schools[0].is_urban", "not_true_false"),
        ("schools[0].rooms[0].seats", "quoted"),
        ("schools[0].rooms[1].availability[0].weekday", "out_of_range"),
        ("schools[0].classes[0].participants.9", "out_of_range"),
        ("schools[0].menus[0].activity_ids", "list_too_short"),
        ("schools[0].colour", "unknown_field"),
        ("schools[1].classes", "list_too_short"),
        ("staff[0].role", "not_allowed"),
        ("staff[1].vetted_on", "not_date"),
        ("providers", "not_list"),
        ("activities[0].title", "missing"),
        ("activities[1].id", "empty_text"),
        ("activities[2].min_students", "min_exceeds_max"),
        ("pins[0].kind", "not_allowed"),
        ("pins[1].period_id", "not_text"),
        ("waivers[0]", "not_object"),
        ("choice_counts[1].class_id", "unknown_class"),
    }


def test_references_are_checked_beside_other_mistakes(tmp_path: Path) -> None:
    tree = document()
    tree["id"] = ""
    tree["term"]["last_day"] = "someday"
    tree["schools"][0]["is_weak"] = 1
    tree["schools"][0]["bands"][0]["class_ids"].append("三2班")
    tree["schools"][0]["rooms"][0]["seats"] = 0
    tree["schools"][0]["periods"][1]["start_min"] = 970
    tree["choice_counts"][0]["menu_id"] = "M9"
    tree["students"][1]["id"] = "X1"
    assert set(refused(tmp_path, tree)) == {
        ("id", "empty_text"),
        ("term.last_day", "not_date"),
        ("schools[0].is_weak", "not_true_false"),
        ("schools[0].rooms[0].seats", "out_of_range"),
        ("schools[0].classes[1]", "class_in_one_band"),
        ("schools[0].periods[1].id", "periods_overlap"),
        ("choice_counts[0].menu_id", "unknown_menu"),
        ("students[1].id", "duplicate_id"),
    }


def test_references_are_checked_beside_fields_that_are_not_known(tmp_path: Path) -> None:
    """An unknown field hides nothing; a misspelt list is not taken for an empty one."""
    tree = document()
    tree["colour"] = "red"
    tree["term"]["zzz"] = "red"
    tree["staff"][0] |= {"colour": "red", "lendable_to": ["三小"]}
    tree["choice_counts"][0]["menu_id"] = "M9"
    tree["provider"] = tree.pop("providers")
    assert set(refused(tmp_path, tree)) == {
        ("colour", "unknown_field"),
        ("term.zzz", "unknown_field"),
        ("staff[0].colour", "unknown_field"),
        ("staff[0].lendable_to[0]", "unknown_school"),
        ("choice_counts[0].menu_id", "unknown_menu"),
        ("provider", "misspelt_field"),
    }


def test_inconsistent_references_have_their_place(tmp_path: Path) -> None:
    tree = document()
    school = tree["schools"][0]
    school["classes"][1]["home_room_id"] = "R1"
    school["classes"][0]["home_room_id"] = "R1"
    school["rooms"][2]["id"] = "R1"
    school["menus"][1]["band_id"] = "B九"
    school["funding"][1]["account"] = "basic"
    tree["staff"][0]["lendable_to"] = ["三小"]
    tree["pins"][4]["staff_id"] = "nobody"
    assert set(refused(tmp_path, tree)) == {
        ("schools[0].classes[1].home_room_id", "home_room_shared"),
        ("schools[0].rooms[2].id", "duplicate_id"),
        ("schools[0].menus[1].band_id", "unknown_band_of_this_school"),
        ("schools[0].funding[1].account", "duplicate_id"),
        ("staff[0].lendable_to[0]", "unknown_school"),
        ("pins[4].staff_id", "unknown_staff_member"),
    }


def test_pins(tmp_path: Path) -> None:
    pins = rich_district().pins
    tree = [p.model_dump(mode="json") for p in pins]
    for form in (tree, {"pins": tree}):
        (tmp_path / "p.json").write_text(json.dumps(form), encoding="utf-8")
        assert read_pins(tmp_path / "p.json") == pins
    assert refused(tmp_path, {"pins": {}}, read_pins) == [("pins", "not_list")]
    assert refused(tmp_path, [{"kind": "absence", "staff_id": 1}, {}], read_pins) == [
        ("pins[0].staff_id", "not_text"),
        ("pins[0].school_id", "missing"),
        ("pins[1].kind", "missing"),
    ]


def test_plans_are_checked_too(tmp_path: Path) -> None:
    tree = rich_plan().model_dump(mode="json")
    tree["meetings"][0]["weekday"] = 0
    tree["meetings"][1]["class_counts"] = {"三1班": -1}
    tree["colour"] = 1
    assert refused(tmp_path, tree, read_plan) == [
        ("meetings[0].weekday", "out_of_range"),
        ("meetings[1].class_counts.三1班", "out_of_range"),
        ("colour", "unknown_field"),
    ]


def sentences() -> list[str]:
    """Returns the sentences of every ``raise ValueError`` in the domain, figures filled in."""
    found = []
    for path in sorted(Path(solver.domain.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)):
                continue
            if getattr(node.exc.func, "id", "") != "ValueError":
                continue
            said = node.exc.args[0]
            parts = said.values if isinstance(said, ast.JoinedStr) else [said]
            found.append(
                "".join(str(p.value) if isinstance(p, ast.Constant) else "960" for p in parts)
            )
    return found


@pytest.mark.parametrize("sentence", sentences())
def test_every_sentence_of_the_domain_has_a_message(sentence: str) -> None:
    _, code, params = explain_value_error(sentence)
    assert code != "invalid"
    for lang in ("zh", "en"):
        assert text(f"input.{code}", lang, **params)
