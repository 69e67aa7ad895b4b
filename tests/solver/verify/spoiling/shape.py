"""The shape of the service: days, minutes, ends, the grid, mode, guidance, grades, kinds."""

from collections import defaultdict
from random import Random

from solver.domain import Period, School
from solver.domain.school import Dismissal
from solver.plan import Plan
from solver.policy import Clause
from tests.solver.verify.spoiling.good import (
    Good,
    NoPlace,
    Spoilt,
    Told,
    copy,
    kind,
    pick,
    swapped,
)

MODE = "follow_mode"


def _day(school: School, grade: int, weekday: int) -> list[Period]:
    """Returns the regular periods of a grade on a weekday, in order."""
    return sorted(
        (
            p
            for p in school.periods
            if p.window == "regular" and p.weekday == weekday and p.applies_to(grade)
        ),
        key=lambda p: p.start_min,
    )


def _grade(good: Good, rng: Random, school: School) -> int:
    taking = [c.grade for c in school.classes if any(c.participants.values())]
    return pick(rng, sorted({*taking}))


def _told(clause: Clause, school: School, code: str, **more: object) -> Told:
    return Told(clause.id, code, school_id=school.id, **more)  # type: ignore[arg-type]


@kind("a weekday without service")
def no_service(good: Good, rng: Random) -> Spoilt:
    school, clause = pick(rng, good.bound("run_every_day", "service_days_per_week"))
    grade, weekday = _grade(good, rng, school), rng.randint(1, 5)
    gone = {p.id for p in _day(school, grade, weekday)}
    plan, left = without_periods(good.plan, school, gone)
    told = _told(clause, school, "too_few_days", subject=f"{school.id}/{grade}", amount=1)
    schools = tuple(left if s is school else s for s in good.district.schools)
    return good.given(told, plan=plan, schools=schools)


def without_periods(plan: Plan, school: School, gone: set[str]) -> tuple[Plan, School]:
    """Returns a plan and a school without some periods, and without what names them."""
    plan = copy(
        plan,
        meetings=tuple(m for m in plan.meetings if m.period_id not in gone),
        grid=tuple(e for e in plan.grid if e.period_id not in gone),
    )
    menus = tuple(
        copy(x, period_ids=tuple(i for i in x.period_ids if i not in gone)) for x in school.menus
    )
    classes = tuple(
        copy(
            c,
            participants_by_period={
                p: n for p, n in c.participants_by_period.items() if p not in gone
            },
        )
        for c in school.classes
    )
    return plan, copy(
        school,
        periods=tuple(p for p in school.periods if p.id not in gone),
        fixed_grid=tuple(c for c in school.fixed_grid if c.period_id not in gone),
        menus=menus,
        classes=classes,
    )


def _minutes(good: Good, school: School, grade: int, weekday: int, counted: int) -> int:
    """Returns the minutes of a day, breaks of at most ``counted`` minutes included."""
    day = _day(school, grade, weekday)
    bells = [
        d.at_min for d in school.dismissal if d.weekday == weekday
        and (not d.grades or grade in d.grades)
    ]  # fmt: skip
    at, total = (max(bells), 0) if bells else (None, 0)
    for p in day:
        if at is not None and 0 <= p.start_min - at <= counted:
            total += p.start_min - at
        total += p.end_min - p.start_min
        at = p.end_min
    return total


def _is_free(school: School, period: Period, start: int, end: int) -> bool:
    """Tells whether a period with another clock would touch no other of its weekday."""
    return not any(
        p is not period
        and p.weekday == period.weekday
        and p.start_min < end
        and start < p.end_min
        and (not p.grades or not period.grades or {*p.grades} & {*period.grades})
        for p in school.periods
    )


def _resized(good: Good, rng: Random, parameter: str, sign: int, code: str) -> Spoilt:
    school, clause = pick(rng, good.bound("keep_daily_minutes", parameter))
    limit = clause.integer(parameter) or 0
    counted = clause.integer("counted_break_min")
    grade, weekday = _grade(good, rng, school), rng.randint(1, 5)
    allowed = good.pack.short_break_min if counted is None else counted
    total = _minutes(good, school, grade, weekday, allowed)
    last = _day(school, grade, weekday)[-1]
    end = last.end_min + limit - total + sign
    if end <= last.start_min or not _is_free(school, last, last.start_min, end):
        raise NoPlace
    told = _told(clause, school, code, period_id=last.id, amount=1)
    return good.within("periods", school, last, told, end_min=end)


@kind("a day one minute too short")
def too_short(good: Good, rng: Random) -> Spoilt:
    return _resized(good, rng, "min_minutes_per_day", -1, "day_too_short")


