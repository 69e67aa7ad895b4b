"""Who may not be lent because the home school has a need open that they could fill.

As the check of ``lend_within_area`` has it, on the person's own work: what could be done beside the
work at home, and not beside the work elsewhere as well.
"""

from collections.abc import Iterator, Sequence

from solver.domain import StaffMember
from solver.model.causes.taken import is_elsewhere, taken
from solver.model.causes.week import Week
from solver.model.families import require_skills
from solver.model.lending_quotas import is_lent
from solver.model.people import People, suits_post
from solver.model.times import Time, post_key, share_minute


def needed_at_home(week: Week, people: People, person: StaffMember, times: Sequence[Time]) -> bool:
    """Tells whether lending a person for some times would leave a need at home open."""
    if not is_lent(person, times[0].school_id):
        return False
    home = str(person.home_school_id)
    here = [t for t in week.held(person.id) if t.school_id == home]
    for need in _needs(week, people, person, home):
        if any(share_minute(need, t) for t in here):
            continue
        there = [*times, *(t for t in week.held(person.id) if t.school_id != home)]
        if any(share_minute(need, t) for t in there) or is_elsewhere(week, need, there):
            return True
        if "hours" in taken(week, person, [need]):
            return True
    return False


def _needs(week: Week, people: People, person: StaffMember, home: str) -> Iterator[Time]:
    """Yields the times of what the home school leaves open and the person could do."""
    ctx = week.ctx
    if home not in ctx.views:
        return
    view = ctx.views[home]
    for (_c, t), students in week.left.items():
        if students and ctx.school_of_period[t] == home:
            window = view.periods[t].window
            if any(
                a.window == window
                and require_skills.may_lead(person, a)
                and not people.why_not(person, home, a, (t,))
                for a in week.activities_of(home)
            ):
                yield ctx.times[t]
    for post_id, missing in week.unmanned.items():
        found = ctx.posts.get(post_id)
        if missing and found is not None and found[0].school.id == home:
            record = found[0].record
            if suits_post(person, home, record) and not people.why_not_stand(person, record):
                yield ctx.times[post_key(post_id)]
