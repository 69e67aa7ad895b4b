"""A pack of one's own: names that no rule knows are said at once, with path and nearest name."""

from collections.abc import Callable
from pathlib import Path

import pytest

from api.cli import main
from data.readers.policies import read_pack
from solver.domain.errors import InputErrors, InputFinding
from solver.domain.messages import text
from solver.policy.vocabulary import NEEDED, PARAMETERS, families
from solver.verify import FAMILIES
from tests.data.policy_tables import KNOWN, WORDS

HEAD = """
schema_version = 1
id = "own"
name_zh = "自备"
name_en = "own"
title = "办法"
status = "in_force"
provenance_grade = "C"
provenance_note_zh = "无"
provenance_note_en = "none"
minutes_per_class_hour_primary = 40
minutes_per_class_hour_junior = 45
short_break_min = 10
not_yet_enforced = [{pending}]
"""
CLAUSE = """
[[clauses]]
id = "{id}"
document = "办法"
section = "一"
classes = ["hard"]
strength = "must"
scope = "学校 / schools"
zh = "一"
en = "one"
{more}
"""


def pack(*clauses: str, pending: str = "") -> str:
    """Returns the text of a pack whose clauses C-0, C-1, … end with the given lines."""
    parts = [CLAUSE.format(id=f"C-{n}", more=more) for n, more in enumerate(clauses)]
    return HEAD.format(pending=pending) + "".join(parts)


def clause(family: str, *parameters: str) -> str:
    """Returns the lines of a clause with a family and parameters."""
    listed = ", ".join(f"{{ {parameter} }}" for parameter in parameters)
    return f'family = "{family}"\nparameters = [{listed}]'


def refused(folder: Path, content: str) -> list[InputFinding]:
    """Returns the findings of a pack; each can be said in both languages."""
    (folder / "own.toml").write_text(content, encoding="utf-8")
    try:
        read_pack(folder / "own.toml")
    except InputErrors as error:
        for finding in error.errors:
            for lang in ("zh", "en"):
                assert text(finding.code, lang, **finding.params)
        return list(error.errors)
    return []


