"""``save_money``: after all else the plan costs as little as it can. The last level, in fen.

What counts is pay and the prices of providers over the real dates of the term, the consumables of
enrolments, once a term, and what is drawn from the district's fund. Pay and prices are the very
terms of the rows of ``balance_accounts``. What no decision changes, as running costs, counts not.

Stand-ins on single dates are no decision of the
model and may cost less than whom they replace: see ``solver.model.stand_in_savings``.
"""

from solver.model.context import Context

TAG = "save_money"


def add(ctx: Context) -> None:
    """Weighs what meetings, duties and enrolments cost, and the draws from the fund."""
    objective = ctx.rows.objective(TAG)
    for var, fen in ctx.v.spent:
        objective.add(var, fen)
    for way, var in ctx.v.enrol.items():
        each = ctx.activity[way.activity_id].consumables_fen
        if each:
            objective.add(var, each)
    for var in ctx.v.draw.values():
        if ctx.rows.upper[var]:
            objective.add(var, 1)
