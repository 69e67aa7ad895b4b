"""Adults for every planted group: own teachers in guidance, then whoever fits best."""

from collections.abc import Callable, Iterable
from random import Random

from data.synthetic.basics import SPORTS
from data.synthetic.catalogue import GUIDANCE_SKILL
from data.synthetic.draft import MeetingDraft, PersonDraft, SchoolDraft
from data.synthetic.names import PersonNames
from data.synthetic.roster import one_more

OWN = ("teacher", "other_staff", "leader")


def staff_guidance(school: SchoolDraft, rng: Random) -> None:
    """Each class is led by one of its own teachers, so ``keep_own_class_teacher`` is 0."""
    own: dict[str, list[PersonDraft]] = {}
    for person in school.people:
        for class_id in person.own_classes:
            own.setdefault(class_id, []).append(person)
    todo = [m for m in school.meetings if m.component == "guidance"]
    todo.sort(key=lambda m: m.periods[0].id)
    for meeting in todo:
        (class_id,) = meeting.counts
        free = [p for p in own[class_id] if _can(p, meeting, school)]
        best = min(free, key=lambda p: (p.load_ch, rng.random()))
        _book(best, meeting, school)


def staff_rest(school: SchoolDraft, names: PersonNames, rng: Random) -> None:
    """Sports, clubs with most meetings first, care, reading last.

    A person already on duty that day is taken before one who would come for this alone. Skills
    follow from the plan: who leads a club has its skill.
    """
    order = {"sports": 0, "extension": 1, "care": 2}
    todo = [m for m in school.meetings if not m.staff and m.activity.provider_id is None]
    todo.sort(
        key=lambda m: (
            order[m.component] + (m.activity.grouping == "whole_band") * 3,
            -len(m.periods),
            m.periods[0].id,
        )
    )
    for meeting in todo:
        for place in range(meeting.activity.leaders + meeting.activity.helpers):
            _assign(school, meeting, place, names, rng)


def _assign(
    school: SchoolDraft, meeting: MeetingDraft, place: int, names: PersonNames, rng: Random
) -> None:
    skill = meeting.activity.skill if place == 0 else None
    closed = school.recipe.is_weak and meeting.activity is SPORTS

    def key(p: PersonDraft) -> tuple[float, ...]:
        suits = skill is None or skill in p.skills or p.subject == meeting.subject
        away = sum(q.weekday not in p.day_ch for q in meeting.periods)
        senior = p.role == "leader" and skill is not None
        expert = p.subject == meeting.subject and not p.own_classes
        return (senior, not expert, away, not suits, p.load_ch, rng.random())

    free = [p for p in school.people if _can(p, meeting, school) and not closed]
    free = [p for p in free if p.role in OWN]
    if not free:
        free = [one_more(school, names)]
    best = min(free, key=key)
    if skill:
        best.skills.add(skill)
    _book(best, meeting, school)


def lend_sports(weak: SchoolDraft, centre: SchoolDraft) -> None:
    """Staffs the sports groups of a weak school with teachers lent by the centre school.

    A teacher is lent on two days a week at most and serves both periods of the day if needed.
    PE teachers go first, then other specialists, who get the skill.
    """
    lenders = [p for p in centre.people if p.role == "teacher" and not p.own_classes]
    for meeting in [m for m in weak.meetings if m.activity is SPORTS]:
        weekday = meeting.periods[0].weekday

        def key(p: PersonDraft, weekday: int = weekday) -> tuple[object, ...]:
            there = p.school_on.get(weekday) == weak.id
            return (not there, p.subject != "体育", len(p.school_on), p.id)

        free = [
            p
            for p in lenders
            if _can(p, meeting, weak) and (weekday in p.school_on or len(p.school_on) < 2)
        ]
        best = min(free, key=key)
        best.excellent = True
        best.skills.add(meeting.activity.skill or "")
        if weak.id not in best.lendable_to:
            best.lendable_to.append(weak.id)
        _book(best, meeting, weak)


def instruct(
    schools: Iterable[SchoolDraft],
    people: list[PersonDraft],
    find: Callable[[MeetingDraft], PersonDraft],
) -> None:
    """Gives every provider's section an instructor; each is at one school a day.

    New instructors, made by ``find``, are added to ``people``.
    """
    for school in schools:
        todo = [m for m in school.meetings if m.activity.provider_id is not None]
        for meeting in sorted(todo, key=lambda m: (-len(m.periods), m.periods[0].id)):
            free = [
                p
                for p in people
                if p.provider == meeting.activity.provider_id
                and meeting.activity.skill in p.skills
                and _can(p, meeting, school)
            ]
            if not free:
                people.append(find(meeting))
                free = people[-1:]
            best = min(free, key=lambda p: (-p.load_ch, p.id))
            _book(best, meeting, school)


def widen_skills(school: SchoolDraft, rng: Random) -> None:
    """Gives some teachers one more skill that the school uses: slack for a solver."""
    skills = sorted({m.activity.skill for m in school.meetings if m.activity.skill})
    outside = {a.skill for a in school.activities if a.provider_id}
    barred = outside | {GUIDANCE_SKILL} | ({SPORTS.skill} if school.recipe.is_weak else set())
    open_ = [s for s in skills if s not in barred]
    for person in school.people:
        if open_ and person.role == "teacher" and rng.random() < 0.3:
            person.skills.add(rng.choice(open_))


def give_days(school: SchoolDraft, slack: float, rng: Random) -> None:
    """Adds days of availability until each weekday has ``slack`` more people than the peak."""
    own = [p for p in school.people if p.home == school.id and p.role in OWN]
    need = school.peak(own)
    target = max(need + 1, round(need * slack))
    for weekday in range(1, 6):
        here = [p for p in own if p.school_on.get(weekday) == school.id or weekday in p.spare_days]
        rest = [p for p in own if p not in here and weekday not in p.school_on]
        rest.sort(key=lambda p: (len(p.spare_days) + len(p.school_on), rng.random()))
        for person in rest[: max(0, target - len(here))]:
            person.spare_days.add(weekday)


def _can(person: PersonDraft, meeting: MeetingDraft, school: SchoolDraft) -> bool:
    return person not in meeting.staff and all(person.can(p, school.id) for p in meeting.periods)


def _book(person: PersonDraft, meeting: MeetingDraft, school: SchoolDraft) -> None:
    for p in meeting.periods:
        person.serve(p, school.id, school.ch[p.id])
    meeting.staff.append(person)
