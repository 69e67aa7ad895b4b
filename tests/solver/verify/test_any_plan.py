"""The check answers on any plan: randomly spoiled ones, large ones, without the solver there."""

import cProfile
import random
import subprocess
import sys
from typing import Any

import pytest

from data.readers.policies import read_pack
from data.synthetic import generate
from data.synthetic.shipped import EXAMPLES, example
from solver.domain import Student
from solver.domain.students import RankedChoice
from solver.plan import TERMS, Plan
from solver.verify import CHECKS, FAMILIES, check, recompute, waived_deviations
from tests.factories import changed, good_plan, tiny_clause, tiny_district, tiny_pack
from tests.solver.verify.dated import (
    exit_district,
    exit_plan,
    hours_district,
    hours_plan,
    leave_district,
    leave_plan,
)

PARAMETERS: dict[str, dict[str, Any]] = {
    "run_every_day": {"service_days_per_week": 5},
    "keep_daily_minutes": {"min_minutes_per_day": 90},
    "end_within_window": {"not_before_off_work": True},
    "follow_mode": {"min_sports_per_week": 1},
    "limit_guidance": {"max_guidance_ch_per_day": 150},
    "require_clearance": {"vetting_roles": "all", "contract_roles": "all"},
    "require_provider_approval": {"steps": ("city",), "agreement": True},
    "limit_third_parties": {"service_types": ("special",), "content_vetted": True},
    "lead_by_own_staff": {"own_share_num": 1, "own_share_den": 2},
    "lend_within_area": {"allowed": True, "same_area": True},
    "keep_pay_cap": {"cap_fen": 6000},
    "keep_pay_floor": {"floor_fen": 1},
    "cap_fees": {"cap_fen": 40000, "account": "special", "per_student_total": True},
    "protect_lower_grades": {"grades": (1, 2)},
    "ban_kinds": {"kinds": ("new_lesson",)},
}
PACK = tiny_pack(tuple(tiny_clause(f, f"T-{f}", **p) for f, p in PARAMETERS.items()))
STUDENTS = tuple(
    Student(
        id=f"P{n}", class_id="C1", choices=(RankedChoice(menu_id="M1", activity_ids=("chess",)),)
    )
    for n in range(3)
)
IDS = ("X", "C1", "C2", "Mon1", "Tue2", "Thu2", "T1", "T3", "I1", "R1", "F1", "S1", "chess", "care",
       "guidance", "robot", "ch", "st", "g1", "P1", "V1")  # fmt: skip


def spoil(value: Any, dice: random.Random) -> Any:
    """Returns a JSON value with one random part replaced, doubled or left out."""
    if isinstance(value, list):
        items = list(value)
        turn = dice.random()
        if items and turn < 0.2:
            items.pop(dice.randrange(len(items)))
        elif items and turn < 0.4:
            items.append(dice.choice(items))
        elif items:
            at = dice.randrange(len(items))
            items[at] = spoil(items[at], dice)
        return items
    if isinstance(value, dict) and value:
        key = dice.choice(list(value))
        if "class_counts" not in value and dice.random() < 0.1 and key in ("C1", "C2"):
            return {**value, dice.choice(IDS): 3}
        return {**value, key: spoil(value[key], dice)}
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + dice.choice((-7, -1, 1, 1000))
    if isinstance(value, str) and value[:2] == "20":
        return dice.choice(("2026-03-01", "2026-03-13", "2027-01-01", "2020-01-01"))
    return dice.choice(IDS)


