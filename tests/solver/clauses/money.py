"""Clauses about money: ceilings, reductions, the subsidy, what an account may pay and must say."""

from typing import Any

from solver.domain import District, FeeReduction, RunningCost
from solver.model.statement import accounts
from solver.plan import AccountStatement, Plan
from solver.policy import Clause
from tests.factories import (
    changed,
    good_plan,
    tiny_district,
    tiny_pack,
    tiny_provider,
    with_activity,
    with_funding,
    with_school,
)
from tests.solver.clauses.kit import Case, Cases, cases, paid

PAID = paid()


def basic(**changes: Any) -> District:
    return with_funding(PAID, "basic", **changes)


def special(**changes: Any) -> District:
    return with_funding(PAID, "special", **changes)


# --- ceilings ---------------------------------------------------------------------------------


def at_most_360() -> Cases:
    return cases(
        Case(basic(fee_fen=35900)), Case(basic(fee_fen=36000)), Case(basic(fee_fen=36001), 1)
    )


def at_most_the_filled_in() -> Cases:
    """The ceiling of another document is 300 yuan here."""

    def fee(fen: int) -> District:
        return basic(fee_fen=fen, fee_cap_fen=30000)

    return cases(Case(fee(10000)), Case(fee(30000)), Case(fee(30001), 1))


def at_most_600() -> Cases:
    # Consumables of 50 yuan stay outside.
    def fee(fen: int, **changes: Any) -> District:
        return with_activity(PAID, "robot", fee_fen=fen, **changes)

    # Who may take two courses of 300.01 yuan may pay 600.02 in all.
    menu = changed(PAID.schools[0].menus[0], take=2)
    two = with_school(fee(30001), menus=(menu,))
    return cases(
        Case(fee(20000)),
        Case(fee(60000, consumables_fen=5000)),
        Case(fee(60001), 1),
        Case(fee(60100), 100),
        Case(two, 2),
    )


def charged_once() -> Cases:
    return cases(
        Case(special(charges_per_term=0)),
        Case(special(charges_per_term=1)),
        Case(special(charges_per_term=2), 1),
    )


# --- reductions, the subsidy ------------------------------------------------------------------


def reduced(count: int, pct: int, group: Any = "hardship") -> District:
    """Returns a reduction for so many of the three in hardship."""
    return basic(reductions=(FeeReduction(group=group, count=count, reduction_pct=pct),))


def some_reduction() -> Cases:
    made = cases(Case(reduced(3, 100)), Case(reduced(3, 1)), Case(reduced(3, 0), 1))
    made.of["violation"] += (Case(reduced(2, 50), 1), Case(reduced(3, 50, "disabled"), 3))
    made.of["feasible"] += tuple(
        Case(reduced(3, 50, g)) for g in ("registered_poor", "subsistence_allowance")
    )
    return made


def free_of_charge() -> Cases:
    made = cases(Case(basic(fee_fen=0, reductions=())), Case(reduced(3, 100)))
    made.of["violation"] = (Case(reduced(3, 99), 1), Case(reduced(2, 100), 1))
    made.of["feasible"] += tuple(
        Case(reduced(3, 100, g)) for g in ("registered_poor", "subsistence_allowance")
    )
    return made


def at_least_150() -> Cases:
    def subsidy(fen: int) -> District:
        return basic(subsidy_per_participant_fen=fen)

    return cases(Case(subsidy(15100)), Case(subsidy(15000)), Case(subsidy(14999), 1))


# --- what an account pays ---------------------------------------------------------------------


def spending(account: str, allowed: tuple[str, ...], barred: tuple[str, ...]) -> Cases:
    """Returns running costs of 200 yuan of each kind."""

    def cost(kind: Any, fen: int = 20000) -> District:
        costs = (RunningCost(kind=kind, amount_fen=fen),)
        record = basic(running_costs=())
        if account == "special":  # 300 000 of fees less 240 000 leave 600 yuan
            return with_funding(record, "special", running_costs=costs)
        return with_funding(record, "basic", running_costs=costs)

    made = cases(
        Case(cost(allowed[0])),
        Case(cost(barred[0], 0)),  # nothing spent
        *(Case(cost(kind), 20000) for kind in barred),
    )
    made.of["feasible"] += tuple(Case(cost(kind)) for kind in allowed[1:])
    return made


