"""What a refused JSON document says: each mistake once, with the value as JSON writes it."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from data.readers import pack_ids, read_district, read_pins, read_plan
from solver.domain.errors import InputErrors, InputFinding
from solver.domain.messages import text
from tests.data.plans import rich_plan
from tests.data.rich import rich_district

DISTRICT: dict[str, Any] = rich_district().model_dump(mode="json")
WRONG: tuple[Any, ...] = (
    *(None, True, -1, 1.5, 10**30, "", "x", " 长 " * 200, "a\nb", "2026-13-45", "45", "true"),
    *([], [1], {}, {"colour": 1}),
)


def refused(path: Path, content: Any, reader: Any = read_district) -> list[InputFinding]:
    """Returns the findings of a document; none if it is accepted."""
    said = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    (path / "x.json").write_text(said, encoding="utf-8")
    try:
        reader(path / "x.json")
    except InputErrors as error:
        return list(error.errors)
    return []


def places(tree: Any, path: tuple[Any, ...] = (), kind: tuple[str, ...] = ()) -> dict[Any, Any]:
    """Returns one path for every field of every sort of record in a document."""
    found = {kind: path} if path else {}
    if not isinstance(tree, dict | list):
        return found
    for step, inner in tree.items() if isinstance(tree, dict) else enumerate(tree):
        sort = str(inner.get("kind", "")) if isinstance(inner, dict) else ""
        name = step if isinstance(step, str) and not step.isdigit() else sort
        for key, value in places(inner, (*path, step), (*kind, name)).items():
            found.setdefault(key, value)
    return found


PLACES = list(places(DISTRICT).values())


@pytest.mark.parametrize("part", range(8))
def test_whatever_is_wrong_with_a_field_is_said_in_both_languages(
    tmp_path: Path, part: int
) -> None:
    """Every kind of field takes every kind of wrong value: no word of pydantic gets through."""
    for number, place in enumerate(PLACES[part::8]):
        tree = copy.deepcopy(DISTRICT)
        node = tree
        for step in place[:-1]:
            node = node[step]
        for value in (WRONG[(number + part) % len(WRONG)], WRONG[(number + 7) % len(WRONG)]):
            node[place[-1]] = value
            findings = refused(tmp_path, tree)
            assert len(findings) < 20, (place, value)
            for finding in findings:
                assert finding.code != "input.invalid"
                for lang in ("zh", "en"):
                    said = text(finding.code, lang, **finding.params)
                    assert "{'" not in said
                    assert "None" not in said
                    assert said.isprintable()


@pytest.mark.parametrize(
    ("place", "value", "code", "params"),
    [
        (("schools", 0, "rooms", 0, "seats"), "45", "quoted", {"value": "45"}),
        (("schools", 0, "is_urban"), "true", "quoted", {"value": "true"}),
        (("schools", 0, "is_urban"), "yes", "not_true_false", {"value": "yes"}),
        (
            ("schools", 0, "periods", 0, "start_min"),
            "16:05",
            "clock_in_minutes",
            {"allowed": "965"},
        ),
        (("staff", 2), None, "null_item", {"number": "3"}),
        (("schools", 0, "stage"), None, "is_null", {"value": "null"}),
        (("schools", 0, "rooms"), None, "is_null", {"column": "rooms"}),
        (("schools", 0, "rooms"), True, "not_list", {"value": "true"}),
        (("schools", 0, "rooms"), {"a": None}, "not_list", {"value": '{"a": null}'}),
        (("term", "make_up_days", 0, "follows"), 9, "out_of_range", {"allowed": "≥ 1, ≤ 7"}),
        (("schools", 0, "clases"), [], "misspelt_field", {"near": "classes"}),
        (("pins", 0, "perod_id"), 1, "misspelt_field", {"near": "period_id"}),
        (("schools", 0, "colour"), 1, "unknown_field", {"column": "colour"}),
        (("choice_counts", 0, "count"), 10**18, "out_of_range", {"value": "1" + 18 * "0"}),
    ],
)
def test_a_wrong_value_is_shown_with_what_is_allowed(
    tmp_path: Path, place: tuple[Any, ...], value: Any, code: str, params: dict[str, str]
) -> None:
    tree = copy.deepcopy(DISTRICT)
    node = tree
    for step in place[:-1]:
        node = node[step]
    node[place[-1]] = value
    end = f"[{place[-1]}]" if isinstance(place[-1], int) else place[-1]
    finding = next(f for f in refused(tmp_path, tree) if f.where.endswith(end))
    assert finding.code == f"input.{code}"
    assert params.items() <= finding.params.items()


@pytest.mark.parametrize(
    ("content", "where", "code"),
    [
        ('{"id": "a",\n "name" "b"}', "x.json:2:9", "json_colon"),
        ('{"id": "a"\n "name": "b"}', "x.json:2:2", "json_comma"),
        ('{"id": "a",}', "x.json:1:12", "json_name"),
        ("{'id': 1}", "x.json:1:2", "json_name"),
        ('{"id": ja}', "x.json:1:8", "json_value"),
        ('{"id": “a”}', "x.json:1:8", "json_full_width"),
        ('{"id"：1}', "x.json:1:6", "json_full_width"),
        ('{"id": 1} {', "x.json:1:11", "json_extra"),
        ('{"id": "a}', "x.json:1:8", "json_string"),
        ('{"id": "a\nb"}', "x.json:1:10", "json_control"),
        ('{"id": "\\x"}', "x.json:1:9", "json_escape"),
        ('{"id": "a"', "x.json:1", "json_cut"),
        ('{"id": Infinity}', "x.json", "json_constant"),
        ('{"id": ' + "1" * 5000 + "}", "x.json", "json_long_number"),
        ('{"id": "\\ud800"}', "x.json:1:15", "not_json"),
    ],
)
def test_a_slip_in_the_syntax_is_named(tmp_path: Path, content: str, where: str, code: str) -> None:
    (finding,) = refused(tmp_path, content)
    assert (finding.where, finding.code) == (where, f"input.{code}")
    for lang in ("zh", "en"):
        assert text(finding.code, lang, **finding.params)


def test_references_to_an_empty_list_are_one_finding(tmp_path: Path) -> None:
    tree = copy.deepcopy(DISTRICT)
    del tree["providers"]
    (finding,) = refused(tmp_path, tree)
    # The instructor and the activity of the provider are the two places that name it.
    assert (finding.where, finding.code) == ("providers", "input.empty_list")
    assert finding.params["times"] == "2"
    assert finding.params["first"] == "staff[3].provider_id"


@pytest.mark.parametrize("wrong", [None, "x", {}, {"id": ""}])
def test_what_follows_from_a_broken_record_is_not_said(tmp_path: Path, wrong: Any) -> None:
    tree = copy.deepcopy(DISTRICT)
    tree["schools"][0] = wrong
    assert {f.where.split(".")[0] for f in refused(tmp_path, tree)} == {"schools[0]"}


def test_an_unknown_policy_pack_is_told_once_beside_the_rest(tmp_path: Path) -> None:
    tree = copy.deepcopy(DISTRICT)
    tree["policy_pack_id"] = "qiaochen"
    tree["name"] = ""

    def read(path: Path) -> None:
        read_district(path, pack_ids())

    pack, name = refused(tmp_path, tree, read)
    assert (pack.where, pack.code) == ("policy_pack_id", "input.unknown_pack")
    assert pack.params["pack"] == "qiaochen"
    assert name.code == "input.empty_text"
    tree["name"] = "县"
    assert [f.code for f in refused(tmp_path, tree, read)] == ["input.unknown_pack"]
    assert refused(tmp_path, tree) == []


def test_plan_and_district_are_told_apart(tmp_path: Path) -> None:
    plan = rich_plan().model_dump(mode="json")
    (finding,) = refused(tmp_path, plan)
    assert finding.code == "input.plan_for_district"
    (finding,) = refused(tmp_path, DISTRICT, read_plan)
    assert finding.code == "input.district_for_plan"


def test_pins_are_checked_against_the_district(tmp_path: Path) -> None:
    pins = [
        {"kind": "absence", "staff_id": "nobody", "school_id": "一小"},
        {"kind": "grid", "band_id": "B三", "period_id": "never", "component": "sports"},
    ]

    def read(path: Path) -> None:
        read_pins(path, rich_district())

    assert [(f.where, f.code) for f in refused(tmp_path, {"pins": pins}, read)] == [
        ("pins[0].staff_id", "input.unknown_staff_member"),
        ("pins[1].period_id", "input.unknown_period"),
    ]
