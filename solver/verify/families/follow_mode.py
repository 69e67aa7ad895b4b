"""`follow_mode` and `limit_guidance`: how often a class has guidance, sports and extension."""

from collections import Counter, defaultdict
from typing import Any

from solver.domain import Period, School, SchoolClass
from solver.plan import Violation
from solver.policy import Clause
from solver.verify.clocks import regular
from solver.verify.context import Context
from solver.verify.epochs import weekly
from solver.verify.families.grid import WALKING, check_grid
from solver.verify.families.short_weeks import check_short_weeks
from solver.verify.report import Word, breach, day_word, hours

FAMILY = "follow_mode"


def check_follow_mode(ctx: Context) -> list[Violation]:
    """Checks the grid itself and the mode rows of every clause that binds a school.

    A clause with ``mode`` binds the schools that adopted that mode, as if required; one without
    binds by its strength. Least numbers hold in real weeks that short parts make up, too.
    """
    found = _pattern_weeks(ctx)
    for school in ctx.district.schools:
        for clause in mode_clauses(ctx, school):
            found += check_short_weeks(ctx, school, clause)
    return found


@weekly
def _pattern_weeks(ctx: Context) -> list[Violation]:
    found = check_grid(ctx)
    for school in ctx.district.schools:
        for clause in mode_clauses(ctx, school):
            for school_class in school.classes:
                found += _class(ctx, school, school_class, clause)
            found += _titles(ctx, school, clause)
    return found


def mode_clauses(ctx: Context, school: School) -> list[Clause]:
    """Returns the clauses that bind a school: those of its adopted mode and those without one."""
    return [
        c
        for c in ctx.pack.of_family(FAMILY)
        if ctx.policy.applies(c, school)
        and (c.is_required if c.get("mode") is None else c.get("mode") == school.adopted_mode)
    ]


def _class(
    ctx: Context, school: School, school_class: SchoolClass, clause: Clause
) -> list[Violation]:
    found = []
    days: dict[int, list[str]] = defaultdict(list)
    for period in regular(school, school_class.grade):
        days[period.weekday].append(ctx.cells.get((school_class.id, period.id), ""))

    def report(code: str, amount: int, weekday: int | None = None, **more: Any) -> None:
        at = regular(school, school_class.grade, weekday)[0] if weekday else None
        found.append(
            breach(
                FAMILY,
                code,
                clause=clause,
                school=school,
                at=at,
                subject=school_class.id,
                amount=amount,
                unit="periods",
                class_name=school_class.name,
                **more,
            )
        )

    most = clause.integer("max_guidance_per_day")
    each = clause.integer("daily_each_from_periods")
    for day, cells in days.items():
        guidance = cells.count("guidance")
        if most is not None and guidance > most:
            report(
                "guidance_per_day",
                guidance - most,
                day,
                found=guidance,
                allowed=most,
                day=day_word(day),
            )
        if each is not None and len(cells) >= each:
            for name, kinds in (
                ("guidance", ("guidance",)),
                ("sports", ("sports",)),
                ("extension", WALKING),
            ):
                if not any(c in kinds for c in cells):
                    report("not_each_day", 1, day, missing=Word(name), day=day_word(day))
    week = Counter(c for cells in days.values() for c in cells)
    for name, held in (
        ("guidance", week["guidance"]),
        ("sports", week["sports"]),
        ("extension", sum(week[c] for c in WALKING)),
    ):
        least = clause.integer(f"min_{name}_per_week")
        if least is not None and held < least:
            report("too_few_per_week", least - held, missing=Word(name), found=held, allowed=least)
    return found


def _titles(ctx: Context, school: School, clause: Clause) -> list[Violation]:
    least = clause.integer("min_extension_titles")
    titles = extension_titles(ctx, school)
    if least is None or len(titles) >= least:
        return []
    return [
        breach(
            FAMILY,
            "too_few_titles",
            clause=clause,
            school=school,
            subject=school.id,
            amount=least - len(titles),
            unit="titles",
            found=len(titles),
            allowed=least,
        )
    ]


def extension_titles(ctx: Context, school: School) -> set[str]:
    """Returns the distinct titles of extension activities with a staffed meeting at a school."""
    return {
        b.activity.title
        for b in ctx.of_school[school.id]
        if b.activity.component == "extension" and b.people
    }


@weekly
def check_limit_guidance(ctx: Context) -> list[Violation]:
    """Checks class-hours of guidance of a class on a weekday (``max_guidance_ch_per_day``)."""
    found = []
    for school in ctx.district.schools:
        for clause in ctx.clauses("limit_guidance", school):
            most = clause.integer("max_guidance_ch_per_day")
            if most is None:
                continue
            for school_class in school.classes:
                days: dict[int, list[Period]] = defaultdict(list)
                for period in regular(school, school_class.grade):
                    if ctx.cells.get((school_class.id, period.id)) == "guidance":
                        days[period.weekday].append(period)
                for weekday, periods in days.items():
                    total = sum(ctx.ch(p) for p in periods)
                    if total > most:
                        found.append(
                            breach(
                                "limit_guidance",
                                "guidance_hours",
                                clause=clause,
                                school=school,
                                at=periods[-1],
                                subject=school_class.id,
                                amount=total - most,
                                unit="ch",
                                class_name=school_class.name,
                                day=day_word(weekday),
                                found=hours(total),
                                allowed=hours(most),
                            )
                        )
    return found
