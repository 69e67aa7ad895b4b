"""Each account of a school pays for what it buys over the term's real dates, in fen.

Clauses QC-5.1c, QC-5.2c, QC-5.3a/d, HB-2.4a, HB-4.2d, HF-2.2a, HF-3.2.3b. Lunch has an
account of its own; basic pays for extended care and evening study too. Per school and account:
``pay + prices - fees of enrolments - missing - drawn <= opening + fixed income - running costs``,
``missing >= 0`` being the level ``missing_money``. Where grades that may sit together begin on
different dates, the earliest counts: the model's cost is then an upper figure (never too little
money), ``Context.money_is_upper`` is set and no level from money on is bounded. Pay per meeting
and date is the rate times class-hours, rounded half up; pay by group size is that of the crews
(``solver.model.crews``).
"""

from collections import defaultdict
from collections.abc import Iterator

from solver.domain import Funding, StaffMember
from solver.model.context import Context, Terms
from solver.model.reasons import Reason, clause
from solver.model.school_view import Pattern, SchoolView
from solver.model.sitting import begin_apart, grades_of, most_dates
from solver.model.statement import ACCOUNTS, account_of, payers
from solver.plan import Finding
from solver.policy import Clause, group_pay, half_up, rate_fen, reduced

TAG = "balance_accounts"


def add(ctx: Context) -> None:
    """Adds one row per school and account with the money that is missing."""
    for view in ctx.views.values():
        costs = _pay(ctx, view)
        _prices(ctx, view, costs)
        ctx.v.spent += [t for terms in costs.values() for t in terms]
        for account in ACCOUNTS:
            funding = next((f for f in view.school.funding if f.account == account), None)
            funding = funding or Funding(account=account)
            fixed = fixed_income(view, funding)
            terms = [t for s, ts in costs.items() if account_of(s) == account for t in ts]
            if account == "special" and funding.fee_published:
                terms += [
                    (var, -ctx.activity[way.activity_id].fee_fen)
                    for way, var in ctx.v.enrol.items()
                    if way.pattern[0] in view.periods
                    and ctx.activity[way.activity_id].service_type == "special"
                ]
            _row(ctx, view, account, terms, fixed)
            _spending(ctx, view, funding)


def _row(ctx: Context, view: SchoolView, account: str, terms: Terms, fixed: int) -> None:
    most = sum(c * ctx.rows.upper[var] for var, c in terms if c > 0)
    worst = max(0, most - fixed)
    draw = ctx.v.draw.get(view.school.id) if account == "basic" else None
    if worst == 0:
        if draw is not None:
            ctx.rows.fix(draw, 0)  # nothing is ever short: nothing is drawn
        return
    short = ctx.rows.var(("short", view.school.id, account), 0, worst)
    ctx.v.short[(view.school.id, account)] = short
    drawn = [] if draw is None else [(draw, -1)]
    if draw is not None:
        ctx.v.costs[view.school.id] = (tuple(terms), fixed)
    ctx.rows.add(TAG, [*terms, (short, -1), *drawn], high=fixed)
    ctx.rows.objective("missing_money").add(short, 1)


def fixed_income(view: SchoolView, funding: Funding) -> int:
    """Returns opening balance plus income that no decision changes, minus running costs."""
    students = payers(view.school, funding.account)
    fees = 0
    if funding.account != "special" and funding.fee_published:
        less = reduced(view.district.students, view.school, funding)
        fees = (students - sum(r.count for r in less)) * funding.fee_fen + sum(
            r.count * half_up(funding.fee_fen * (100 - r.reduction_pct), 100) for r in less
        )
    return (
        funding.opening_fen
        + fees
        + students * funding.subsidy_per_participant_fen
        + sum(x.amount_fen for x in funding.lump_sums)
        - sum(x.amount_fen for x in funding.running_costs)
    )


