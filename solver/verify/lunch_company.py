"""A leader of the school eats along in every lunch period with eaters: part of `serve_lunch`."""

from solver.plan import Violation
from solver.verify.context import Context
from solver.verify.epochs import weekly
from solver.verify.manning import lunches_alone, stated_needs
from solver.verify.report import breach

FAMILY = "serve_lunch"


@weekly
def check_lunch_company(ctx: Context) -> list[Violation]:
    """Checks that a leader stands on a lunch-company post, or that the plan says nobody does."""
    return [
        breach(
            FAMILY,
            "lunch_without_leader",
            clause=company.clause,
            school=company.posts[0].school,
            at=company.period,
            subject=period_id,
            amount=len(dates),
            unit="dates",
            first=dates[0],
        )
        for period_id, (company, dates) in lunches_alone(ctx).items()
        if not stated_needs(ctx)[(FAMILY, period_id)]
    ]
