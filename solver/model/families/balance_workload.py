"""Nobody works far beyond their target. Wish (XY-15b).

``over[w] >= class-hours of regular periods and posts in the pattern week - target``: convex, so
never a max minus min.
What somebody has done this term already lowers the target, spread over the term's calendar weeks.
"""

from datetime import timedelta

from solver.domain import StaffMember, Term
from solver.model.context import Context
from solver.model.school_view import Pattern
from solver.plan.levels import TERMS
from solver.policy import half_up

TAG = "balance_workload"
WEIGHT = next(t.weight for t in TERMS if t.family == TAG)


def target_now(person: StaffMember, term: Term) -> int | None:
    """Returns the weekly target less a week's part of the class-hours already done."""
    if person.target_week_ch is None:
        return None
    days = range((term.last_day - term.first_day).days + 1)
    weeks = {(term.first_day + timedelta(days=n)).isocalendar()[:2] for n in days}
    return max(0, person.target_week_ch - half_up(person.done_ch, len(weeks)))


def add(ctx: Context) -> None:
    """Adds the overload of everybody with a target."""
    objective = ctx.rows.objective("staff_wishes")
    for w in ctx.workers:
        target = target_now(ctx.staff[w], ctx.district.term)
        if target is None:
            continue
        terms = [(var, _regular_ch(ctx, pattern)) for _a, pattern, var in ctx.v.work_of.get(w, ())]
        terms += [
            (var, ctx.posts[p][0].record.class_hours_ch) for p, var in ctx.v.posts_of.get(w, ())
        ]
        terms = [(var, ch) for var, ch in terms if ch]
        over = ctx.rows.var(("over", w), 0, max(0, sum(c for _, c in terms) - target))
        ctx.v.over[w] = over
        ctx.rows.add(TAG, [*terms, (over, -1)], high=target)
        objective.add(over, WEIGHT)


def _regular_ch(ctx: Context, pattern: Pattern) -> int:
    return sum(ctx.view_of(t).ch[t] for t in pattern if ctx.period[t].window == "regular")