@kind("a day one minute too long")
def too_long(good: Good, rng: Random) -> Spoilt:
    return _resized(good, rng, "max_minutes_per_day", 1, "day_too_long")


@kind("service that ends a minute before the end of work")
def before_off_work(good: Good, rng: Random) -> Spoilt:
    school, clause = pick(rng, good.bound("end_within_window", "not_before_off_work"))
    grade, weekday = _grade(good, rng, school), rng.randint(1, 5)
    last = _day(school, grade, weekday)[-1]
    term = copy(
        good.district.term,
        seasons=tuple(copy(s, off_work_min=last.end_min + 1) for s in good.district.term.seasons),
    )
    schools = swapped(good.district.schools, school, off_work=())
    told = _told(clause, school, "ends_before_off_work", period_id=last.id, amount=1)
    return good.given(told, term=term, schools=schools)


@kind("service that ends a minute too late")
def ends_too_late(good: Good, rng: Random) -> Spoilt:
    school, grade, clause, limit = pick(rng, [
        (s, c.grade, clause, limit)
        for s in good.district.schools
        for c in s.classes
        for clause in good.clauses("end_within_window", s.id)
        if (limit := clause.integer(f"latest_end_{s.stage_of(c.grade)}_min")) is not None
    ])  # fmt: skip
    last = _day(school, grade, rng.randint(1, 5))[-1]
    if not _is_free(school, last, last.start_min, limit + 1):
        raise NoPlace
    told = _told(clause, school, "ends_too_late", period_id=last.id, amount=1)
    return good.within("periods", school, last, told, end_min=limit + 1)


@kind("service that begins a minute before dismissal")
def before_dismissal(good: Good, rng: Random) -> Spoilt:
    school, clause = pick(rng, good.bound("end_within_window", "not_before_dismissal"))
    grade, weekday = _grade(good, rng, school), rng.randint(1, 5)
    first = _day(school, grade, weekday)[0]
    bell = Dismissal(weekday=weekday, at_min=first.start_min + 1)
    told = _told(clause, school, "starts_before_dismissal", period_id=first.id, amount=1)
    return good.school(school, told, dismissal=(*school.dismissal, bell))


def _evening(good: Good, rng: Random, parameter: str) -> tuple[School, Clause, Period]:
    """Returns the last period of an evening for which somebody stays, with a clause on it."""
    return pick(rng, [
        (s, c, p)
        for s, c in good.bound("end_within_window", parameter)
        for p in s.periods
        if p.window == "evening" and any(k.present(p) for k in s.classes if p.applies_to(k.grade))
        and not any(
            q.window == "evening" and q.weekday == p.weekday and q.start_min > p.start_min
            for q in s.periods
        )
    ])  # fmt: skip


@kind("evening study that ends a minute too late")
def evening_late(good: Good, rng: Random) -> Spoilt:
    school, clause, p = _evening(good, rng, "latest_end_evening_min")
    end = (clause.integer("latest_end_evening_min") or 0) + 1
    told = _told(clause, school, "ends_too_late", period_id=p.id, amount=1)
    return good.within("periods", school, p, told, end_min=end)


@kind("evening study a minute too long")
def evening_long(good: Good, rng: Random) -> Spoilt:
    school, clause, p = _evening(good, rng, "evening_max_minutes")
    same = [q for q in school.periods if q.window == "evening" and q.weekday == p.weekday]
    most = clause.integer("evening_max_minutes") or 0
    over = most - sum(q.end_min - q.start_min for q in same) + 1
    told = _told(clause, school, "evening_too_long", amount=1)
    return good.within("periods", school, p, told, end_min=p.end_min + over)


@kind("evening study at the weekend")
def evening_weekend(good: Good, rng: Random) -> Spoilt:
    school, clause, p = _evening(good, rng, "weekdays")
    told = _told(clause, school, "evening_weekday", period_id=p.id)
    return good.within("periods", school, p, told, weekday=6)


@kind("evening study of a primary grade")
def evening_stage(good: Good, rng: Random) -> Spoilt:
    school, clause, p = _evening(good, rng, "stages")
    c = pick(rng, [c for c in school.classes if p.applies_to(c.grade) and c.present(p)])
    told = _told(clause, school, "evening_stage", period_id=p.id, subject=f"{school.id}/6")
    periods = tuple(
        copy(q, grades=(*q.grades, 6)) if q is p and q.grades else q for q in school.periods
    )
    classes = tuple(copy(k, grade=6) if k is c else k for k in school.classes)
    return good.school(school, told, periods=periods, classes=classes, stage="nine_year")


# --- what may be done -------------------------------------------------------------------------


