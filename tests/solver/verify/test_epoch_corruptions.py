"""Plans in several date ranges spoiled in many ways: each is caught under the rule it breaks."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from solver.domain import District
from solver.plan import AccountLine, Plan
from solver.verify import check
from tests.factories import (
    changed,
    tiny_pack,
    tiny_unmet,
    with_meeting,
)
from tests.solver.verify.dated import (
    clubs_district,
    clubs_plan,
    drop_section,
    exit_district,
    exit_plan,
    hours_district,
    hours_plan,
    march,
    move_dates,
    of,
)

PLACE, ENROL = "structure:place_everyone_once", "structure:keep_enrolment"
FREE, GRID = "structure:respect_availability", "structure:follow_mode"
STAFF, SKILLS = "structure:avoid_staff_clashes", "structure:require_skills"
APPROVAL, HOURS_LIMIT = "structure:require_provider_approval", "structure:limit_hours"

MADE: dict[str, tuple[District, Plan]] = {
    "exit": (exit_district(), exit_plan()),
    "hours": (hours_district(), hours_plan()),
    "clubs": (clubs_district(), clubs_plan()),
}


def level(plan: Plan, index: int, value: int) -> Plan:
    rows = list(plan.levels)
    rows[index] = changed(rows[index], value=value, proved=False)
    return changed(plan, levels=tuple(rows))


def reference(plan: Plan, index: int, value: int) -> Plan:
    rows = list(plan.levels)
    rows[index] = changed(rows[index], ref=value)
    return changed(plan, levels=tuple(rows))


def choices_term(plan: Plan, value: int) -> Plan:
    rows = tuple(
        changed(t, value=value, worst=99) if t.family == "satisfy_choices" else t
        for t in plan.terms
    )
    return changed(plan, terms=rows)


def fees_twice(plan: Plan) -> Plan:
    basic, special = plan.accounts
    lines = tuple(
        AccountLine(kind=x.kind, amount_fen=2 * x.amount_fen) if x.kind == "fees" else x
        for x in special.lines
    )
    return changed(plan, accounts=(basic, changed(special, lines=lines)))


def without(plan: Plan, meeting_id: str) -> Plan:
    return changed(plan, meetings=tuple(m for m in plan.meetings if m.id != meeting_id))


def late_cells(plan: Plan, **changes: Any) -> Plan:
    """Returns the plan with other values of the cells that begin on 16 March."""
    return changed(
        plan,
        grid=tuple(changed(e, **changes) if e.from_date == march(16) else e for e in plan.grid),
    )


CORRUPTIONS: dict[str, tuple[str, Callable[[Plan], Plan], str, str]] = {
    "gap between two ranges": (
        "exit",
        lambda p: move_dates(p, "ro~1", to_date=march(9)),
        PLACE,
        "students_lost",
    ),
    "gap before the second range": (
        "exit",
        lambda p: move_dates(p, "care~2", from_date=march(18)),
        PLACE,
        "students_lost",
    ),
    "ranges overlap": (
        "exit",
        lambda p: move_dates(p, "care~2", from_date=march(9)),
        PLACE,
        "students_surplus",
    ),
    "care beside clubs before the cell is split": (
        "exit",
        lambda p: move_dates(p, "care~2", from_date=march(9)),
        GRID,
        "grid_component",
    ),
    "provider on its exit date and after": (
        "exit",
        lambda p: drop_section(move_dates(p, "ro~1", to_date=march(27)), "care~2"),
        APPROVAL,
        "provider_barred",
    ),
    "cell of the first part in the second": (
        "exit",
        lambda p: late_cells(p, component="extension"),
        GRID,
        "grid_component",
    ),
    "cell missing in the second part": (
        "exit",
        lambda p: changed(p, grid=tuple(e for e in p.grid if e.from_date != march(16))),
        GRID,
        "grid_missing",
    ),
    "two cells at once": (
        "exit",
        lambda p: late_cells(p, from_date=march(2)),
        "plan:grid",
        "cell_twice",
    ),
    "cell outside the term": (
        "exit",
        lambda p: late_cells(p, to_date=date(2026, 4, 3)),
        "plan:grid",
        "row_outside_term",
    ),
    "need outside the term": (
        "exit",
        lambda p: changed(p, unmet=(tiny_unmet(0, from_date=march(9), to_date=march(3)),)),
        "plan:unmet",
        "row_outside_term",
    ),
    "need of a served part": (
        "exit",
        lambda p: changed(p, unmet=(tiny_unmet(1, from_date=march(16), to_date=march(27)),)),
        "plan:unmet",
        "unmet_but_served",
    ),
    "need told twice in a part": (
        "exit",
        lambda p: changed(
            p, unmet=(tiny_unmet(1), tiny_unmet(1, from_date=march(16), to_date=march(27)))
        ),
        "plan:unmet",
        "unmet_twice",
    ),
    "need of another component in the second part": (
        "exit",
        lambda p: changed(
            drop_section(p, "care~2"),
            unmet=(
                tiny_unmet(8, weekday=2, period_id="Tue2", component="sports", from_date=march(16)),
            ),
        ),
        "plan:unmet",
        "unmet_field",
    ),
    "choices of one part only": ("exit", lambda p: level(p, 3, 0), "plan:levels", "level_value"),
    "choices of both parts": ("exit", lambda p: level(p, 3, 30), "plan:levels", "level_value"),
    "term of one part only": ("exit", lambda p: choices_term(p, 0), "plan:terms", "term_value"),
    "reference of one part only": (
        "exit",
        lambda p: reference(p, 0, 45000),
        "plan:levels",
        "level_ref",
    ),
    "fees for each part": ("hours", fees_twice, "plan:accounts", "account_line"),
    "winter period in summer": (
        "hours",
        lambda p: move_dates(p, "c1~1", to_date=march(20)),
        FREE,
        "period_outside_phase",
    ),
    "winter period all term long": (
        "hours",
        lambda p: drop_section(move_dates(p, "re~1", to_date=march(27)), "re~2"),
        PLACE,
        "students_lost",
    ),
    "club of two parts with one of its periods": (
        "hours",
        lambda p: without(p, "ch~2-Thu2s"),
        ENROL,
        "pattern_period_missing",
    ),
    "another leader in one part": (
        "hours",
        lambda p: with_meeting(p, "sp~2-Wed2s", staff_ids=("T4", "T5")),
        ENROL,
        "section_staff_differs",
    ),
    "more enrolled than chose in one part": (
        "hours",
        lambda p: with_meeting(p, "ro~2-Tue2s", class_counts={"C1": 9, "C2": 7}),
        ENROL,
        "not_chosen",
    ),
    "club before its phase": (
        "clubs",
        lambda p: move_dates(p, "ch~2", from_date=date(2026, 3, 30)),
        FREE,
        "activity_outside_phase",
    ),
    "choices before the clubs": ("clubs", lambda p: level(p, 2, 37), "plan:levels", "level_value"),
    "references before the clubs": (
        "clubs",
        lambda p: reference(p, 2, 74),
        "plan:levels",
        "level_ref",
    ),
    "substitute after the section": (
        "exit",
        lambda p: changed(
            p,
            meetings=(
                *p.meetings,
                changed(of(p, "ro~1-Tue2"), id="x", from_date=march(17), to_date=march(17)),
            ),
        ),
        "plan:meetings",
        "meeting_outside_section",
    ),
    "section in both parts under one id": (
        "exit",
        lambda p: changed(p, sections=(*p.sections, p.sections[-1])),
        "plan:sections",
        "section_twice",
    ),
}


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_a_spoiled_plan_is_caught(name: str) -> None:
    made, spoil, clause_id, code = CORRUPTIONS[name]
    district, plan = MADE[made]
    assert check(district, tiny_pack(), plan).publishable
    verdict = check(district, tiny_pack(), spoil(plan))
    assert (clause_id, code) in {(v.clause_id, v.code) for v in verdict.violations}
    assert not verdict.ok
    for v in verdict.violations:
        assert v.text_zh and v.text_en and "{" not in v.text_zh + v.text_en
