"""The JSON Schemas of districts and plans say what the readers accept."""

import json
from pathlib import Path
from typing import Any

import pytest

import data
from api.cli import main
from tests.factories import good_plan

Json = dict[str, Any]
SHIPPED = sorted((Path(data.__file__).parent / "districts").glob("*.json"))
TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


def schema_of(document: str, capsys: pytest.CaptureFixture[str]) -> Json:
    assert main(["schema", document]) == 0
    found: Json = json.loads(capsys.readouterr().out)
    return found


def mistakes(value: Any, rule: Any, root: Json, at: str = "$") -> list[str]:
    """Returns where a value breaks a schema: types, fields, words and choices between shapes."""
    if rule is True or rule == {}:
        return []
    if "$ref" in rule:
        return mistakes(value, root["$defs"][rule["$ref"].rsplit("/", 1)[-1]], root, at)
    for word in ("anyOf", "oneOf"):
        if word in rule:
            options = [mistakes(value, option, root, at) for option in rule[word]]
            return [] if [] in options else min(options, key=len)
    if "const" in rule and value != rule["const"]:
        return [f"{at}: not {rule['const']!r}"]
    if "enum" in rule and value not in rule["enum"]:
        return [f"{at}: not one of {rule['enum']}"]
    wanted = TYPES[rule["type"]] if "type" in rule else (object,)
    if not isinstance(value, wanted) or (isinstance(value, bool) and bool not in wanted):
        return [f"{at}: no {rule['type']}"]
    found: list[str] = []
    if isinstance(value, list):
        if not rule.get("minItems", 0) <= len(value) <= rule.get("maxItems", len(value)):
            found.append(f"{at}: number of items")
        for i, item in enumerate(value):
            found += mistakes(item, rule.get("items", {}), root, f"{at}[{i}]")
    if isinstance(value, dict):
        fields = rule.get("properties", {})
        found += [f"{at}.{name}: missing" for name in rule.get("required", ()) if name not in value]
        for name, item in value.items():
            other = rule.get("additionalProperties", True)
            if name not in fields and other is False:
                found.append(f"{at}.{name}: unknown")
            else:
                found += mistakes(item, fields.get(name, other), root, f"{at}.{name}")
    return found


@pytest.mark.parametrize("document", ["district", "plan"])
def test_no_record_takes_unknown_fields(document: str, capsys: pytest.CaptureFixture[str]) -> None:
    schema = schema_of(document, capsys)
    records = {"": schema, **schema["$defs"]}
    assert len(records) > 10
    loose = [
        name
        for name, rule in records.items()
        if rule.get("type") == "object" and rule.get("additionalProperties") is not False
    ]
    assert loose == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_shipped_districts_fit_the_schema(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    schema = schema_of("district", capsys)
    assert mistakes(json.loads(path.read_text(encoding="utf-8")), schema, schema) == []


def test_a_plan_fits_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    schema = schema_of("plan", capsys)
    tree = good_plan().model_dump(mode="json")
    assert mistakes(tree, schema, schema) == []
    tree["meetings"][0]["colour"] = "red"
    assert mistakes(tree, schema, schema) == ["$.meetings[0].colour: unknown"]


def test_what_does_not_fit_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    schema = schema_of("district", capsys)
    tree = json.loads(SHIPPED[0].read_text(encoding="utf-8"))
    tree["colour"] = "red"
    tree["schools"][0]["rooms"][0]["colour"] = "red"
    tree["schools"][0]["rooms"][1]["seats"] = "45"
    tree["schools"][0]["stage"] = "college"
    del tree["staff"][0]["name"]
    tree["pins"] = [{"kind": "wish"}]
    found = mistakes(tree, schema, schema)
    assert {m.split(":")[0] for m in found} >= {
        "$.colour",
        "$.schools[0].rooms[0].colour",
        "$.schools[0].rooms[1].seats",
        "$.schools[0].stage",
        "$.staff[0].name",
    }
    assert any(m.startswith("$.pins[0]") for m in found)
