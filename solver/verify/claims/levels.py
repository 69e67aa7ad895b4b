"""Claims about levels: value, bound, reference and proof."""

from solver.plan import LEVELS, LevelReport, Plan, Violation
from solver.verify.context import Context
from solver.verify.measures import measure
from solver.verify.report import Amount, Facts, Word, Words, claim


def predates_cost(plan: Plan) -> bool:
    """Tells whether a plan was made before there was a level ``save_money``: it says nothing of it.

    Such a plan stays readable. Where only the level or only its term is missing, something was
    left out.
    """
    return all(r.name != "save_money" for r in plan.levels) and all(
        r.family != "save_money" for r in plan.terms
    )


def check_levels(ctx: Context) -> list[Violation]:
    """Checks that the levels stand in their order, with true values and possible bounds.

    A bound above the value is impossible; ``proved`` needs both to be equal; the reference is the
    level of the empty plan.
    """
    counted = measure(ctx)
    values = {v.name: v.value for v in counted.levels}
    found = []
    names = [(r.name, r.unit) for r in ctx.plan.levels]
    needed = [x for x in LEVELS if x.name != "save_money" or not predates_cost(ctx.plan)]
    if names != [tuple(level) for level in needed]:
        found.append(
            claim(
                "levels",
                "levels_order",
                subject="levels",
                claimed=Words(tuple(word for level in names for word in level)),
                needed=Words(tuple(word for level in needed for word in level)),
            )
        )
    for row in ctx.plan.levels:
        if row.name in values:
            found += _level(row, values[row.name], counted.references[row.name])
    return found


def _level(row: LevelReport, value: int, reference: int) -> list[Violation]:
    found = []

    def report(code: str, amount: int, **more: int) -> None:
        figures: Facts = {name: Amount(number, row.unit) for name, number in more.items()}
        found.append(
            claim(
                "levels",
                code,
                subject=row.name,
                amount=amount,
                unit=row.unit,
                level=Word(row.name),
                **figures,
            )
        )

    if row.value != value:
        report("level_value", abs(row.value - value), claimed=row.value, counted=value)
    if row.bound > row.value:
        report("level_bound", row.bound - row.value, bound=row.bound, claimed=row.value)
    if row.proved and row.bound != row.value:
        report("level_proved", abs(row.value - row.bound), bound=row.bound, claimed=row.value)
    if row.ref != reference:
        report("level_ref", abs(row.ref - reference), claimed=row.ref, counted=reference)
    return found
