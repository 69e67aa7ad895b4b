"""What codes, units and money are called: words for everything, the same everywhere."""

import ast
import re
from pathlib import Path

import pytest

import solver
from data.readers import pack_ids, read_pack
from solver.domain.messages import LANGUAGES, amount, catalogue, text, word
from solver.model.families import names
from solver.plan import LEVELS, TERMS

SOURCES = sorted(Path(solver.__file__).parent.rglob("*.py"))
ALIKE = {"provider", "lunch"}
"""Codes that the workbook itself calls by two names, by what they stand for."""


def constants(node: ast.AST) -> set[str]:
    return {
        n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)
    }


def units() -> set[str]:
    """Returns every unit that a breach, a claim or a finding is counted in."""
    found = {level.unit for level in LEVELS} | {term.unit for term in TERMS}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            for keyword in node.keywords:
                if keyword.arg == "unit":
                    found |= constants(keyword.value)
            if isinstance(node.func, ast.Name) and node.func.id == "Finding" and len(node.args) > 7:
                found |= constants(node.args[7])
    return found - {"", "max_days", "max_evenings"}


def claimed_fields() -> set[str]:
    """Returns the fields of a plan that a claim is about (``plan:<field>``)."""
    found = {"publishable", "status", "district_id", "provenance"}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                first = node.args[0] if node.func.id == "claim" and node.args else None
                if isinstance(first, ast.Constant):
                    found.add(str(first.value))
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_unit_has_a_word(lang: str) -> None:
    assert {"students", "fen", "adults", "dates", "percent", "titles"} <= units()
    assert [u for u in sorted(units()) if f"unit.{u}" not in catalogue(lang)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_rule_and_field_has_a_word(lang: str) -> None:
    families = {c.family for p in pack_ids() for c in read_pack(p).clauses if c.family}
    asked = families | set(names()) | claimed_fields() | {level.name for level in LEVELS}
    assert {"accounts", "fit_rooms", "staff_duty_posts"} <= asked
    assert [code for code in sorted(asked) if f"word.{code}" not in catalogue(lang)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_workbook_has_the_same_words(lang: str) -> None:
    known = catalogue(lang)
    codes = {key.removeprefix("word.") for key in known if key.startswith("word.")}
    offered: dict[str, set[str]] = {}
    for group in (
        "component", "grid_component", "spending", "reduction_group", "priority_group", "role",
        "service_type", "provider_kind", "field", "party", "provider_status", "banned_kind",
        "stage", "duty", "approval_step", "account", "window",
    ):  # fmt: skip
        for code in codes:
            if f"workbook.word_{group}_{code}" in known:
                offered.setdefault(code, set()).add(known[f"workbook.word_{group}_{code}"])
    assert len(offered) > 60
    assert {code for code, said in offered.items() if {word(code, lang)} != said} <= ALIKE


def test_money_is_said_in_yuan_in_every_area() -> None:
    # 6100 fen are 61 yuan; the record keeps the fen.
    said = text("unused.above_cap", "zh", person="王老师", rate="6100", cap="6000")
    assert said == "王老师：每课时报酬 61.00 元，高于上限 60.00 元，不安排；请调整标准或办理豁免。"
    assert "61.00 yuan" in text("unused.above_cap", "en", person="W", rate="6100", cap="6000")
    fee = text(
        "finding.fee_above_cap", "zh", school="一小", subject="basic", found="40000", cap="36000"
    )
    assert fee == "一小“基本”收费 400.00 元，高于上限 360.00 元；请降低收费。"
    assert "1,234.56 元" in text(
        "finding.money_short",
        "zh",
        **{"school": "一小", "cost": "123456", "running": "0", "income": "1", "short": "123455"},
    )
    for lang in LANGUAGES:
        for key, message in catalogue(lang).items():
            money = r"\bfen\b" if lang == "en" else r"\} 分(?!钟)|（分）"
            if key not in ("unit.points",):
                assert not re.search(money, message), key


def test_placeholders_show_codes_as_words() -> None:
    days = {"school": "一小", "grade": 3, "weekdays": "1, 3", "clause": "A"}
    assert "缺放学时间（周一、周三）" in text("policy.missing_dismissal", "zh", **days)
    step = {"provider": "甲", "date": "2026-09-01", "step": "city_approve"}
    assert "“市级审定”" in text("unused.provider_step", "zh", **step)
    assert "“city approval”" in text("unused.provider_step", "en", **step)
    assert word("a code of a place", "zh") == "a code of a place"


def test_amounts() -> None:
    assert amount(-16001, "fen", "zh") == "-160.01 元"
    assert amount(150, "ch", "en") == "1.5 class-hours"
    assert amount(1234, "student_min", "zh") == "1,234 人分钟"
