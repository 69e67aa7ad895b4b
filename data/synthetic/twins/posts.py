"""Clashes of duty posts: nobody, or the only one who may stand there is away, barred or tired.

A school nurse with first-aid skill and first-aid posts before the service are prepared; nobody
else may stand there, and the nurse leads nothing in the planted plan.
"""

from collections.abc import Sequence
from typing import Any

from data.synthetic.twins.ground import Ground, unmet
from data.synthetic.twins.nurse import (
    LENGTH_MIN,
    add_nurse,
    add_posts,
    first_aid_post,
    post_added,
)
from data.synthetic.twins.record import Clash, Fact
from solver.domain.calendar import service_dates
from solver.domain.school import School

# --- nobody -----------------------------------------------------------------------------------


def post_without_anybody(g: Ground) -> Clash | None:
    """A post asks for a certificate that nobody has."""
    school = g.schools()[0]
    post = first_aid_post(g, school, g.rng.randint(1, 5))
    return g.clash(
        [post_added(g, school, post)],
        unmet(LENGTH_MIN, "finding.post_short"),
        "staff_duty_posts",
        "structure:staff_duty_posts",
        [school.id],
        weekday=post["weekday"],
        post_ids=(post["id"],),
        amount=1,
        unit="people",
    )


# --- the only one -------------------------------------------------------------------------------


def only_one_away(g: Ground) -> Clash | None:
    """The nurse is on leave for the whole term."""
    term = g.district.term
    leave = {"first": str(term.first_day), "last": str(term.last_day), "reason": "病假"}
    return _without(g, "absences", [leave], "respect_availability", "")


def only_one_unvetted(g: Ground) -> Clash | None:
    """The nurse is vetted only after the first day of the term."""
    school = g.schools()[0]
    clause = g.ruling("require_clearance", school, vetting_roles="all")
    if clause is None:
        return None
    late = g.district.term.last_day
    return _without(g, "vetted_on", str(late), "require_clearance", clause.id, school)


def only_one_untrained(g: Ground) -> Clash | None:
    """The nurse was not trained before the term."""
    school = g.schools()[0]
    clause = g.ruling("require_clearance", school, training_roles="all")
    if clause is None:
        return None
    return _without(g, "trained_on", None, "require_clearance", clause.id, school)


def papers_expired(g: Ground) -> Clash | None:
    """The papers of an outside nurse, whom the policy asks for papers, end on the first day."""
    school = g.schools()[0]
    clause = g.ruling("require_clearance", school, qualification_roles="external")
    if clause is None:
        return None
    nurse = add_nurse(g, (school,), outside=True)
    posts = add_posts(g, school, [g.rng.randint(1, 5)], outside=True)
    path = f"staff[{nurse}].qualifications[0].valid_to"
    fact = g.fact(path, str(g.district.term.first_day))
    return _of_one(g, [fact], school, nurse, posts, "require_clearance", clause.id)


def externals_barred(g: Ground) -> Clash | None:
    """Only an outsider may stand on a post, and the school has not declared a shortage."""
    school = g.schools()[0]
    clauses = g.pack.of_family("lead_by_own_staff")
    clause = next((c for c in clauses if c.flag("external_only_if_shortage")), None)
    if clause is None:
        return None
    signed = {
        "signed_by": "校长",
        "signed_on": str(g.district.term.first_day.replace(day=1)),
        "reason": "校医不足",
    }
    g.prepare(f"schools[{school.id}].shortage_declaration", signed)
    nurse = add_nurse(g, (school,), outside=True)
    posts = add_posts(g, school, [g.rng.randint(1, 5)], outside=True)
    fact = g.fact(f"schools[{school.id}].shortage_declaration", None)
    return _of_one(g, [fact], school, nurse, posts, "lead_by_own_staff", clause.id)


def _without(
    g: Ground,
    name: str,
    now: Any,
    family: str,
    clause_id: str,
    school: School | None = None,
) -> Clash:
    school = school or g.schools()[0]
    nurse = add_nurse(g, (school,))
    posts = add_posts(g, school, [g.rng.randint(1, 5)])
    fact = g.fact(f"staff[{nurse}].{name}", now)
    return _of_one(g, [fact], school, nurse, posts, family, clause_id)


def _of_one(
    g: Ground,
    facts: list[Fact],
    school: School,
    nurse: str,
    posts: list[dict[str, Any]],
    family: str,
    clause_id: str,
) -> Clash:
    return g.clash(
        facts,
        unmet(LENGTH_MIN * len(posts), "finding.post_short"),
        family,
        clause_id or f"structure:{family}",
        [school.id],
        weekday=posts[0]["weekday"],
        staff_ids=(nurse,),
        post_ids=tuple(p["id"] for p in posts),
        amount=1,
        unit="people",
    )


# --- hours --------------------------------------------------------------------------------------


def week_hours_short(g: Ground) -> Clash | None:
    """The nurse's week is half a class-hour shorter than the posts that only the nurse may take."""
    return _hours(g, "max_week_ch", [1, 2, 3, 4, 5], 500 - 50)


def day_hours_short(g: Ground) -> Clash | None:
    """The nurse's day is half a class-hour shorter than its two posts."""
    day = g.rng.randint(1, 5)
    return _hours(g, "max_day_ch", [day, day], 200 - 50)


