"""Who attends on every day of the week, counted from the figures of the input and from seats."""

from collections import defaultdict

from solver.domain import School, SchoolClass
from solver.policy import Clause
from solver.verify.clocks import regular
from solver.verify.context import Context
from solver.verify.encouraged import in_force
from solver.verify.parameters import words
from solver.verify.seats import lost_students

FAMILY = "attend_every_day"


def students_missing_a_day(ctx: Context) -> int:
    """Returns participants who cannot attend on every weekday of a clause (`attend_every_day`)."""
    return sum(
        whole - every
        for school in ctx.district.schools
        for clause in in_force(ctx, FAMILY, school)
        for c in school.classes
        for whole, every in [every_day(ctx, school, c, clause)]
    )


def every_day(
    ctx: Context, school: School, school_class: SchoolClass, clause: Clause
) -> tuple[int, int]:
    """Returns the participants of a class, and how many at most attend on every weekday.

    On a weekday at most those attend who are there at some time, less those whom the plan leaves
    without a seat in some period. Listed students who come on some of the days only do not count.
    Weekdays without service for the grade are left out.
    """
    wanted = {int(d) for d in words(clause, "weekdays")}
    whole = school.participants_term(school_class)
    there: dict[int, list[int]] = defaultdict(list)
    lost: dict[int, list[int]] = defaultdict(list)
    for p in regular(school, school_class.grade):
        if p.weekday in wanted:
            there[p.weekday].append(school_class.present(p))
            lost[p.weekday].append(lost_students(ctx).get((school_class.id, p.id), 0))
    if not there:
        return whole, whole
    rarely = 0
    for student in ctx.district.students:
        if student.class_id == school_class.id:
            comes = there.keys() & set(student.weekdays)
            rarely += bool(comes) and comes != there.keys()
    least = min(max(there[d]) - max(lost[d]) for d in there)
    return whole, max(0, min(least, whole - rarely))
