"""`ban_kinds` and `protect_lower_grades`: what may not be done in service at all."""

from solver.plan import Violation
from solver.verify.booking import Booking
from solver.verify.context import Context
from solver.verify.epochs import weekly
from solver.verify.parameters import words
from solver.verify.report import Words, breach, listed


@weekly
def check_ban_kinds(ctx: Context) -> list[Violation]:
    """Checks that no meeting is of an activity with a banned kind; one record per activity."""
    found = []
    for school in ctx.district.schools:
        for clause in ctx.clauses("ban_kinds", school):
            banned = set(words(clause, "kinds"))
            held: dict[str, list[Booking]] = {}
            for b in ctx.of_school[school.id]:
                if banned & set(b.activity.banned_kinds):
                    held.setdefault(b.activity.id, []).append(b)
            for meetings in held.values():
                first = meetings[0]
                found.append(
                    breach(
                        "ban_kinds",
                        "banned_kind",
                        clause=clause,
                        school=school,
                        at=first.period,
                        subject=first.activity.id,
                        amount=len(meetings),
                        unit="meetings",
                        activity=first.activity.title,
                        kinds=Words(tuple(sorted(banned & set(first.activity.banned_kinds)))),
                    )
                )
    return found


@weekly
def check_protect_lower_grades(ctx: Context) -> list[Violation]:
    """Checks that classes of the lower grades sit in no activity with written homework."""
    family = "protect_lower_grades"
    found = []
    for school in ctx.district.schools:
        for clause in ctx.clauses(family, school):
            if not clause.flag("no_written_homework"):
                continue
            grades = clause.numbers("grades")
            for b in ctx.of_school[school.id]:
                lower = [(c, n) for c, n in b.seated if c.grade in grades]
                if b.activity.written_homework and lower:
                    found.append(
                        breach(
                            family,
                            "written_homework",
                            clause=clause,
                            at=b,
                            amount=sum(n for _, n in lower),
                            unit="students",
                            activity=b.activity.title,
                            classes=listed(c.name for c, _ in lower),
                            grades=listed(grades),
                        )
                    )
    return found
