"""Counting checks: what is short before any search, where, and by at least how much.

Each count relaxes every other rule, so what it says is missing is missing in every plan.
"""

from collections import defaultdict

from solver.model.context import Context
from solver.model.families.balance_accounts import fixed_income
from solver.model.families.follow_mode import binding_clauses
from solver.model.school_view import SchoolView
from solver.plan import Finding
from solver.policy import half_up


def count_shortages(ctx: Context) -> list[Finding]:
    """Returns what adults, skills, rooms, hours or yuan are short in each school of a model."""
    found: list[Finding] = []
    for view in ctx.views.values():
        found += _adults(ctx, view)
        found += _components(ctx, view)
        found += _skills(ctx, view)
        found += _rooms(ctx, view)
        found += _hours_and_yuan(ctx, view)
    return found


def _least_adults(view: SchoolView, t: str) -> int:
    """Fewest adults who can look after everybody in a period, whatever they do."""
    students = sum(view.present(c, t) for c in view.classes if view.has(c, t))
    return min(
        (
            -(-students * (a.leaders + a.helpers) // a.capacity)
            for a in view.activities.values()
            if view.allowed_on(a, t)
        ),
        default=0,
    )


def _components(ctx: Context, view: SchoolView) -> list[Finding]:
    """Guidance and sports that the mode asks for against leaders and places, over the week."""
    found = []
    least = {
        k: max((c.integer(f"min_{k}_per_week") or 0 for c in binding_clauses(ctx, view)), default=0)
        for k in ("sports",)
    }
    for k, per_class in least.items():
        groups = [a for a in view.activities.values() if a.component == k]
        largest = max((len(g) for a in groups for g in view.groups.get(a.id, ())), default=1)
        supply = 0
        for t in view.regular:
            able = {
                w
                for (w, a, pattern) in ctx.v.lead
                if t in pattern and ctx.activity[a].component == k
            }
            places = sum(
                r.sections_at_once
                for r in view.school.rooms
                if view.room_is_open(r, t) and any(view.room_suits(r, a) for a in groups)
            )
            supply += min(len(able), places) * largest
        needed = per_class * sum(1 for c in view.classes.values() if c.participants_term)
        if supply < needed:
            skills = "、".join(sorted({a.skill for a in groups if a.skill})) or "-"
            found.append(
                Finding(
                    "short",
                    "follow_mode",
                    "structure:place_everyone_once",
                    "finding.component_short",
                    k,
                    view.school.id,
                    needed - supply,
                    "class_periods",
                    {
                        "school": view.school.name,
                        "component": k,
                        "skill": skills,
                        "needed": str(needed),
                        "there": str(supply),
                        "short": str(needed - supply),
                    },
                )
            )
    return found


def _adults(ctx: Context, view: SchoolView) -> list[Finding]:
    found = []
    for t, period in view.periods.items():
        there = {
            w for w, work in ctx.v.work_of.items() if any(t in pattern for _, pattern, _ in work)
        }
        least = _least_adults(view, t)
        if least > len(there):
            found.append(
                Finding(
                    "short",
                    "place_everyone_once",
                    "structure:place_everyone_once",
                    "finding.adults_short",
                    t,
                    view.school.id,
                    least - len(there),
                    "adults",
                    {
                        "school": view.school.name,
                        "weekday": str(period.weekday),
                        "period": t,
                        "time": period.span,
                        "needed": str(least),
                        "there": str(len(there)),
                        "short": str(least - len(there)),
                    },
                )
            )
    return found


def _skills(ctx: Context, view: SchoolView) -> list[Finding]:
    """Choices that no leader or room can serve at all, by activity."""
    found = []
    wanted: dict[str, int] = defaultdict(int)
    for (c, _m, a), n in ctx.wishes.items():
        if c in view.classes and a in view.activities:
            wanted[a] += n
    led = {a for (_w, a, _p) in ctx.v.lead}
    housed = {a for (a, _p) in ctx.v.sections}
    for a, n in sorted(wanted.items()):
        activity = view.activities[a]
        code = None
        if a not in housed:
            code = "finding.choice_without_room"
        elif a not in led:
            code = "finding.choice_without_leader"
        if code:
            found.append(
                Finding(
                    "short",
                    "satisfy_choices",
                    "structure:satisfy_choices",
                    code,
                    a,
                    view.school.id,
                    n,
                    "students",
                    {
                        "school": view.school.name,
                        "activity": activity.title,
                        "skill": activity.skill or "-",
                        "students": str(n),
                    },
                )
            )
    return found


def _rooms(ctx: Context, view: SchoolView) -> list[Finding]:
    """Classes that no group activity and room can take whole, and that cannot walk either."""
    found = []
    for c in view.classes.values():
        for t in (*view.slots[c.id], *view.window_slots[c.id]):
            size = view.present(c.id, t)
            housed = any(c.id in g and u == t for (_a, g, u) in ctx.v.group)
            walks = (
                any(key[0] == c.id and key[2] == t for key in ctx.v.seat)
                or (c.id, t) in ctx.v.stay
                or bool(ctx.v.enrol_at[(c.id, t)])
            )
            if size and not housed and not walks:
                largest = max((r.seats for r in view.school.rooms), default=0)
                found.append(
                    Finding(
                        "short",
                        "fit_rooms",
                        "structure:fit_rooms",
                        "finding.no_place_for_class",
                        c.id,
                        view.school.id,
                        size,
                        "student_periods",
                        {
                            "school": view.school.name,
                            "class_name": c.name,
                            "period": t,
                            "weekday": str(view.periods[t].weekday),
                            "time": view.periods[t].span,
                            "size": str(size),
                            "largest": str(largest),
                        },
                    )
                )
    return found


def _hours_and_yuan(ctx: Context, view: SchoolView) -> list[Finding]:
    found = []
    least_ch = sum(_least_adults(view, t) * view.ch[t] for t in view.periods)
    limited = 0
    for w, work in ctx.v.work_of.items():
        offered = {t: view.ch[t] for _a, pattern, _v in work for t in pattern}
        most = sum(offered.values())
        limit = ctx.staff[w].max_week_ch
        limited += most if limit is None else min(most, limit)
    if limited < least_ch:
        found.append(
            Finding(
                "short",
                "limit_hours",
                "structure:limit_hours",
                "finding.hours_short",
                view.school.id,
                view.school.id,
                least_ch - limited,
                "ch",
                {
                    "school": view.school.name,
                    "needed": f"{least_ch / 100:.2f}",
                    "there": f"{limited / 100:.2f}",
                    "short": f"{(least_ch - limited) / 100:.2f}",
                },
            )
        )
    rates = [
        ctx.staff[w].pay_fen.get("basic", 0)
        for w in ctx.v.work_of
        if ctx.staff[w].role != "instructor"
    ]
    funding = next((f for f in view.school.funding if f.account == "basic"), None)
    special = any(a.service_type == "special" for a in view.activities.values())
    if rates and funding is not None and not special:
        cost = sum(
            _least_adults(view, t)
            * half_up(min(rates) * view.ch[t], 100)
            * min(view.dates(t, (c.grade,)) for c in view.classes.values())
            for t in view.regular
        )
        income = fixed_income(view, funding)
        if cost > income:
            found.append(
                Finding(
                    "short",
                    "balance_accounts",
                    "structure:balance_accounts",
                    "finding.money_short",
                    "basic",
                    view.school.id,
                    cost - income,
                    "fen",
                    {
                        "school": view.school.name,
                        "cost": str(cost),
                        "income": str(income),
                        "short": str(cost - income),
                    },
                )
            )
    return found
