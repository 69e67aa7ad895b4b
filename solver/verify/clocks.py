"""The regular periods of a school and the end of its lessons."""

from solver.domain import Period, School


def regular(school: School, grade: int | None = None, weekday: int | None = None) -> list[Period]:
    """Returns the regular periods of a school (of a grade, on a weekday) by weekday and start."""
    chosen = [
        p
        for p in school.periods
        if p.window == "regular"
        and (grade is None or p.applies_to(grade))
        and (weekday is None or p.weekday == weekday)
    ]
    return sorted(chosen, key=lambda p: (p.weekday, p.start_min, p.id))


def dismissal_of(school: School, grade: int, weekday: int) -> int | None:
    """Returns the end of a grade's last lesson on a weekday, if the school gives it."""
    given = [
        d.at_min
        for d in school.dismissal
        if d.weekday == weekday and (not d.grades or grade in d.grades)
    ]
    return max(given, default=None)
