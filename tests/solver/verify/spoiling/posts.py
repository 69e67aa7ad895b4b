"""Duty posts and the company of a leader at lunch."""

from datetime import timedelta
from random import Random

from solver.domain import DutyPost
from solver.plan import Duty
from tests.solver.verify.spoiling.good import Good, Spoilt, Told, claim, copy, kind, pick, structure

POSTS = "staff_duty_posts"


def _post(good: Good, duty: Duty) -> DutyPost | None:
    posts = good.schools[duty.school_id].duty_posts
    return next((p for p in posts if p.id == duty.post_id), None)


def _stated(good: Good) -> list[tuple[Duty, DutyPost]]:
    return [(d, p) for d in good.plan.duties if (p := _post(good, d)) is not None]


def _told(good: Good, duty: Duty, post: DutyPost, code: str, **more: object) -> Told:
    """Returns what is told of a post: under the clause that asks for posts of its role."""
    for c in good.clauses(POSTS, duty.school_id, "duty_roles"):
        if post.role in c.words("duty_roles"):
            return Told(c.id, code, school_id=duty.school_id, **more)  # type: ignore[arg-type]
    return structure(POSTS, code, school_id=duty.school_id, **more)


@kind("duty dropped")
def dropped(good: Good, rng: Random) -> Spoilt:
    d, post = pick(rng, _stated(good))
    told = _told(good, d, post, "post_unmanned", subject=post.id, amount=len({*d.staff_ids}))
    return good.said(told, duties=tuple(x for x in good.plan.duties if x is not d))


@kind("nobody on a post")
def nobody(good: Good, rng: Random) -> Spoilt:
    d, post = pick(rng, _stated(good))
    told = _told(good, d, post, "post_unmanned", subject=post.id, amount=post.people_needed)
    return good.duty(d, told, staff_ids=())


@kind("post that needs one more")
def needs_more(good: Good, rng: Random) -> Spoilt:
    d, post = pick(rng, _stated(good))
    told = _told(good, d, post, "post_unmanned", subject=post.id, amount=1)
    school = good.schools[d.school_id]
    more = post.people_needed + 1
    return good.within("duty_posts", school, post, told, people_needed=more)


@kind("one date of a duty taken out")
def date_out(good: Good, rng: Random) -> Spoilt:
    d, post = pick(rng, _stated(good))
    day = pick(rng, good.dates(d))
    told = _told(good, d, post, "post_unmanned", subject=post.id)
    return good.duty(d, told, except_dates=(*d.except_dates, day))


@kind("duty that ends too early")
def ends_early(good: Good, rng: Random) -> Spoilt:
    d, post = pick(rng, [(d, p) for d, p in _stated(good) if len(good.dates(d)) > 1])
    told = _told(good, d, post, "post_unmanned", subject=post.id)
    return good.duty(d, told, to_date=pick(rng, good.dates(d)[:-1]))


@kind("one too many on a post")
def crowded(good: Good, rng: Random) -> Spoilt:
    d, post = pick(rng, _stated(good))
    person = pick(rng, [p for p in good.staff if p not in d.staff_ids])
    told = _told(good, d, post, "post_crowded", subject=post.id, amount=1)
    return good.duty(d, told, staff_ids=(*d.staff_ids, person))


@kind("somebody of the wrong role on a post")
def wrong_role(good: Good, rng: Random) -> Spoilt:
    d, post, person = pick(rng, [
        (d, p, x.id)
        for d, p in _stated(good)
        for x in good.district.staff
        if x.role not in p.roles or x.role == "instructor"
    ])  # fmt: skip
    told = _told(good, d, post, "duty_not_eligible", subject=person, amount=len(good.dates(d)))
    return good.duty(d, told, staff_ids=(person, *d.staff_ids[1:]))


@kind("somebody of another school on a post of own staff")
def not_home(good: Good, rng: Random) -> Spoilt:
    d, post, person = pick(rng, [
        (d, p, x)
        for d, p in _stated(good)
        if p.own_staff_only
        for x in (good.staff[i] for i in d.staff_ids)
    ])  # fmt: skip
    told = _told(good, d, post, "duty_not_eligible", subject=person.id)
    return good.person(person, told, home_school_id=good.other_school(rng, d.school_id))


