"""Duty posts that are there in a phase of the term only, or at its own clock times."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from data.writers import export
from solver import check
from solver.domain import District, DutyPost
from solver.domain.term import Phase
from solver.plan import Duty, Plan
from solver.policy import AppliedPolicy, PolicyPack
from solver.policy.duties import lunch_companies
from solver.search.plan_term import plan_term
from tests.factories import changed, tiny_class, tiny_clause, tiny_pack, tiny_person
from tests.factories.practice import practised, served
from tests.solver.model.helpers import district, gate, group, hours, one_school, week

LAST = date(2026, 4, 10)
"""Six weeks from Monday 2 March 2026."""
WINTER = Phase(id="w", name="winter", first=date(2026, 3, 2), last=date(2026, 3, 17))
SUMMER = Phase(id="s", name="summer", first=date(2026, 3, 18), last=LAST)


def manned(*posts: DutyPost, people: int = 2, **changes: Any) -> District:
    """Class C1 has care in Monday's hour at 960; T1 and T2 lead it or stand on the posts."""
    school = one_school((tiny_class("C1", 30, "R1"),), hours("11"), duty_posts=posts)
    staff = tuple(tiny_person(f"T{i + 1}") for i in range(people))
    term = week(last_day=LAST, phases=(WINTER, SUMMER))
    return district(school, staff, (group(),), **{"term": term, **changes})


def held(duties: tuple[Duty, ...]) -> list[tuple[str, date, date]]:
    return sorted((d.post_id, d.from_date, d.to_date) for d in duties)


def planned(record: District, pack: PolicyPack | None = None) -> Plan:
    pack = pack or tiny_pack()
    outcome = plan_term(record, pack, work_limit=10, workers=1, seed=3)
    assert outcome.plan is not None, outcome.findings
    verdict = check(record, pack, outcome.plan)
    assert verdict.ok, [(v.clause_id, v.code, v.subject) for v in verdict.violations]
    return outcome.plan


def test_a_post_moves_with_the_clocks(tmp_path: Path) -> None:
    """A gate at 960 in winter, at 990 in summer: the one post of each phase, on its dates."""
    posts = (
        gate("early", phase_ids=("w",)),
        gate("late", start_min=990, end_min=1030, phase_ids=("s",)),
    )
    done = practised(tmp_path, manned(*posts))
    assert served(done)
    assert held(done.plan.duties) == [
        ("early", WINTER.first, WINTER.last),
        ("late", SUMMER.first, SUMMER.last),
    ]
    rota = done.sheet("值守安排")
    assert "16:00–16:40 | 门岗" in rota and "2026-03-02 | 2026-03-17" in rota
    assert "16:30–17:10 | 门岗" in rota and "2026-03-18 | 2026-04-10" in rota


def test_in_the_other_phase_nobody_is_needed() -> None:
    """T1 alone leads care at the post's time: in winter one of the two is without anybody."""
    plan = planned(manned(gate(phase_ids=("w",)), people=1))
    (need,) = plan.unmet
    assert (need.from_date, need.to_date) == (WINTER.first, WINTER.last)
    # In summer care is led.
    care = [m for m in plan.meetings if m.from_date == SUMMER.first]
    assert [m.staff_ids for m in care] == [("T1",)]


def test_a_post_of_all_phases_is_there_all_term() -> None:
    plan = planned(manned(gate(phase_ids=("w", "s")), people=2))
    assert not plan.unmet
    assert {d.post_id for d in plan.duties} == {"gate"}
    assert min(d.from_date for d in plan.duties) == WINTER.first
    assert max(d.to_date for d in plan.duties) == LAST


def test_a_duty_outside_its_posts_phase_counts_on_no_date() -> None:
    """The plan of a post of the whole term, and the post is then moved to winter alone."""
    whole = planned(manned(gate()))
    winter = manned(gate(phase_ids=("w",)))
    codes = {v.code for v in check(winter, tiny_pack(), whole).violations}
    assert "post_unmanned" not in codes and "post_crowded" not in codes
    # The other way round Mondays of summer have nobody.
    verdict = check(manned(gate()), tiny_pack(), planned(winter))
    (gap,) = [v for v in verdict.violations if v.code == "post_unmanned"]
    assert gap.subject == "gate"


def test_an_unknown_phase_is_refused() -> None:
    with pytest.raises(ValidationError, match=r"duty_posts\[0\].phase_ids\[0\]"):
        manned(gate(phase_ids=("x",)))


def test_the_rota_on_paper_names_the_phase_of_a_post(tmp_path: Path) -> None:
    record = manned(gate(phase_ids=("w",)))
    export(record, tiny_pack(), planned(record), tmp_path, ("html",))
    pages = "".join(p.read_text(encoding="utf8") for p in tmp_path.rglob("*.html"))
    assert "16:00–16:40 winter" in pages


def lunch(*phases: str, of_lunch: tuple[str, ...] = ()) -> District:
    """Lunch on Monday with a stated post for company in some phases; L1 is a leader."""
    school = one_school(
        (tiny_class("C1", 30, "R1", lunch_eaters=30),),
        (*hours("11"), *(changed(p, id="l", phase_ids=of_lunch) for p in noon())),
        duty_posts=(
            gate("meal", role="lunch_accompany", start_min=700, end_min=740, phase_ids=phases),
        ),
    )
    people = (tiny_person("L1", role="leader"), tiny_person("T1"), tiny_person("T2"))
    meal = group("meal", "care", service_type="lunch")
    term = week(last_day=LAST, phases=(WINTER, SUMMER))
    return district(school, people, (group(), meal), term=term)


def noon() -> Any:
    return hours("12", start_min=660, window="lunch")


@pytest.mark.parametrize(
    ("phases", "of_lunch", "posts"),
    [
        ((), (), ["meal"]),
        (("w",), (), ["accompany:l", "meal"]),
        (("w",), ("w",), ["meal"]),
        (("s",), ("w",), ["accompany:l"]),
        (("w", "s"), ("w",), ["meal"]),
    ],
)
def test_lunch_has_company_in_all_its_phases(
    phases: tuple[str, ...], of_lunch: tuple[str, ...], posts: list[str]
) -> None:
    """Where the stated post is not there a leader eats along on one derived from the period."""
    clause = tiny_clause("serve_lunch")
    record = lunch(*phases, of_lunch=of_lunch)
    (company,) = lunch_companies(AppliedPolicy(record, tiny_pack((clause,))), record.schools[0])
    assert [p.record.id for p in company.posts] == posts
    plan = planned(record, tiny_pack((clause,)))
    assert not [u for u in plan.unmet if u.family == "serve_lunch"]
