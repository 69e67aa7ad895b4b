"""`draw_district_fund`: draws cover what basic accounts are short of, and stay within the fund."""

from solver.domain.messages import yuan
from solver.plan import Violation
from solver.verify.accounts import stated_draws, statements
from solver.verify.context import Context
from solver.verify.report import Word, breach

FAMILY = "draw_district_fund"


def check_draw_district_fund(ctx: Context) -> list[Violation]:
    """Checks each draw against its account without it, and all draws against the fund.

    Clause QC-6.3c. A district without a fund has one of nothing.
    """
    fund = ctx.district.fund
    size = fund.size_fen if fund else 0
    draws = stated_draws(ctx)
    closing: dict[tuple[str, str], int] = {
        (a.school_id, a.account): a.closing_fen for a in statements(ctx)
    }
    found = []
    for (school_id, account), drawn in draws.items():
        if school_id not in ctx.schools or not drawn:
            continue
        short = max(0, drawn - closing[(school_id, account)])
        allowed = min(short, size) if account == "basic" else 0
        if not 0 <= drawn <= allowed:
            found.append(
                breach(
                    FAMILY,
                    "draw_not_needed",
                    school=ctx.schools[school_id],
                    subject=account,
                    amount=drawn - allowed if drawn > 0 else -drawn,
                    unit="fen",
                    account=Word(account),
                    found=yuan(drawn),
                    allowed=yuan(allowed),
                )
            )
    total = sum(n for (_, account), n in draws.items() if account == "basic" and n > 0)
    if total > size:
        found.append(
            breach(
                FAMILY,
                "fund_overdrawn",
                amount=total - size,
                unit="fen",
                found=yuan(total),
                allowed=yuan(size),
            )
        )
    return found
