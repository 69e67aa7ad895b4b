"""Districts that miss one thing: the run says which, where and by how much, and it is true.

Each is planned as it is, and again with the missing thing: then everybody is served, so what was
said is what bound.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from solver import check
from solver.domain.messages import LANGUAGES
from solver.model.shortages import Counted
from solver.plan import Finding, PlanOutcome, UnmetNeed
from solver.search.counting import counted_floor
from solver.search.plan_term import plan_term
from tests.factories import changed, shortages


@dataclass(frozen=True)
class Expected:
    """What is said of a district.

    Attributes
    ----------
    counted : code and amount of what counting finds, before any search.
    causes : class, period and code of each unmet need.
    bounds : the proven bounds of unmet minutes, missing fen and missed choices; they are reached.
    words : what the Chinese says, in the first cause, or in the first finding if nobody is unmet.
    """

    counted: list[tuple[str, int]]
    causes: list[tuple[str, str, str]]
    bounds: tuple[int, int, int]
    words: tuple[str, ...]


WED = "周三 16:30–17:30"
EXPECTED: dict[Callable[..., shortages.Case], Expected] = {
    # Two classes that no merge is listed for need two leaders; one is cleared. Better C2's 35
    # students unserved than C1's 40: 35 * 60 = 2100 student-minutes.
    shortages.uncleared: Expected(
        [("finding.leaders_short", 1)],
        [("C2", "Wed", "finding.leaders_short")],
        (2100, 0, 0),
        (WED, "需要 2 名", "只有 1 名", "缺 1 名", "Teacher T2：背景审查没有合格"),
    ),
    # Two groups of football, nobody to lead: (40 + 35) * 60 = 4500.
    shortages.unskilled: Expected(
        [("finding.leaders_short", 2)],
        [
            ("C1", "Wed", "finding.leaders_short"),
            ("C2", "Wed", "finding.leaders_short"),
        ],
        (4500, 0, 0),
        (WED, "“体育”", "football", "需要 2 名", "只有 0 名", "缺 2 名"),
    ),
    # One leader and one helper are two people, one is there: 40 * 60 = 2400.
    shortages.unhelped: Expected(
        [("finding.helpers_short", 1)],
        [("C1", "Wed", "finding.helpers_short")],
        (2400, 0, 0),
        (WED, "需要 2 人", "只有 1 人", "缺 1 人"),
    ),
    # Wednesday and Thursday take 100 ch each, T1 may do 100 in all; either is left: 2400.
    shortages.hours_used: Expected(
        [("finding.hours_short", 100)],
        [("C1", "*", "finding.hours_short")],
        (2400, 0, 0),
        ("需要 2 课时", "1 人", "最多 1 课时", "缺 1 课时"),
    ),
    shortages.pinned_absent: Expected(
        [("finding.leaders_short", 1)],
        [("C1", "Wed", "finding.leaders_short")],
        (2400, 0, 0),
        (WED, "缺 1 名", "Teacher T1：已被锁定为不到本校"),
    ),
    # One leader for guidance is enough for C2, so counting is silent; the pin takes T1 away.
    shortages.busy: Expected(
        [],
        [("C2", "Wed", "cause.busy")],
        (2100, 0, 0),
        (WED, "缺 1 名", "guidance", "study", "能带的 1 人", "1 人当时另有安排"),
    ),
    shortages.not_lent: Expected(
        [("finding.leaders_short", 1)],
        [("C1", "Wed", "finding.leaders_short")],
        (2400, 0, 0),
        (WED, "缺 1 名", "Teacher T2：政策未规定校际支援"),
    ),
    # Each school could have T1, so counting is silent; 17:30 + 30 + 5 minutes is after 17:40.
    shortages.too_far: Expected(
        [],
        [("C2", "S2-Wed", "cause.elsewhere")],
        (0, 0, 0),
        ("周三 17:40–18:40", "缺 1 名", "1 人当天在其他学校"),
    ),
    # T1 leads 60 minutes; X1's 60 would make it half: mainly means more. Parts of a class cannot be
    # led, which counting does not see: hours allow 100 ch of T1, X1 has no limit. CP-SAT proves
    # that the 40 of C1 stay without anybody for 60 minutes.
    shortages.own_share: Expected(
        [],
        [("C1", "Thu", "cause.share")],
        (2400, 0, 0),
        ("周四 16:30–17:30", "1 人受课时或天数上下限限制", "1 人不是本校人员"),
    ),
    # 75 want robots, a section takes 40, one instructor at a time: 35 are left, and as many
    # choices are missed.
    shortages.provider_full: Expected(
        [],
        [("C1", "Wed", "cause.provider_limit")],
        (2100, 0, 35),
        (WED, "缺 1 名", "1 人所在机构同时派出的人数已满"),
    ),
    # Two class-periods, 75 * 60 = 4500; 75 chose robots.
    shortages.unapproved: Expected(
        [("finding.class_barred", 2), ("finding.choice_barred", 75)],
        [("C1", "Wed", "finding.class_barred"), ("C2", "Wed", "finding.class_barred")],
        (4500, 0, 75),
        ("2 班次的“拓展”", "“Robot House”", "缺少审批步骤“city”"),
    ),
    # Two groups at once, the field takes one.
    shortages.field_full: Expected(
        [("finding.places_short", 1)],
        [("C2", "Wed", "finding.places_short")],
        (2100, 0, 0),
        (WED, "“体育”", "需要 2 处", "field", "容纳 1 组", "缺 1 处"),
    ),
    shortages.hall_taken: Expected(
        [],
        [("C2", "Wed", "cause.room_taken")],
        (2100, 0, 0),
        (WED, "缺 1 处", "hall", "H1", "1 处已占用"),
    ),
    # 40 students, 36 seats.
    shortages.over_rooms: Expected(
        [("finding.class_over_rooms", 1)],
        [("C1", "Wed", "finding.class_over_rooms")],
        (2400, 0, 0),
        ("全班 40 人", "36 座", "缺 4 座"),
    ),
    # 40 students, a group of 30.
    shortages.over_limit: Expected(
        [("finding.class_over_limit", 1)],
        [("C1", "Wed", "finding.class_over_limit")],
        (2400, 0, 0),
        ("全班 40 人", "最多 30 人", "超出 10 人"),
    ),
    # 40 students, a group of at least 50.
    shortages.under_least: Expected(
        [("finding.class_too_few", 1)],
        [("C1", "Wed", "finding.class_too_few")],
        (2400, 0, 0),
        ("只有 40 人", "至少 50 人", "差 10 人"),
    ),
    # 10 of 40 chose the club: 30 * 60 = 1800.
    shortages.not_chosen: Expected(
        [("finding.class_not_chosen", 30)],
        [("C1", "Wed", "finding.class_not_chosen")],
        (1800, 0, 0),
        ("30 人次没有选报",),
    ),
    # Guidance needs T1 and the hall, both taken; care needs T2 and R2, both free.
    shortages.fixed_cell: Expected(
        [],
        [("C2", "Wed", "cause.pinned_cell")],
        (2100, 0, 0),
        (WED, "“作业辅导”", "改为“看护”就能安排", "35 人"),
    ),
    # Care can never run (no hall, nobody with the skill) and guidance once a day: one hour is left.
    shortages.guidance_limited: Expected(
        [],
        [("C1", "*", "cause.guidance")],
        (2400, 0, 0),
        ("“看护”改为“作业辅导”", "40 人", "T-1"),
    ),
    shortages.mode_limited: Expected(
        [],
        [("C1", "*", "cause.mode")],
        (2400, 0, 0),
        ("“看护”改为“作业辅导”", "40 人", "T-1"),
    ),
    # Two meetings of sports, T1's 100 ch make one.
    shortages.mode_unled: Expected(
        [("finding.mode_hours_short", 1)],
        [("C1", "*", "finding.mode_hours_short")],
        (2400, 0, 0),
        ("1 个班", "2 场“体育”", "1 人（技能：pe）", "最多能带 1 场", "缺 1 场"),
    ),
    # 6000 fen for one hour on one date; 40 * 100 = 4000 fen of fees.
    shortages.poor: Expected(
        [("finding.money_short", 2000)],
        [],
        (0, 2000, 0),
        ("支出 60.00 元", "收入连同期初余额只有 40.00 元", "缺 20.00 元"),
    ),
    # Two at the door for 20 minutes, one of them cleared.
    shortages.unmanned: Expected(
        [("finding.post_short", 1)],
        [("", "door3", "finding.post_short")],
        (20, 0, 0),
        ("周三 16:00–16:20", "“门岗”", "需要 2 人", "只有 1 人", "缺 1 人", "Teacher T2：背景审查"),
    ),
    # T1 could stand at the door, so counting is silent; C1's 40 students need T1 more: 20 minutes.
    shortages.nobody_left: Expected(
        [],
        [("", "door3", "cause.post_taken")],
        (20, 0, 0),
        ("周三 16:40–17:00", "“门岗”", "需要 1 人", "缺 1 人", "另外 1 人", "1 人当时另有安排"),
    ),
    # Counting knows nothing of who is on site; 40 * 60 = 2400.
    shortages.outsider_alone: Expected(
        [],
        [("C1", "Wed", "cause.own_adult")],
        (2400, 0, 0),
        (WED, "缺 1 名", "care", "1 人不是本校人员，当时没有本校人员在场"),
    ),
    # 40 minutes of a leader.
    shortages.leaderless: Expected(
        [("finding.lunch_alone", 1)],
        [("", "Noon", "finding.lunch_alone")],
        (40, 0, 0),
        ("周三 12:00–12:40", "没有可以陪餐的本校负责人", "共 0 名"),
    ),
}
CASES = pytest.mark.parametrize("make", EXPECTED, ids=lambda make: make.__name__)
LEFT_BY_CHANCE = {shortages.too_far}
"""Where the bound does not meet the value: counting knows nothing of travel and shares."""


def run(case: shortages.Case, **settings: object) -> PlanOutcome:
    district, pack = case
    return plan_term(district, pack, work_limit=8, workers=1, seed=1, **settings)  # type: ignore[arg-type]


def told(needs: tuple[UnmetNeed, ...], wanted: list[tuple[str, str, str]]) -> list[tuple[str, ...]]:
    """Returns class, period and cause of needs; ``*`` for a period that may be either."""
    either = {c for c, t, _ in wanted if t == "*"}
    return [
        (n.class_id or "", "*" if n.class_id in either else n.period_id, n.cause) for n in needs
    ]


@CASES
def test_the_run_says_what_is_short(make: Callable[..., shortages.Case]) -> None:
    expected = EXPECTED[make]
    district, pack = case = make()
    before: list[Finding] = []
    outcome = run(case, on_finding=before.append)
    plan = outcome.plan
    assert plan is not None
    counted = [(f.code, f.amount) for f in before if f.severity == "short"]
    assert counted == expected.counted
    assert (outcome.status, outcome.exit_code) == ("unmet", 3)
    assert check(district, pack, plan).ok
    assert told(plan.unmet, expected.causes) == expected.causes
    named = {level.name: level for level in plan.levels}
    counted_levels = [named[n] for n in ("unmet_service", "missing_money", "choices")]
    values = tuple(level.value for level in counted_levels)
    bounds = tuple(level.bound for level in counted_levels)
    assert bounds == expected.bounds
    assert values == bounds or make in LEFT_BY_CHANCE
    said = plan.unmet[0].text_zh if plan.unmet else before[0].text_zh
    for words in expected.words:
        assert words in said, said


@CASES
def test_with_what_was_short_everybody_is_served(make: Callable[..., shortages.Case]) -> None:
    district, pack = case = make(lifted=True)
    outcome = run(case)
    assert outcome.plan is not None
    assert outcome.plan.unmet == ()
    assert (outcome.status, outcome.exit_code) == ("publishable", 0)
    assert not [f for f in outcome.findings if f.severity == "short"]
    assert check(district, pack, outcome.plan).publishable


@CASES
def test_a_cause_that_was_counted_says_the_same(make: Callable[..., shortages.Case]) -> None:
    outcome = run(make())
    assert outcome.plan is not None
    counted = {f.code: f for f in outcome.findings}
    for need in outcome.plan.unmet:
        if need.cause.startswith("finding."):
            finding = counted[need.cause]
            assert finding.params.items() <= need.cause_params.items()
            assert (finding.text_zh, finding.text_en) == (need.text_zh, need.text_en)


@CASES
def test_words_are_whole_in_both_languages(make: Callable[..., shortages.Case]) -> None:
    outcome = run(make())
    assert outcome.plan is not None
    texts = [(f.text_zh, f.text_en) for f in outcome.findings if f.severity == "short"]
    texts += [(n.text_zh, n.text_en) for n in outcome.plan.unmet]
    for pair in texts:
        for lang, text in zip(LANGUAGES, pair, strict=True):
            assert text
            assert not {"{", "}"} & set(text), (lang, text)
            assert "  " not in text, (lang, text)


@pytest.mark.parametrize(("merged", "short"), [(True, 1), (False, 2)])
def test_amounts_are_over_all_needs_of_a_period(merged: bool, short: int) -> None:
    # Both leaders are at clubs. Merged, 35 and 20 students need one more; apart, two.
    outcome = run(shortages.both_busy(merged))
    assert outcome.plan is not None
    assert not [f for f in outcome.findings if f.severity == "short"]
    causes = [(n.class_id, n.cause, n.cause_params["short"]) for n in outcome.plan.unmet]
    assert causes == [("C2", "cause.busy", str(short)), ("C3", "cause.busy", str(short))]
    assert f"缺 {short} 名能带“guidance”的人员" in outcome.plan.unmet[0].text_zh
    assert "2 人当时另有安排" in outcome.plan.unmet[0].text_zh


def test_bounds_of_schools_add_up_and_money_waits_until_all_are_served() -> None:
    # S1 leaves C1 (40) and S2 leaves C2 (35) without anybody: (40 + 35) * 60, and 180 minutes of
    # S2's door. S1's account has nothing, so 60 yuan would be missing if C1 were served, but no
    # plan serves it.
    district, pack = shortages.too_far()
    first = changed(district.schools[0], funding=())
    district = changed(district, staff=(), schools=(first, district.schools[1]))
    outcome = run((district, pack))
    assert outcome.plan is not None
    levels = outcome.plan.levels
    assert [(level.value, level.bound) for level in levels[:2]] == [(4680, 4680), (0, 0)]
    assert levels[0].proved


@pytest.mark.parametrize(
    ("counted", "served", "floor"),
    [
        (None, True, (0, 0, 0, 0, 0, 0, 0)),
        (Counted([], 5, 7, 3), True, (5, 7, 0, 3, 0, 0, 0)),
        (Counted([], 5, 7, 3), False, (5, 0, 0, 3, 0, 0, 0)),
    ],
)
def test_money_is_bounded_only_where_everybody_is_served(
    counted: Counted | None, served: bool, floor: tuple[int, ...]
) -> None:
    assert counted_floor(counted, served) == floor
