"""Every line of every account adds up, to the fen, from meetings, dates and funding records."""

import pytest

from data.documents.postings import postings, totals
from data.readers import pack_ids, read_pack
from data.synthetic import PROFILES, WINDOWS, generate
from data.writers.view import PlanView
from solver.domain import District
from solver.plan import Plan
from solver.policy import PolicyPack
from tests.data.outputs import FRIDAYS, seen, stood_in
from tests.factories import good_plan, tiny_district, tiny_pack
from tests.solver.verify import dated


def disagreements(district: District, pack: PolicyPack, plan: Plan) -> list[object]:
    found = totals(postings(PlanView(district, pack, plan, "zh")))
    said: dict[tuple[str, str], dict[str, int]] = {
        (a.school_id, a.account): {line.kind: line.amount_fen for line in a.lines}
        for a in plan.accounts
    }
    keys = sorted(set(found) | set(said))
    return [
        (key, found.get(key, {}), said.get(key, {}))
        for key in keys
        if found.get(key, {}) != said.get(key, {})
    ]


@pytest.mark.parametrize("pack_id", pack_ids())
@pytest.mark.parametrize("profile", PROFILES)
def test_postings_add_up_to_the_accounts(profile: str, pack_id: str) -> None:
    district, plan = generate(profile, 3, 5, pack_id, WINDOWS, duties=True)
    assert disagreements(district, read_pack(pack_id), plan) == []


@pytest.mark.parametrize("case", ["exit", "hours", "leave"])
def test_postings_add_up_where_the_term_is_cut(case: str) -> None:
    district = getattr(dated, f"{case}_district")()
    plan = getattr(dated, f"{case}_plan")(district)
    assert disagreements(district, tiny_pack(), plan) == []


def test_a_payment_names_the_meeting_and_its_real_dates() -> None:
    # T2 leads the care of class C2 on Fridays, four dates in March.
    found = [p for p in postings(seen()) if p.event and p.event.meeting]
    friday = next(p for p in found if p.event and p.event.weekday == 5 and p.kind == "pay")
    assert friday.dates == FRIDAYS
    # What one date is worth is rounded before the dates are added up.
    assert friday.amount_fen == friday.each_fen * 4


def test_a_stand_in_is_paid_for_the_date_and_the_other_is_not() -> None:
    plan = stood_in(good_plan())
    found = postings(seen(plan))
    days = {
        p.staff_id: len(p.dates)
        for p in found
        if p.event and p.event.meeting and p.event.meeting.id in ("g1-Mon1", "g1-Mon1-x")
    }
    # Four Mondays in the term; T5 takes one of them.
    assert days == {"T1": 3, "T5": 1}


def test_the_tiny_plan_adds_up() -> None:
    assert disagreements(tiny_district(), tiny_pack(), good_plan()) == []
