"""Clashes of what is offered: activities that the mode asks for and that are barred or missing."""

from data.synthetic.twins.ground import Ground, unmet
from data.synthetic.twins.record import Clash, Fact


def sports_without_grade(g: Ground) -> Clash | None:
    """Sports are not for one grade, and the mode asks for them in every class."""
    grades = sorted({c.grade for s in g.district.schools for c in s.classes})
    school = g.schools()[0]
    asked = g.times_a_week("sports", school)
    grade = g.rng.choice(sorted({c.grade for c in school.classes}))
    if asked is None or len(grades) < 2:
        return None
    schools = [s.id for s in g.district.schools if any(c.grade == grade for c in s.classes)]
    lost = sum(g.least_lost(s, asked[1], grade) for s in g.district.schools if s.id in schools)
    classes = tuple(c.id for s in g.district.schools for c in s.classes if c.grade == grade)
    return g.clash(
        [g.fact("activities[sports].grades", [x for x in grades if x != grade])],
        unmet(lost, "finding.class_no_activity"),
        "follow_mode",
        asked[0],
        schools,
        class_ids=classes,
        activity_ids=("sports",),
        amount=asked[1] * len(classes),
        unit="class_periods",
    )


def guidance_on_two_days(g: Ground) -> Clash | None:
    """Guidance is offered on fewer days than the mode asks for, at once a day."""
    schools = [s for s in g.district.schools if g.times_a_week("guidance", s)]
    if not schools:
        return None
    clause_id, least = g.times_a_week("guidance", schools[0]) or ("", 0)
    if g.pack.clause(clause_id).integer("max_guidance_per_day") != 1 or least < 2:
        return None
    days = sorted(g.rng.sample(range(1, 6), least - 1))
    return g.clash(
        [g.fact("activities[guidance].weekdays", days)],
        unmet(sum(g.least_lost(s, 1) for s in schools), "finding.class_no_activity"),
        "follow_mode",
        clause_id,
        [s.id for s in schools],
        activity_ids=("guidance",),
        amount=sum(len(s.classes) for s in schools),
        unit="class_periods",
    )


def written_homework(g: Ground) -> Clash | None:
    """Guidance sets written homework, and the school's grid has it for protected grades."""
    for clause in g.pack.of_family("protect_lower_grades"):
        grades = set(clause.numbers("grades"))
        cells = _guided(g, grades)
        if cells:
            fact = g.fact("activities[guidance].written_homework", True)
            return _banned(g, fact, clause.id, "protect_lower_grades", cells)
    return None


def banned_lessons(g: Ground) -> Clash | None:
    """Guidance is of a kind that the policy bans, and the school's grid has it."""
    for clause in g.pack.of_family("ban_kinds"):
        kinds, cells = clause.words("kinds"), _guided(g, set(range(1, 10)))
        if kinds and cells:
            fact = g.fact("activities[guidance].banned_kinds", [kinds[0]])
            return _banned(g, fact, clause.id, "ban_kinds", cells)
    return None


def _guided(g: Ground, grades: set[int]) -> list[tuple[str, str, str]]:
    """Returns school, class and period of the grid's guidance for some grades."""
    return [
        (s.id, c.id, cell.period_id)
        for s in g.district.schools
        for cell in s.fixed_grid
        if cell.component == "guidance"
        for b in s.bands
        if b.id == cell.band_id
        for c in s.classes
        if c.id in b.class_ids and c.grade in grades
    ]


def _banned(
    g: Ground, fact: Fact, clause_id: str, family: str, cells: list[tuple[str, str, str]]
) -> Clash:
    periods = {p.id: p for s in g.district.schools for p in s.periods}
    classes = {c.id: c for s in g.district.schools for c in s.classes}
    lost = sum(classes[c].present(periods[t]) * periods[t].minutes for _s, c, t in cells)
    return g.clash(
        [fact],
        unmet(lost, "finding.class_barred"),
        family,
        clause_id,
        dict.fromkeys(s for s, _c, _t in cells),
        class_ids=tuple(dict.fromkeys(c for _s, c, _t in cells)),
        period_ids=tuple(dict.fromkeys(t for _s, _c, t in cells)),
        activity_ids=("guidance",),
        amount=len(cells),
        unit="class_periods",
    )
