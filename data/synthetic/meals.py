"""The lunch account of a planted school: fees cover the meals, a subsidy who looks after them."""

from collections import Counter
from random import Random

from data.synthetic.draft import SchoolDraft
from data.synthetic.money import Dates, statement
from solver.domain.money import Funding, LumpSum, RunningCost
from solver.domain.people import StaffMember
from solver.plan import AccountStatement
from solver.policy import half_up


def fund_lunch(
    draft: SchoolDraft, dates: Dates, staff: dict[str, StaffMember], rng: Random
) -> tuple[Funding, AccountStatement]:
    """Returns the funding of lunch and its account under the planted plan."""
    eaters = sum(c.stays.get("lunch", 0) for c in draft.classes)
    meals = 0
    pay: Counter[str] = Counter()
    for m in draft.meetings:
        if m.service_type != "lunch":
            continue
        for p in m.periods:
            meals += m.students * dates(m, p)
            for person in m.staff:
                rate = staff[person.id].pay_fen.get("lunch", 0)
                pay["pay"] += half_up(rate * draft.ch[p.id], 100) * dates(m, p)
    food = meals * rng.randint(10, 14) * 100
    fee = -(-food // (eaters * 100)) * 100
    lump = -(-pay["pay"] * 21 // 20 // 100_000) * 100_000
    funding = Funding(
        account="lunch",
        fee_fen=fee,
        fee_published=True,
        fee_approval_ref="午餐收费公示（模拟）",
        lump_sums=(LumpSum(source="午餐看护补助（模拟）", amount_fen=lump),),
        running_costs=(RunningCost(kind="lunch", amount_fen=food),),
        allowed_spending=("personnel", "lunch"),
    )
    lines = [
        ("fees", eaters * fee),
        *((f"lump_sum:{s.source}", s.amount_fen) for s in funding.lump_sums),
        ("pay", -pay["pay"]),
        ("running:lunch", -food),
    ]
    return funding, statement(draft.id, "lunch", lines)