def _hours(g: Ground, name: str, days: list[int], cap: int) -> Clash:
    school = g.schools()[0]
    nurse = add_nurse(g, (school,))
    posts = add_posts(g, school, days, ch=100)
    if name == "max_week_ch":
        # A week with a make-up day has a weekday's posts twice; the usual week is what clashes.
        weeks = _weeks(g, school)
        cap += 100 * (max(weeks) - len(days))
    fact = g.fact(f"staff[{nurse}].{name}", cap)
    return g.clash(
        [fact],
        unmet(LENGTH_MIN, "finding.post_hours_short", "cause.post_taken"),
        "limit_hours",
        "structure:limit_hours",
        [school.id],
        weekday=days[0] if len(set(days)) == 1 else None,
        staff_ids=(nurse,),
        post_ids=tuple(p["id"] for p in posts),
        amount=50,
        unit="ch",
    )


def _weeks(g: Ground, school: School) -> list[int]:
    """Returns how many days of service each real week has."""
    found: dict[tuple[int, int], int] = {}
    for weekday in range(1, 6):
        for day in service_dates(g.district.term, school.id, weekday):
            week = day.isocalendar()[:2]
            found[week] = found.get(week, 0) + 1
    return list(found.values())


# --- two schools ----------------------------------------------------------------------------------


def two_schools_one_person(g: Ground) -> Clash | None:
    """Two schools have a post on one afternoon; one person may take them, one school a day."""
    pair = _pair(g)
    if pair is None:
        return None
    one, other, early, late = pair
    nurse = add_nurse(g, (one, other), outside=True)
    facts = [post_added(g, one, early), post_added(g, other, late)]
    return _shared(g, facts, (one, other), nurse, (early, late), "structure:allow_travel")


def travel_too_long(g: Ground) -> Clash | None:
    """Two schools a day are allowed, but the way takes longer than the time between two posts."""
    pair = _pair(g)
    if pair is None:
        return None
    one, other, early, late = pair
    nurse = add_nurse(g, (one, other), outside=True)
    g.prepare("travel.schools_per_day", 2)
    between = late["start_min"] - early["end_min"]
    ways = [w.model_dump(mode="json") for w in g.district.travel.times]
    ways = [w for w in ways if (w["from_school_id"], w["to_school_id"]) != (one.id, other.id)]
    minutes = between - g.district.travel.margin_min
    way = {"from_school_id": one.id, "to_school_id": other.id, "minutes": minutes}
    g.prepare("travel.times", [*ways, way])
    for school, post in ((one, early), (other, late)):
        g.prepare(f"schools[{school.id}].duty_posts[{post['id']}]", post)
    fact = g.fact(f"travel.times[{len(ways)}].minutes", minutes + 1)
    return _shared(g, [fact], (one, other), nurse, (early, late), "structure:allow_travel")


def _pair(g: Ground) -> tuple[School, School, dict[str, Any], dict[str, Any]] | None:
    """Returns two schools, with a post before the service of one and one after the other's."""
    if len(g.district.schools) < 2:
        return None
    one, other = g.schools()[:2]
    weekday = g.rng.randint(1, 5)
    early = first_aid_post(g, one, weekday, outside=True)
    late = first_aid_post(g, other, weekday, outside=True, after=True)
    return one, other, early, late


def _shared(
    g: Ground,
    facts: list[Fact],
    schools: tuple[School, School],
    nurse: str,
    posts: Sequence[dict[str, Any]],
    clause_id: str,
) -> Clash:
    return g.clash(
        facts,
        unmet(LENGTH_MIN, "cause.post_taken"),
        "allow_travel",
        clause_id,
        [s.id for s in schools],
        weekday=posts[0]["weekday"],
        staff_ids=(nurse,),
        post_ids=tuple(p["id"] for p in posts),
        amount=1,
        unit="people",
    )


# --- lunch ---------------------------------------------------------------------------------------


def lunch_without_leader(g: Ground) -> Clash | None:
    """All leaders are busy at one lunch, at which the policy asks for one of them."""
    for school in g.schools():
        lunches = [p for p in school.periods if p.window == "lunch"]
        clause = g.ruling("serve_lunch", school)
        leaders = [
            p for p in g.district.staff if p.role == "leader" and p.home_school_id == school.id
        ]
        if not lunches or clause is None or not leaders:
            continue
        period = g.rng.choice(lunches)
        taken = {
            "weekday": period.weekday,
            "start_min": period.start_min,
            "end_min": period.end_min,
        }
        company = [
            d.id
            for d in g.plan.duties
            if d.school_id == school.id and d.post_id.endswith(f":{period.id}")
        ]
        facts = [
            g.fact(
                f"staff[{p.id}].busy",
                [*(i.model_dump(mode="json") for i in p.busy), taken],
                **dict.fromkeys(company, (p.id,)),
            )
            for p in leaders
        ]
        return g.clash(
            facts,
            unmet(period.minutes, "finding.lunch_alone"),
            "serve_lunch",
            clause.id,
            [school.id],
            weekday=period.weekday,
            period_ids=(period.id,),
            staff_ids=tuple(p.id for p in leaders),
            amount=1,
            unit="people",
        )
    return None