@pytest.mark.parametrize("seed", range(8))
def test_no_plan_breaks_the_check(seed: int) -> None:
    dice = random.Random(seed)
    district = tiny_district(students=STUDENTS)
    good = good_plan(district, PACK).model_dump(mode="json")
    tried = 0
    for _ in range(60):
        data: Any = good
        for _ in range(dice.randint(1, 6)):
            field = dice.choice(("meetings", "meetings", "sections", "grid", "unmet", "accounts"))
            data = {**data, field: spoil(data[field], dice)}
        try:
            plan = Plan.model_validate(data)
        except ValueError:  # not a plan at all: readers refuse it
            continue
        tried += 1
        verdict = check(district, PACK, plan)
        recompute(district, PACK, plan)
        waived_deviations(district, PACK, plan)
        assert all(v.text_zh and v.text_en for v in verdict.violations)
        assert verdict.ok is not bool(verdict.violations)
    assert tried > 15


@pytest.mark.parametrize("seed", range(6))
def test_no_plan_in_parts_breaks_the_check(seed: int) -> None:
    dice = random.Random(seed)
    district = (exit_district, hours_district, leave_district)[seed % 3]()
    good = (exit_plan, hours_plan, leave_plan)[seed % 3]().model_dump(mode="json")
    tried = 0
    for _ in range(30):
        data: Any = good
        for _ in range(dice.randint(1, 6)):
            field = dice.choice(("meetings", "meetings", "sections", "grid", "unmet"))
            data = {**data, field: spoil(data[field], dice)}
        try:
            plan = Plan.model_validate(data)
        except ValueError:
            continue
        tried += 1
        verdict = check(district, PACK, plan)
        waived_deviations(district, PACK, plan)
        assert all(v.text_zh and v.text_en for v in verdict.violations)
    assert tried > 8


def test_an_empty_plan_has_the_reference_levels() -> None:
    district = tiny_district()
    empty = changed(good_plan(district), meetings=(), sections=())
    counted = recompute(district, tiny_pack(), empty)
    assert {v.name: v.value for v in counted.levels} == counted.references


def test_the_check_needs_no_solver() -> None:
    code = (
        "import sys\n"
        "for name in ('ortools', 'numpy', 'pandas'):\n"
        "    sys.modules[name] = None\n"
        "from solver.verify import check\n"
        "from tests.factories import good_plan, tiny_district, tiny_pack\n"
        "district, pack = tiny_district(), tiny_pack()\n"
        "assert check(district, pack, good_plan(district, pack)).publishable\n"
        "assert not [m for m in sys.modules if m.startswith(('solver.model', 'solver.search'))]\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_family_has_a_check_of_its_name() -> None:
    assert len(CHECKS) == len(FAMILIES) == len(set(CHECKS))
    wishes = {t.family for t in TERMS}
    assert wishes <= set(FAMILIES)
    assert set(PARAMETERS) <= set(FAMILIES)


@pytest.mark.parametrize("profile", ["average_county", "rural_county", "town"])
def test_planted_plans_are_legal(profile: str) -> None:
    district, plan = generate(profile, 2, 11)
    verdict = check(district, read_pack(district.policy_pack_id), plan)
    assert [v.text_en for v in verdict.violations] == []
    assert [v.value for v in verdict.levels] == [v.value for v in plan.levels]


@pytest.mark.parametrize("name", EXAMPLES)
def test_plans_of_the_shipped_districts_are_legal(name: str) -> None:
    district, plan = example(name)
    verdict = check(district, read_pack(district.policy_pack_id), plan)
    assert [v.text_en for v in verdict.violations] == []
    assert [v.value for v in verdict.levels] == [v.value for v in plan.levels]
    assert [v.value for v in verdict.terms] == [v.value for v in plan.terms]


def _calls_of_check(schools: int) -> int:
    """Function calls of checking a planted district: the work of the check, on any machine."""
    district, plan = generate("city_district", schools, 1)
    pack = read_pack(district.policy_pack_id)
    profile = cProfile.Profile()
    verdict = profile.runcall(check, district, pack, plan)
    assert verdict.ok
    return sum(entry.callcount for entry in profile.getstats())


def test_the_work_of_checking_grows_like_the_district() -> None:
    # Eight schools of the profile are about four times two of them; quadratic work would be 16.
    assert _calls_of_check(8) < 6 * _calls_of_check(2)
