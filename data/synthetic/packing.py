"""Packs the planted duties of a school into as few person-days as its peak needs.

A teacher who comes for one period only, while a colleague on duty that day is free then, leaves
the hour to the colleague. Slack is given back afterwards, on purpose and by a known amount.
"""

from data.synthetic.basics import GUIDANCE
from data.synthetic.draft import MeetingDraft, PersonDraft, SchoolDraft
from data.synthetic.staffing import OWN


def pack_duties(school: SchoolDraft) -> None:
    """Moves single duties to colleagues who are there anyway, as far as rules allow."""
    own = [p for p in school.people if p.home == school.id and p.role in OWN]
    most = school.peak(own)
    by_day: dict[int, dict[str, list[MeetingDraft]]] = {}
    for meeting in school.meetings:
        for person in meeting.staff:
            for period in meeting.periods:
                day = by_day.setdefault(period.weekday, {})
                day.setdefault(person.id, []).append(meeting)
    people = {p.id: p for p in own}
    for weekday in sorted(by_day):
        duties = by_day[weekday]
        here = [people[i] for i in duties if i in people]
        for person in sorted(here, key=lambda p: (len(duties[p.id]), p.load_ch, p.id)):
            on_duty = [p for p in here if p.school_on.get(weekday) == school.id]
            if len(on_duty) <= most:
                break
            if all(len(m.periods) == 1 for m in duties[person.id]):
                _hand_over(school, person, duties[person.id], on_duty)


def _hand_over(
    school: SchoolDraft,
    person: PersonDraft,
    meetings: list[MeetingDraft],
    on_duty: list[PersonDraft],
) -> None:
    """Gives all of a person's duties of a day to others, or none."""
    moves: list[tuple[MeetingDraft, PersonDraft]] = []
    for meeting in meetings:
        period = meeting.periods[0]
        fit = [
            p
            for p in on_duty
            if p is not person
            and p.can(period, school.id)
            and p not in meeting.staff
            and (meeting.activity is not GUIDANCE or set(meeting.counts) <= set(p.own_classes))
            and p not in [m[1] for m in moves]
        ]
        if not fit:
            return
        skill = meeting.activity.skill
        moves.append((meeting, min(fit, key=lambda p: (skill not in p.skills, p.load_ch, p.id))))
    for meeting, other in moves:
        period = meeting.periods[0]
        place = meeting.staff.index(person)
        person.leave(period, school.ch[period.id])
        other.serve(period, school.id, school.ch[period.id])
        meeting.staff[place] = other
        if place == 0 and meeting.activity.skill:
            other.skills.add(meeting.activity.skill)
