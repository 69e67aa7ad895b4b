"""A tight budget: what the planted plan costs is what there is, to the fen.

Every account of the planted plan closes at nothing. Basic accounts lack a fiftieth of their pay,
which is the size of the district's fund. What was left over comes off the lump sums; what these do
not reach is a loss carried over from the term before.
"""

from collections.abc import Sequence

from solver.domain.district import District, ProvenanceNote
from solver.domain.money import DistrictFund, Funding
from solver.domain.school import School
from solver.plan import AccountLine, AccountStatement
from solver.policy import PAY_LINES

FUND_NAME = "课后服务统筹经费（模拟）"
FUND_SHARE = 50
"""Of this many parts of a school's pay one comes from the fund."""
NOTE = ProvenanceNote(
    path="fund, schools[*].funding[*].opening_fen, schools[*].funding[*].lump_sums",
    status="invented",
    note="经费从紧：排好的方案用完每个账户的钱和统筹经费，一分不剩；统筹经费为各校报酬的五十分之一",
)


def tighten(
    district: District, accounts: Sequence[AccountStatement]
) -> tuple[District, list[AccountStatement]]:
    """Returns the district with just the money that its planted plan costs, and the accounts."""
    before = {(a.school_id, a.account): a for a in accounts}
    after: list[AccountStatement] = []
    schools = []
    for school in district.schools:
        funding = []
        for record in school.funding:
            made = _tight(school, record, before[(school.id, record.account)])
            funding.append(made[0])
            after.append(made[1])
        schools.append(school.model_copy(update={"funding": tuple(funding)}))
    drawn = sum(x.amount_fen for a in after for x in a.lines if x.kind == "district_fund")
    fund = DistrictFund(name=FUND_NAME, size_fen=drawn)
    changed = {"schools": tuple(schools), "fund": fund}
    return district.model_copy(update=changed), after


def _tight(
    school: School, funding: Funding, statement: AccountStatement
) -> tuple[Funding, AccountStatement]:
    draw = 0
    if funding.account == "basic":
        paid = -sum(x.amount_fen for x in statement.lines if x.kind in PAY_LINES)
        draw = paid // FUND_SHARE
    spare = statement.closing_fen + draw
    lump_sums = []
    for lump in funding.lump_sums:
        less = min(max(0, spare), lump.amount_fen)
        spare -= less
        if lump.amount_fen > less:
            lump_sums.append(lump.model_copy(update={"amount_fen": lump.amount_fen - less}))
    kept = {f"lump_sum:{x.source}": x.amount_fen for x in lump_sums}
    lines = [
        x.model_copy(update={"amount_fen": kept.get(x.kind, 0)})
        if x.kind.startswith("lump_sum:")
        else x
        for x in statement.lines
    ]
    lines.append(AccountLine(kind="district_fund", amount_fen=draw))
    opening = funding.opening_fen - spare
    changed = {
        "opening_fen": opening,
        "lines": tuple(x for x in lines if x.amount_fen),
        "closing_fen": opening + sum(x.amount_fen for x in lines),
        "refund_fen": 0,
    }
    return (
        funding.model_copy(update={"opening_fen": opening, "lump_sums": tuple(lump_sums)}),
        statement.model_copy(update=changed),
    )