CAP = 'name = "cap_fen", value = 6000, unit = "fen per class-hour"'
DAYS = 'name = "service_days_per_week", value = 5, unit = "days per week"'
AT = "clauses[0].parameters[0]"
CASES: dict[str, tuple[str, str, str, dict[str, str]]] = {
    "family": (
        clause("keep_pay_capp", CAP),
        "clauses[0].family",
        "unknown_family_near",
        {"value": "keep_pay_capp", "near": "keep_pay_cap"},
    ),
    "family of nothing": (
        clause("xyz"),
        "clauses[0].family",
        "unknown_family",
        {"value": "xyz"},
    ),
    "no family": ("", "clauses[0].family", "family_missing", {"clause": "C-0"}),
    "parameter": (
        clause("keep_pay_cap", CAP.replace("cap_fen", "cap_fenn")),
        f"{AT}.name",
        "unknown_parameter_near",
        {"value": "cap_fenn", "near": "cap_fen", "family": "keep_pay_cap", "clause": "C-0"},
    ),
    "parameter of nothing": (
        clause("keep_pay_cap", CAP.replace("cap_fen", "days")),
        f"{AT}.name",
        "unknown_parameter",
        {"value": "days", "allowed": "cap_fen, roles, service_types"},
    ),
    "parameter where none is read": (
        clause("satisfy_choices", CAP),
        f"{AT}.name",
        "parameter_of_none",
        {"value": "cap_fen"},
    ),
    "parameter twice": (
        clause("keep_pay_cap", CAP, CAP),
        "clauses[0].parameters[1].name",
        "parameter_twice",
        {"value": "cap_fen"},
    ),
    "no parameter": (
        clause("keep_pay_cap", 'name = "roles", value = ["teacher"], unit = "roles"'),
        "clauses[0].parameters",
        "parameter_missing",
        {"allowed": "cap_fen"},
    ),
    "unit": (
        clause("keep_pay_cap", CAP.replace("fen per", "yuan per")),
        f"{AT}.unit",
        "wrong_unit",
        {"value": "yuan per class-hour", "allowed": "fen per class-hour"},
    ),
    "text for a number": (
        clause("keep_pay_cap", CAP.replace("6000", '"60"')),
        f"{AT}.value",
        "parameter_no_integer",
        {"value": "60", "name": "cap_fen"},
    ),
    "fraction": (
        clause("keep_pay_cap", CAP.replace("6000", "60.5")),
        f"{AT}.value",
        "parameter_no_integer",
        {"value": "60.5"},
    ),
    "yes for a number": (
        clause("keep_pay_cap", CAP.replace("6000", "true")),
        f"{AT}.value",
        "parameter_no_integer",
        {"value": "true"},
    ),
    "too small": (
        clause("run_every_day", DAYS.replace("5", "0")),
        f"{AT}.value",
        "parameter_too_small",
        {"value": "0", "allowed": "≥ 1"},
    ),
    "number for a flag": (
        clause("require_clearance", 'name = "no_bad_record", value = 1, unit = "flag"'),
        f"{AT}.value",
        "parameter_no_flag",
        {"value": "1"},
    ),
    "word for a list": (
        clause("ban_kinds", 'name = "kinds", value = "new_lesson", unit = "activity kinds"'),
        f"{AT}.value",
        "parameter_no_words",
        {"value": "new_lesson"},
    ),
    "word": (
        clause("ban_kinds", 'name = "kinds", value = ["new_lessons"], unit = "activity kinds"'),
        f"{AT}.value",
        "unknown_word_near",
        {"value": "new_lessons", "near": "new_lesson"},
    ),
    "mode": (
        clause("follow_mode", 'name = "mode", value = "N", unit = "mode"'),
        f"{AT}.value",
        "unknown_word",
        {"value": "N", "allowed": "1+1+N, 2+N"},
    ),
    "text for a list of numbers": (
        clause(
            "protect_lower_grades",
            'name = "grades", value = ["1"], unit = "grades" },\n'
            '  { name = "no_written_homework", value = true, unit = "flag"',
        ),
        f"{AT}.value",
        "parameter_no_numbers",
        {"value": '["1"]'},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_mistake_has_its_path_value_and_the_nearest_name(tmp_path: Path, case: str) -> None:
    lines, where, code, params = CASES[case]
    (finding,) = refused(tmp_path, pack(lines))
    assert (finding.where, finding.code) == (where, f"policy.{code}")
    assert params.items() <= finding.params.items()


def test_everything_is_said_at_once_beside_what_the_schema_finds(tmp_path: Path) -> None:
    content = pack(
        clause("run_evry_day", DAYS),
        clause("keep_pay_cap", CAP.replace("cap_fen", "cap"), CAP.replace("6000", "[1.5]")),
        clause("run_every_day", DAYS).replace("parameters", "paramters"),
        pending='"C-9"',
    ).replace('status = "in_force"\n', "")
    assert {(f.where, f.code) for f in refused(tmp_path, content)} == {
        ("status", "input.missing"),
        ("not_yet_enforced[0]", "policy.unknown_clause_not_enforced_near"),
        ("clauses[0].family", "policy.unknown_family_near"),
        ("clauses[1].parameters[0].name", "policy.unknown_parameter_near"),
        ("clauses[1].parameters[1].value", "policy.parameter_no_integer"),
        ("clauses[2].paramters", "input.misspelt_field"),
        ("clauses[2].parameters", "policy.parameter_missing"),
    }


def test_what_is_not_enforced_yet_may_name_later_rules_only(tmp_path: Path) -> None:
    late = 'name = "latest_end_evening_min", value = 1230, unit = "min since midnight"'
    right = pack(clause("serve_lunch"), clause("end_within_window", late), pending='"C-0", "C-1"')
    assert refused(tmp_path, right) == []
    (finding,) = refused(tmp_path, pack(clause("serve_lunhc"), pending='"C-0"'))
    assert (finding.code, finding.params["near"]) == ("policy.unknown_family_near", "serve_lunch")


def test_a_value_of_a_sort_that_no_parameter_has_is_one_finding(tmp_path: Path) -> None:
    odd = 'name = "x", value = { a = 1 }, unit = "x"'
    (finding,) = refused(tmp_path, pack(clause("serve_lunch", odd), pending='"C-0"'))
    assert (finding.where, finding.code) == (f"{AT}.value", "policy.parameter_value")
    assert finding.params["value"] == '{"a": 1}'


@pytest.mark.parametrize(
    ("change", "where", "code"),
    [
        (lambda s: s + "x 1", "own.toml:27:3", "toml_equals"),
        (lambda s: s + "“x” = 1", "own.toml:27:1", "toml_equals"),
        (lambda s: s + "x = 1\nx = 2\n", "own.toml:28:6", "toml_twice"),
        (lambda s: s + "x = 是", "own.toml:27:5", "toml_value"),
        (lambda s: s + 'x = "a', "own.toml:27:7", "toml_string"),
        (lambda s: s + "x = [1, 2", "own.toml:27:10", "toml_list"),
        (lambda s: s + 'x = "\\q"', "own.toml:27:8", "toml_escape"),
        (lambda s: s + "x = 1 2", "own.toml:27:7", "not_toml"),
        (lambda s: s + 'made_on = "2022-03-01"', "clauses[0].made_on", "unknown_field"),
        (lambda s: 'made_on = "2022-03-01"\n' + s, "made_on", "quoted"),
    ],
)
def test_slips_in_the_syntax_are_named(
    tmp_path: Path, change: Callable[[str], str], where: str, code: str
) -> None:
    """The pack has 26 lines, so what is added stands on line 27."""
    content = change(pack(clause("run_every_day", DAYS)))
    (finding,) = refused(tmp_path, content)
    assert (finding.where, finding.code.split(".")[1]) == (where, code)


def test_the_words_are_those_that_the_rules_read() -> None:
    """The table of the packs' tests was written by hand from the rules; the product's agrees."""
    units = {f: {name: figure.unit for name, figure in PARAMETERS[f].items()} for f in PARAMETERS}
    assert units == {family: known for family, known in KNOWN.items() if known}
    for figures in PARAMETERS.values():
        for figure in figures.values():
            assert " ".join(figure.allowed) == WORDS.get(figure.unit, " ".join(figure.allowed))
    assert set(families()) == set(FAMILIES)
    assert all(set(names) <= set(PARAMETERS[f]) for f in NEEDED for names in NEEDED[f])


def test_a_changed_copy_of_a_shipped_pack_needs_its_own_id(tmp_path: Path) -> None:
    changed = pack(clause("run_every_day", DAYS)).replace('id = "own"', 'id = "hebi"')
    (finding,) = refused(tmp_path, changed)
    assert (finding.where, finding.code) == ("id", "policy.id_of_shipped")


def test_the_command_shows_and_refuses_a_pack_of_ones_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KEHOU_LANG", raising=False)
    Path("own.toml").write_text(pack(clause("run_every_day", DAYS)), encoding="utf-8")
    assert main(["policies", "own.toml"]) == 0
    assert "每周服务天数 5 天" in capsys.readouterr().out
    Path("own.toml").write_text(pack(clause("run_evry_day", DAYS)), encoding="utf-8")
    assert main(["policies", "own.toml"]) == 2
    shown = capsys.readouterr().err
    assert "clauses[0].family：条款 C-0 的规则“run_evry_day”不存在" in shown
    assert "是不是“run_every_day”？" in shown
