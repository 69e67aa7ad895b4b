"""`balance_accounts`: no account closes in the red unstated, and money is spent as allowed."""

from solver.domain import School
from solver.domain.messages import yuan
from solver.plan import Violation
from solver.policy import Clause
from solver.verify.accounts import OWN_LINE, statements
from solver.verify.context import Context
from solver.verify.parameters import words
from solver.verify.report import Word, Words, breach

FAMILY = "balance_accounts"


def check_balance_accounts(ctx: Context) -> list[Violation]:
    """Checks that shortfalls are stated, and running costs against ``allowed_spending``.

    A stated shortfall (``missing_fen``) is legal but leaves the plan incomplete. Lines and sums
    that the plan claims wrongly are reported under ``plan:accounts``.
    """
    stated = {(a.school_id, a.account): a.missing_fen for a in ctx.plan.accounts}
    found = []
    for statement in statements(ctx):
        said = stated.get((statement.school_id, statement.account), 0)
        if statement.missing_fen > said:
            found.append(
                breach(
                    FAMILY,
                    "shortfall_not_stated",
                    school=ctx.schools[statement.school_id],
                    subject=statement.account,
                    amount=statement.missing_fen - said,
                    unit="fen",
                    account=Word(statement.account),
                    found=yuan(statement.closing_fen),
                    stated=yuan(said),
                )
            )
    return found + _spending(ctx)


def _spending(ctx: Context) -> list[Violation]:
    found = []
    for school in ctx.district.schools:
        for clause in ctx.clauses(FAMILY, school):
            allowed = words(clause, "allowed_spending")
            if allowed:
                found += _outsiders(ctx, school, clause, allowed)
            for funding in school.funding:
                if not allowed or funding.account not in accounts_named(clause):
                    continue
                for cost in funding.running_costs:
                    if cost.kind not in allowed and cost.amount_fen:
                        found.append(
                            breach(
                                FAMILY,
                                "spending_not_allowed",
                                clause=clause,
                                school=school,
                                subject=funding.account,
                                amount=cost.amount_fen,
                                unit="fen",
                                account=Word(funding.account),
                                kind=Word(cost.kind),
                                found=yuan(cost.amount_fen),
                                allowed=Words(allowed),
                            )
                        )
    return found


def _outsiders(
    ctx: Context, school: School, clause: Clause, allowed: tuple[str, ...]
) -> list[Violation]:
    """Checks that who is not the school's is paid only from accounts that may pay for them.

    A list of spending that names the school's own people and not others leaves others out.
    """
    if "personnel" not in allowed or "external_pay" in allowed:
        return []
    found = []
    for a in statements(ctx):
        spent = -sum(x.amount_fen for x in a.lines if x.kind in OWN_LINE.values())
        if a.school_id == school.id and a.account in accounts_named(clause) and spent:
            found.append(
                breach(
                    FAMILY,
                    "spending_not_allowed",
                    clause=clause,
                    school=school,
                    subject=a.account,
                    amount=spent,
                    unit="fen",
                    account=Word(a.account),
                    kind=Word("external_pay"),
                    found=yuan(spent),
                    allowed=Words(allowed),
                )
            )
    return found


def accounts_named(clause: Clause) -> tuple[str, ...]:
    """Returns the accounts that a clause is about.

    One that names none is about the service's own two, not about meals.
    """
    named = clause.get("account")
    return ("basic", "special") if named is None else (str(named),)