@kind("post that asks for a skill")
def no_skill(good: Good, rng: Random) -> Spoilt:
    d, post = pick(rng, _stated(good))
    told = _told(good, d, post, "duty_not_eligible", subject=d.staff_ids[0])
    return good.within(
        "duty_posts", good.schools[d.school_id], post, told, skill="first aid certificate"
    )


@kind("duty named twice in the plan")
def duty_twice(good: Good, rng: Random) -> Spoilt:
    d = pick(rng, good.plan.duties)
    told = claim("duties", "duty_twice", subject=d.id, amount=1)
    return good.said(told, duties=(*good.plan.duties, d))


@kind("duty on an unknown post")
def unknown_post(good: Good, rng: Random) -> Spoilt:
    d = pick(rng, good.plan.duties)
    return good.duty(d, claim("duties", "unknown_id", subject=d.id), post_id="nowhere")


@kind("unknown person on a duty")
def unknown_person(good: Good, rng: Random) -> Spoilt:
    d = pick(rng, good.plan.duties)
    told = claim("duties", "unknown_id", subject=d.id)
    return good.duty(d, told, staff_ids=("nobody", *d.staff_ids[1:]))


@kind("duty at another school than its post")
def other_school(good: Good, rng: Random) -> Spoilt:
    d = pick(rng, good.plan.duties)
    return good.duty(d, claim("duties", "unknown_id", subject=d.id), school_id="elsewhere")


@kind("duty on another weekday than its post")
def other_weekday(good: Good, rng: Random) -> Spoilt:
    d = pick(rng, good.plan.duties)
    told = claim("duties", "duty_field", subject=d.id)
    return good.duty(d, told, weekday=d.weekday % 5 + 1)


@kind("duty beyond the term")
def beyond(good: Good, rng: Random) -> Spoilt:
    d = pick(rng, good.plan.duties)
    last = good.district.term.last_day + timedelta(days=rng.randint(1, 9))
    return good.duty(d, claim("duties", "duty_outside_term", subject=d.id), to_date=last)


def _company(good: Good, rng: Random) -> tuple[Duty, Told]:
    d = pick(rng, [
        d for d in good.plan.duties
        if d.post_id.startswith("accompany:") and good.clauses("serve_lunch", d.school_id)
    ])  # fmt: skip
    clause = good.clauses("serve_lunch", d.school_id)[0]
    period_id = d.post_id.removeprefix("accompany:")
    told = Told(
        clause.id, "lunch_without_leader", school_id=d.school_id, period_id=period_id,
        subject=period_id,
    )  # fmt: skip
    return d, told


@kind("no leader at lunch")
def lunch_alone(good: Good, rng: Random) -> Spoilt:
    d, told = _company(good, rng)
    told = told._replace(amount=len(good.dates(d)))
    return good.said(told, duties=tuple(x for x in good.plan.duties if x is not d))


@kind("no leader at lunch on one date")
def lunch_alone_once(good: Good, rng: Random) -> Spoilt:
    d, told = _company(good, rng)
    day = pick(rng, good.dates(d))
    return good.duty(d, told._replace(amount=1), except_dates=(*d.except_dates, day))


@kind("a teacher for the leader at lunch")
def lunch_teacher(good: Good, rng: Random) -> Spoilt:
    d, told = _company(good, rng)
    person = pick(rng, [x.id for x in good.district.staff if x.role == "teacher"])
    return good.duty(d, told, staff_ids=(person,))


@kind("a leader at lunch who is no longer one")
def lunch_other_leader(good: Good, rng: Random) -> Spoilt:
    d, told = _company(good, rng)
    return good.person(good.staff[d.staff_ids[0]], told, role="teacher")


@kind("lunch company nobody asked for")
def company_unasked(good: Good, rng: Random) -> Spoilt:
    d = pick(rng, good.plan.duties)
    period = pick(rng, [p for s, p in good.periods.values() if p.window == "regular"])
    told = claim("duties", "unknown_id", subject="more")
    more = copy(d, id="more", post_id=f"accompany:{period.id}")
    return good.said(told, duties=(*good.plan.duties, more))