def _pay(ctx: Context, view: SchoolView) -> dict[str, Terms]:
    costs: dict[str, Terms] = defaultdict(list)
    # A model has thousands of leaders, but few meetings that they lead.
    meetings = {(a, t) for _w, a, pattern in (*ctx.v.lead, *ctx.v.assist) for t in pattern}
    mine = sorted(m for m in meetings if m[1] in view.periods)
    dates = {(a, t): most_dates(view, a, t) for a, t in mine}
    apart = {(a, t) for a, t in mine if begin_apart(view, a, t)}
    for (w, a, pattern), var in [*ctx.v.lead.items(), *ctx.v.assist.items()]:
        if pattern[0] not in view.periods or ctx.staff[w].role == "instructor":
            continue
        slot = ctx.crews.get((a, pattern))
        if slot is not None and slot.is_paid(w):
            continue
        service = ctx.activity[a].service_type
        rate = rate_fen(ctx.staff[w], service, 0)
        amount = sum(half_up(rate * view.ch[t], 100) * dates[(a, t)] for t in pattern)
        if rate and any((a, t) in apart for t in pattern):
            ctx.money_is_upper = True
        if amount:
            costs[service].append((var, amount))
    for (a, pattern), slot in ctx.crews.items():
        if pattern[0] in view.periods:
            if any((a, t) in apart for t in pattern):
                ctx.money_is_upper = True
            paid = [x for cell in slot.cells for x in cell.cost()]
            costs[ctx.activity[a].service_type] += [(var, fen) for var, fen in paid if fen]
    _duty_pay(ctx, view, costs)
    return costs


def _duty_pay(ctx: Context, view: SchoolView, costs: dict[str, Terms]) -> None:
    """Adds what duty posts pay: basic service, by the class-hours they count."""
    for (w, post_id), var in ctx.v.post.items():
        post, dates = ctx.posts[post_id]
        rate = ctx.staff[w].pay_fen.get("basic", 0)
        amount = half_up(rate * post.record.class_hours_ch, 100) * len(dates)
        if amount and post.school.id == view.school.id:
            costs["basic"].append((var, amount))


def _prices(ctx: Context, view: SchoolView, costs: dict[str, Terms]) -> None:
    """Adds what providers ask for each section or group that they run, to the service's account."""
    providers = {p.id: p for p in ctx.district.providers}
    for a, pattern, classes, var in _held(ctx):
        provider = providers.get(ctx.activity[a].provider_id or "")
        if provider is None or not provider.price_per_meeting_fen or pattern[0] not in view.periods:
            continue
        price = 0
        for t in pattern:
            grades = grades_of(view, a, t)
            if classes:
                grades = tuple(sorted({view.classes[c].grade for c in classes}))
            price += provider.price_per_meeting_fen * view.dates(t, grades)
            if len({view.dates(t, (g,)) for g in grades}) > 1:
                ctx.money_is_upper = True
        if price:
            costs[ctx.activity[a].service_type].append((var, price))


def _held(ctx: Context) -> Iterator[tuple[str, Pattern, tuple[str, ...], int]]:
    """Yields what may meet: activity, pattern, the classes of a group (none: a section), count."""
    for (a, pattern), var in ctx.v.sections.items():
        yield a, pattern, (), var
    for groups in (ctx.v.group, ctx.v.stay_group):
        for (a, classes, t), var in groups.items():
            yield a, (t,), classes, var


def bar(
    ctx: Context, person: StaffMember, school_id: str, service: str, on_duty: bool
) -> Reason | None:
    """Returns why somebody who is not the school's may not be paid for a service, or ``None``.

    A list of spending that names the school's own people and not others leaves others out.
    """
    sized = None if on_duty else group_pay(person, service)
    paid = rate_fen(person, service, None if on_duty else 0) > 0 or bool(
        sized and sized.per_student_fen
    )
    if not paid or person.role not in ("external", "volunteer"):
        return None
    for c in ctx.policy.binding(TAG, school_id):
        allowed = c.words("allowed_spending")
        if (
            "personnel" in allowed
            and "external_pay" not in allowed
            and account_of(service) in _accounts(c)
        ):
            return clause(c.id, "unused.pay_not_allowed", person=person.name)
    return None


def _accounts(c: Clause) -> tuple[str, ...]:
    """Returns what a clause is about: if it names no account, the service's own two, not meals."""
    named = c.get("account")
    return ("basic", "special") if named is None else (str(named),)


def _spending(ctx: Context, view: SchoolView, funding: Funding) -> None:
    for c in ctx.policy.binding(TAG, view.school.id):
        if funding.account not in _accounts(c):
            continue
        allowed = c.words("allowed_spending")
        for cost in funding.running_costs:
            if allowed and cost.kind not in allowed and cost.amount_fen:
                ctx.find(
                    Finding(
                        "infeasible",
                        TAG,
                        c.id,
                        "finding.spending_not_allowed",
                        cost.kind,
                        view.school.id,
                        cost.amount_fen,
                        "fen",
                        {
                            "school": view.school.name,
                            "kind": cost.kind,
                            "allowed": ", ".join(allowed),
                        },
                    )
                )
