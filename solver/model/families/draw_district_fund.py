"""``draw_district_fund``: the district's special fund covers what basic accounts are short of.

Clause QC-6.3c. One variable per school, at most what the school may draw; together the schools of
the model draw no more than the fund. A draw is part of the row of ``balance_accounts``. In the
model of one school the whole fund is there unless ``Context.fund_fen`` gives it a part: so bounds
of schools taken alone hold for the district.
"""

from solver.model.context import Context

TAG = "draw_district_fund"


def add(ctx: Context) -> None:
    """Adds the draws and the row that holds them within the fund."""
    fund = ctx.district.fund
    if fund is None or fund.size_fen <= 0:
        return
    for school_id in ctx.views:
        most = fund.size_fen
        if ctx.fund_fen is not None:
            most = min(most, ctx.fund_fen.get(school_id, 0))
        ctx.v.draw[school_id] = ctx.rows.var(("draw", school_id), 0, max(0, most))
    if len(ctx.v.draw) > 1:
        ctx.rows.add(TAG, [(var, 1) for var in ctx.v.draw.values()], high=fund.size_fen)