def _recast(
    good: Good, school: School, class_ids: set[str], told: Told, change: dict[str, str]
) -> Spoilt:
    """Returns the plan with other components in the cells of some classes of a school."""
    grid = tuple(
        copy(e, component=change[e.component])
        if e.class_id in class_ids and e.component in change
        else e
        for e in good.plan.grid
    )
    return good.said(told, grid=grid)


@kind("too few periods of sport in a week")
def too_little_sport(good: Good, rng: Random) -> Spoilt:
    found = [
        (s, c)
        for s in good.district.schools
        for c in good.pack.of_family(MODE)
        if c.integer("min_sports_per_week")
        and good.policy.applies(c, s)
        and (c.is_required if c.get("mode") is None else c.get("mode") == s.adopted_mode)
    ]
    school, clause = pick(rng, found)
    k = pick(rng, school.classes)
    told = _told(
        clause, school, "too_few_per_week", subject=k.id,
        amount=clause.integer("min_sports_per_week"),
    )  # fmt: skip
    return _recast(good, school, {k.id}, told, {"sports": "care"})


@kind("too few periods of extension in a week")
def too_little_extension(good: Good, rng: Random) -> Spoilt:
    found = [
        (s, c)
        for s in good.district.schools
        for c in good.pack.of_family(MODE)
        if c.integer("min_extension_per_week") and c.get("mode") == s.adopted_mode
    ]
    school, clause = pick(rng, found)
    k = pick(rng, school.classes)
    told = _told(clause, school, "too_few_per_week", subject=k.id)
    return _recast(good, school, {k.id}, told, {"extension": "care", "split": "care"})


@kind("guidance twice a day under a mode")
def guidance_twice(good: Good, rng: Random) -> Spoilt:
    found = [
        (s, c)
        for s in good.district.schools
        for c in good.pack.of_family(MODE)
        if c.integer("max_guidance_per_day") and c.get("mode") == s.adopted_mode
    ]
    school, clause = pick(rng, found)
    k = pick(rng, school.classes)
    told = _told(clause, school, "guidance_per_day", subject=k.id)
    change = dict.fromkeys(("sports", "extension", "split", "care"), "guidance")
    return _recast(good, school, {k.id}, told, change)


@kind("no extension at all under a mode")
def no_titles(good: Good, rng: Random) -> Spoilt:
    found = [
        (s, c)
        for s in good.district.schools
        for c in good.pack.of_family(MODE)
        if c.integer("min_extension_titles") and c.get("mode") == s.adopted_mode
    ]
    school, clause = pick(rng, found)
    left = tuple(
        m for m in good.plan.meetings
        if m.school_id != school.id or good.activity(m).component != "extension"
    )  # fmt: skip
    told = _told(clause, school, "too_few_titles", subject=school.id)
    return good.said(told, meetings=left)


@kind("more guidance a day than a class may have")
def guidance_hours(good: Good, rng: Random) -> Spoilt:
    school, clause = pick(rng, good.bound("limit_guidance", "max_guidance_ch_per_day"))
    k = pick(rng, school.classes)
    told = Told(clause.id, "guidance_hours", school_id=school.id, subject=k.id)
    change = dict.fromkeys(("sports", "extension", "split", "care"), "guidance")
    return _recast(good, school, {k.id}, told, change)


@kind("written homework in a lower grade")
def homework(good: Good, rng: Random) -> Spoilt:
    clauses = defaultdict(list)
    for s, c in good.bound("protect_lower_grades"):
        clauses[s.id].append(c)
    m, clause = pick(rng, [
        (m, clause)
        for m in good.usual
        for clause in clauses[m.school_id]
        if any(n and good.classes[c][1].grade in clause.numbers("grades")
               for c, n in m.class_counts.items())
    ])  # fmt: skip
    lower = sum(
        n for c, n in m.class_counts.items()
        if good.classes[c][1].grade in clause.numbers("grades")
    )  # fmt: skip
    told = Told(clause.id, "written_homework", period_id=m.period_id, subject=m.id, amount=lower)
    return good.offer(good.activity(m), told, written_homework=True)


@kind("activity of a banned kind")
def banned(good: Good, rng: Random) -> Spoilt:
    school, clause = pick(rng, good.bound("ban_kinds", "kinds"))
    value = clause.get("kinds")
    kinds = (value,) if isinstance(value, str) else clause.words("kinds")
    m = pick(rng, [m for m in good.usual if m.school_id == school.id])
    told = _told(clause, school, "banned_kind", subject=m.activity_id)
    return good.offer(good.activity(m), told, banned_kinds=(pick(rng, kinds),))
