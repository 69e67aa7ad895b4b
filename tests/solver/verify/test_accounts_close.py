"""Opening and income less costs are the closing balance, to the fen, however it is counted.

Four counts that share no code are compared: the planner's, the check's, the documents' and a naive
walk through the calendar. Each yuan paid is traced to its meeting or duty, date and person.
"""

from collections import Counter

import pytest

from data.documents.document import Request
from data.documents.ledger import accounts_papers, ledger_papers
from data.documents.months import months_of
from data.documents.postings import Posting, postings, totals
from data.readers import read_pack
from data.synthetic.shipped import EXAMPLES, example
from data.writers.view import PlanView
from solver.domain import District
from solver.model.statement import accounts as planned
from solver.plan import Plan
from solver.policy import PolicyPack
from solver.verify import recompute
from tests.solver.verify.oracles.money import accounts as naive
from tests.solver.verify.oracles.money import payments
from tests.solver.verify.oracles.purses import drawn
from tests.solver.verify.spoiling.good import copy

Key = tuple[str, str]
SAMPLE = (*range(5), 27, 33, 39, 46, 52, 58, 60, 71, 77, 83)
"""Every pack thrice and every profile; the slow tests take the rest of two hundred."""


def _drawn_of(short: dict[Key, int], size: int) -> tuple[int, int]:
    """Returns what the basic accounts lack, and what of it the fund pays."""
    lacking = sum(n for (_, account), n in short.items() if account == "basic")
    return lacking, min(lacking, size)


def closes(district: District, pack: PolicyPack, plan: Plan) -> int:
    """Compares the four counts and returns how many payments were traced."""
    plan = copy(plan, accounts=planned(district, pack, plan.meetings, plan.duties))
    counted = {(a.school_id, a.account): a for a in recompute(district, pack, plan).accounts}
    walked = naive(district, pack, plan)
    assert set(counted) == set(walked) == {(a.school_id, a.account) for a in plan.accounts}

    before = {key: opening + sum(lines.values()) for key, (opening, lines) in walked.items()}
    short = {key: max(0, -n) for key, n in before.items()}
    lacking, covered = _drawn_of(short, district.fund.size_fen if district.fund else 0)
    draws: dict[Key, int] = {}
    for stated in plan.accounts:
        key = (stated.school_id, stated.account)
        assert stated.opening_fen == walked[key][0]
        told: Counter[str] = Counter()
        for line in stated.lines:
            told[line.kind] += line.amount_fen
        draws[key] = told.pop("district_fund", 0)
        assert {k: n for k, n in told.items() if n} == walked[key][1], key
        assert stated.closing_fen == before[key] + draws[key]
        assert stated.missing_fen == short[key] - draws[key]
        # The check counts each line anew and takes the draw alone from the plan.
        mine = counted[key]
        assert (mine.opening_fen, mine.closing_fen) == (stated.opening_fen, stated.closing_fen)
        again: Counter[str] = Counter()
        for line in mine.lines:
            again[line.kind] += line.amount_fen
        assert again == {**walked[key][1], **({"district_fund": draws[key]} if draws[key] else {})}
        refund = max(0, stated.closing_fen) if key[1] == "special" else 0
        assert stated.refund_fen == mine.refund_fen == refund
    assert sum(draws.values()) == covered <= lacking
    assert all(0 <= n <= short[key] for key, n in draws.items())
    return _traced(district, pack, plan, {k: a.closing_fen for k, a in counted.items()})


def _traced(district: District, pack: PolicyPack, plan: Plan, closing: dict[Key, int]) -> int:
    """Compares payments date by date, and what the ledger and the statement end with."""
    view = PlanView(district, pack, plan, "zh")
    found = postings(view)
    mine = Counter(
        {
            (x.school_id, x.account, x.kind, x.record_id, x.day, x.who): -x.fen
            for x in payments(district, pack, plan)
            if x.fen
        }
    )
    theirs: Counter[tuple[object, ...]] = Counter()
    for p in found:
        if p.event is None:
            assert _is_of_a_record(district, p), p
            continue
        assert p.dates and p.each_fen * len(p.dates) == p.amount_fen
        for day in p.dates:
            where = (p.school_id, p.account, p.kind, p.event.record.id, day, p.staff_id)
            theirs[where] += p.each_fen
    assert theirs == mine
    sums = totals(found)
    for a in plan.accounts:
        key = (a.school_id, a.account)
        assert a.opening_fen + sum(sums.get(key, {}).values()) == closing[key]
    request = Request(view, months_of(district.term))
    ledgers = [t.rows[-1][5] for p in ledger_papers(request) for t in p.tables]
    assert ledgers == [closing[(a.school_id, a.account)] for a in plan.accounts]
    for paper in accounts_papers(request):
        for table in paper.tables:
            rows = list(zip(table.states, table.rows, strict=True))
            lines = sum(int(r[1]) for s, r in rows if s == "line")
            assert int(table.rows[0][1]) + lines == _closing_row(request, rows)
    return len(mine)


def _closing_row(request: Request, rows: list[tuple[str, tuple[int | str, ...]]]) -> int:
    name = request.say("closing")
    return next(int(str(r[1])) for s, r in rows if s == "closing" and r[0] == name)


def _is_of_a_record(district: District, p: Posting) -> bool:
    """Tells whether a sum without a date is what one record of funding comes to."""
    if p.kind == "district_fund":
        return district.fund is not None and 0 < p.amount_fen <= district.fund.size_fen
    school = next(s for s in district.schools if s.id == p.school_id)
    funding = next(f for f in school.funding if f.account == p.account)
    kind, _, name = p.kind.partition(":")
    if kind == "lump_sum":
        return any((x.source, x.amount_fen) == (name, p.amount_fen) for x in funding.lump_sums)
    if kind == "running":
        return any((x.kind, -x.amount_fen) == (name, p.amount_fen) for x in funding.running_costs)
    return kind in ("fees", "fee_reductions", "subsidy") and p.rate_fen * p.count == p.amount_fen


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_accounts_of_shipped_districts_close(name: str) -> None:
    district, plan = example(name)
    assert closes(district, read_pack(district.policy_pack_id), plan) > 1000


@pytest.mark.parametrize("number", SAMPLE)
def test_accounts_of_drawn_districts_close(number: int) -> None:
    assert closes(*drawn(number)) > 100


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
def test_accounts_of_two_hundred_drawn_districts_close(part: int) -> None:
    for number in range(20 * part, 20 * part + 20):
        if number not in SAMPLE:
            closes(*drawn(number))
