"""Class-hours a week that a plan in the making asks of each person at each school."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from solver.domain import District
from solver.domain.calendar import week_profiles
from solver.plan import Duty, Meeting
from solver.policy import PolicyPack, class_hours_ch

_NO_DUTIES: Mapping[str, Iterable[Duty]] = {}


def hours_used(
    district: District,
    pack: PolicyPack,
    meetings_of: Mapping[str, Iterable[Meeting]],
    duties_of: Mapping[str, Iterable[Duty]] = _NO_DUTIES,
) -> dict[tuple[str, str], int]:
    """Returns the class-hours, in hundredths, of each person's fullest real week at each school.

    Parameters
    ----------
    meetings_of : mapping
        Meetings of the pattern week by school.
    duties_of : mapping
        Duties of the pattern week by school; a post counts its own class-hours.
    """
    found: dict[tuple[str, str], int] = {}
    for school in district.schools:
        periods = {p.id: p for p in school.periods}
        by_day: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for m in meetings_of.get(school.id, ()):
            for w in m.staff_ids:
                by_day[w][m.weekday] += class_hours_ch(pack, school, periods[m.period_id])
        posts = {p.id: p for p in school.duty_posts}
        for duty in duties_of.get(school.id, ()):
            # Lunch company that a clause asks for is no post of the school: it counts nothing.
            if duty.post_id in posts:
                for w in duty.staff_ids:
                    by_day[w][duty.weekday] += posts[duty.post_id].class_hours_ch
        weeks = week_profiles(district.term, school.id)
        for w, days in by_day.items():
            found[(w, school.id)] = max(
                sum(week[d - 1] * ch for d, ch in days.items()) for week in weeks
            )
    return found
