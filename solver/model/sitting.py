"""Which grades may sit in a meeting, and so on how many real dates it is."""

from solver.domain import SchoolClass
from solver.model.school_view import SchoolView


def grades_of(view: SchoolView, activity_id: str, period_id: str) -> tuple[int, ...]:
    """Grades that may sit in the meeting: the earliest start among them counts the most dates."""
    activity = view.activities[activity_id]
    return tuple(
        sorted(
            {
                c.grade
                for c in view.classes.values()
                if _may_sit(view, c, period_id) and view.suits(activity, c.id)
            }
        )
    )


def most_dates(view: SchoolView, activity_id: str, period_id: str) -> int:
    """Returns the dates of the meeting if the grade that begins first sits in it."""
    return view.dates(period_id, grades_of(view, activity_id, period_id))


def begin_apart(view: SchoolView, activity_id: str, period_id: str) -> bool:
    """Tells whether grades that may sit in a meeting have service on different dates."""
    grades = grades_of(view, activity_id, period_id)
    return len({view.dates(period_id, (g,)) for g in grades}) > 1


def _may_sit(view: SchoolView, c: SchoolClass, period_id: str) -> bool:
    # Outside the regular day few stay: grades without anybody there date no meeting.
    regular = period_id in view.regular
    return view.has(c.id, period_id) and (regular or view.present(c.id, period_id) > 0)
