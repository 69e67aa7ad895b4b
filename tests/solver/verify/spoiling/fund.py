"""What schools draw from the district's fund: more than they lack, or more than there is."""

from random import Random

from solver.domain import School
from solver.domain.money import DistrictFund
from solver.plan import AccountLine, AccountStatement, Plan
from tests.solver.verify.spoiling.good import (
    Good,
    Spoilt,
    copy,
    kind,
    pick,
    structure,
    swapped,
)

FUND = "draw_district_fund"


def _drawing(plan: Plan, a: AccountStatement, fen: int, opening: int = 0) -> Plan:
    """Returns the plan with a draw of an account, which opens with so much less."""
    line = AccountLine(kind="district_fund", amount_fen=fen)
    return copy(
        plan,
        accounts=swapped(
            plan.accounts,
            a,
            lines=(*a.lines, line),
            opening_fen=a.opening_fen - opening,
            closing_fen=a.closing_fen - opening + fen,
        ),
    )


def _fund(fen: int) -> DistrictFund:
    return DistrictFund(name="Fund", size_fen=fen)


def _accounts(good: Good, *names: str) -> list[AccountStatement]:
    return [a for a in good.plan.accounts if a.account in names and good.district.fund is None]


def _not_needed(name: str, *accounts: str) -> None:
    @kind(name)
    def made(good: Good, rng: Random) -> Spoilt:
        a = pick(rng, [a for a in _accounts(good, *accounts) if a.closing_fen >= 0])
        fen = rng.randint(1, 5000)
        told = structure(
            FUND, "draw_not_needed", school_id=a.school_id, subject=a.account, amount=fen
        )
        plan = _drawing(good.plan, a, fen)
        return good.given(told, plan=plan, fund=_fund(10 * fen))


_not_needed("draw of an account that lacks nothing", "basic")
_not_needed("draw of an account that the fund is not for", "special", "lunch")


def _poor(good: Good, rng: Random) -> tuple[AccountStatement, tuple[School, ...], int, int]:
    """Returns a basic account short of some fen, the schools so, by how much, and its change."""
    a = pick(rng, _accounts(good, "basic"))
    short = rng.randint(2, 5000)
    less = a.closing_fen + short
    school = good.schools[a.school_id]
    funding = tuple(
        copy(f, opening_fen=f.opening_fen - less) if f.account == "basic" else f
        for f in school.funding
    )
    return a, swapped(good.district.schools, school, funding=funding), short, less


@kind("a fen more drawn than an account lacks")
def a_fen_more(good: Good, rng: Random) -> Spoilt:
    a, schools, short, less = _poor(good, rng)
    told = structure(FUND, "draw_not_needed", school_id=a.school_id, subject="basic", amount=1)
    plan = _drawing(good.plan, a, short + 1, less)
    return good.given(told, plan=plan, schools=schools, fund=_fund(2 * short))


@kind("a fen more drawn than the fund holds")
def overdrawn(good: Good, rng: Random) -> Spoilt:
    a, schools, short, less = _poor(good, rng)
    told = structure(FUND, "fund_overdrawn", amount=1)
    plan = _drawing(good.plan, a, short, less)
    return good.given(told, plan=plan, schools=schools, fund=_fund(short - 1))


@kind("draw without a fund")
def no_fund(good: Good, rng: Random) -> Spoilt:
    a, schools, short, less = _poor(good, rng)
    told = structure(FUND, "fund_overdrawn", amount=short)
    return good.given(told, plan=_drawing(good.plan, a, short, less), schools=schools)
