"""Claims about terms: every wish and need family is told once, with its true value."""

from collections import Counter

from solver.plan import TERMS, Violation
from solver.verify.claims.levels import predates_cost
from solver.verify.context import Context
from solver.verify.measures import RECOUNTED, measure
from solver.verify.report import Amount, Words, claim


def term_claim(ctx: Context, family: str, value: int) -> list[Violation]:
    """Checks what the plan claims of one term: value, best <= value <= worst, level, weight."""
    wish = next(t for t in TERMS if t.family == family)
    found = []
    for row in ctx.plan.terms:
        if row.family != family:
            continue
        if row.value != value:
            found.append(
                claim(
                    "terms",
                    "term_value",
                    subject=family,
                    amount=abs(row.value - value),
                    unit=wish.unit,
                    claimed=Amount(row.value, wish.unit),
                    counted=Amount(value, wish.unit),
                )
            )
        if not row.best <= row.value <= row.worst:
            found.append(
                claim(
                    "terms",
                    "term_range",
                    subject=family,
                    amount=max(row.best - row.value, row.value - row.worst),
                    unit=wish.unit,
                    claimed=Amount(row.value, wish.unit),
                    best=Amount(row.best, wish.unit),
                    worst=Amount(row.worst, wish.unit),
                )
            )
        if (row.level, row.unit, row.weight) != (wish.level, wish.unit, wish.weight):
            found.append(
                claim(
                    "terms",
                    "term_shape",
                    subject=family,
                    claimed=Words((row.level, row.unit, str(row.weight))),
                    needed=Words((wish.level, wish.unit, str(wish.weight))),
                )
            )
    return found


def check_terms(ctx: Context) -> list[Violation]:
    """Checks that each term is told once, and the values of the two that are needs.

    The wishes' own values are checked by their families.
    """
    found = []
    told = Counter(row.family for row in ctx.plan.terms)
    known = {t.family for t in TERMS}
    if predates_cost(ctx.plan):
        known -= {"save_money"}
    for family in known | set(told):
        code = "term_unknown" if family not in known else "term_missing" if not told[family] else ""
        code = "term_twice" if not code and told[family] > 1 else code
        if code:
            found.append(claim("terms", code, subject=family))
    for term in measure(ctx).terms:
        if term.family not in RECOUNTED:
            found += term_claim(ctx, term.family, term.value)
    return found
