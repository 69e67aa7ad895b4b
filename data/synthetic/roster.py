"""Who works at a school: people by post, with the classes that are their own."""

from random import Random

from data.synthetic.catalogue import SUBJECT_SKILLS
from data.synthetic.draft import ClassDraft, PersonDraft, SchoolDraft
from data.synthetic.names import PersonNames
from solver.domain.base import Role

SPECIALISTS = ("音乐", "美术", "英语", "科学", "信息", "综合")


def hire(school: SchoolDraft, names: PersonNames, rng: Random) -> None:
    """Adds the staff of a school who take part in the service.

    Each class has its own class teacher (语文), and where staff allow a second own teacher
    (数学, shared by two classes; 英语 by three in junior schools). A weak school has nobody who
    may lead sports: that is what it borrows.
    """
    recipe = school.recipe
    classes = [c for band in school.bands for c in band.classes]
    n = len(classes)
    leaders = 1 if n <= 8 else 3
    others = 0 if n <= 8 else 2
    rest = recipe.staff - n - leaders - others
    maths = max(0, min((n + 1) // 2, rest * 2 // 5 if n <= 8 else rest - n // 3))
    english = n // 3 if recipe.stage == "junior" and rest - maths > n // 2 else 0
    pe = 0 if recipe.is_weak else max(1, round(n / 6))
    for c in classes:
        _add(school, names, "teacher", "语文", [c])
    for k in range(maths):
        _add(school, names, "teacher", "数学", classes[2 * k : 2 * k + 2])
    for k in range(english):
        _add(school, names, "teacher", "英语", classes[3 * k : 3 * k + 3])
    for _ in range(pe):
        _add(school, names, "teacher", "体育", [])
    special = max(0, rest - maths - english - pe)
    start = rng.randrange(len(SPECIALISTS))
    for k in range(special):
        _add(school, names, "teacher", SPECIALISTS[(start + k) % len(SPECIALISTS)], [])
    for _ in range(leaders):
        _add(school, names, "leader", "综合", [])
    for _ in range(others):
        _add(school, names, "other_staff", "综合", [])


def _add(
    school: SchoolDraft, names: PersonNames, role: Role, subject: str, own: list[ClassDraft]
) -> PersonDraft:
    number = len(school.people) + 1
    person = PersonDraft(
        id=f"{school.id}-t{number:03d}",
        name=names.next(),
        role=role,
        home=school.id,
        subject=subject,
        skills=set(SUBJECT_SKILLS.get(subject, ())),
        own_classes=[c.id for c in own],
    )
    school.people.append(person)
    return person


def one_more(school: SchoolDraft, names: PersonNames) -> PersonDraft:
    """Adds a teacher whom the planted plan turned out to need."""
    return _add(school, names, "teacher", "综合", [])


def engage_externals(school: SchoolDraft, names: PersonNames) -> None:
    """Gives the first clubs without special needs to people from outside, one each."""
    clubs = [
        m
        for m in school.meetings
        if m.activity.grouping == "by_choice"
        and m.service_type == "basic"
        and not m.activity.helpers
    ]
    for k, meeting in enumerate(clubs[: school.recipe.externals]):
        person = _add(school, names, "external" if k % 2 == 0 else "volunteer", "综合", [])
        person.home = None
        person.external_kind = "民间艺人" if k % 2 == 0 else "大学生志愿者"
        person.skills = {meeting.activity.skill or ""}
        person.lendable_to = [school.id]
        for period in meeting.periods:
            person.serve(period, school.id, school.ch[period.id])
        meeting.staff.append(person)