OF_SERVICE = (
    *("personnel", "external_pay", "provider", "consumables", "water", "electricity"),
    "venue_equipment_maintenance",
)
OF_SCHOOL_ACCOUNT = tuple(kind for kind in OF_SERVICE if kind != "provider")
OF_COURSES = ("personnel", "external_pay", "provider", "consumables", "other")


# --- what an account must say -----------------------------------------------------------------


def said(record: District, amount: int, plan: Plan) -> Case:
    """Returns a plan whose accounts are judged as they stand; the model's own are what is true."""

    def is_true(clauses: tuple[Clause, ...]) -> bool:
        mine = accounts(record, tiny_pack(clauses), plan.meetings)
        return [in_order(a) for a in plan.accounts] == [in_order(a) for a in mine]

    return Case(record, amount, plan, honest=False, model=is_true)


def in_order(statement: AccountStatement) -> AccountStatement:
    """Returns a statement with its lines by name."""
    lines = sorted(
        (changed(x, note="") for x in statement.lines), key=lambda x: (x.kind, x.amount_fen)
    )
    return changed(statement, lines=tuple(lines))


def claiming(plan: Plan, which: int, **changes: Any) -> Plan:
    made = list(plan.accounts)
    made[which] = changed(made[which], **changes)
    return changed(plan, accounts=tuple(made))


def surplus_is_refunded() -> Cases:
    """Robots bring 15 x 200 = 3000 yuan and cost 2400: 600 go back; at 750 a date nothing."""
    plan = good_plan(PAID)
    dear = changed(PAID, providers=(tiny_provider(price_per_meeting_fen=75000),))
    return cases(
        said(PAID, 0, plan),
        said(dear, 0, good_plan(dear)),
        said(PAID, 1, claiming(plan, 1, refund_fen=59999)),
        said(PAID, 60000, claiming(plan, 1, refund_fen=0)),
    )


def no_fee_unpublished() -> Cases:
    """75 pay 100 yuan, three of them nothing: 7200 yuan that nobody may count unpublished."""
    secret = basic(fee_published=False)
    counted = good_plan(PAID).accounts
    return cases(
        said(PAID, 0, good_plan(PAID)),
        said(secret, 0, good_plan(secret)),
        # Fees of 7500 yuan, reductions of 300, and a closing balance 7200 too high.
        said(secret, 750000, changed(good_plan(secret), accounts=counted)),
    )


def one_terms_money() -> Cases:
    """The account of the small district closes at 160 yuan; a debt of 160.01 leaves a fen short."""

    def owing(fen: int) -> District:
        return with_funding(tiny_district(), "basic", opening_fen=-fen)

    short = good_plan(owing(16001))
    return cases(
        said(owing(0), 0, good_plan(owing(0))),
        said(owing(16000), 0, good_plan(owing(16000))),
        said(owing(16001), 1, claiming(short, 0, missing_fen=0)),
    )


TABLE: dict[str, Cases] = {
    "QC-5.1b": at_most_360(),
    "XY-10c": at_most_the_filled_in(),
    "HF-3.2.3c": at_most_600(),
    "HF-5.1c": charged_once(),
    "XY-10e": some_reduction(),
    "HB-2.4b": free_of_charge(),
    "HF-3.2.2c": at_least_150(),
    "QC-5.3a": spending("basic", OF_SERVICE, ("lunch", "other")),
    "HB-4.2d": spending("basic", OF_SCHOOL_ACCOUNT, ("provider", "lunch", "other")),
    "HF-3.2.3b": spending(
        "special", OF_COURSES, ("water", "electricity", "venue_equipment_maintenance", "lunch")
    ),
    "QC-5.1c": surplus_is_refunded(),
    "HF-2.2a": surplus_is_refunded(),
    "HB-2.4a": surplus_is_refunded(),
    "QC-5.2c": no_fee_unpublished(),
    "QC-5.3d": one_terms_money(),
}
