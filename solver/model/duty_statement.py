"""What duties amount to: hours and days of people, pay, and what no duties at all would miss."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from solver.domain import District, School
from solver.plan import Duty, UnmetNeed
from solver.policy import (
    AppliedPolicy,
    PolicyPack,
    Post,
    duty_posts,
    half_up,
    lunch_companies,
    pay_line,
)


def posts_of(district: District, pack: PolicyPack) -> dict[str, Post]:
    """Returns every duty post of a district by id."""
    policy = AppliedPolicy(district, pack)
    return {p.record.id: p for s in district.schools for p in duty_posts(policy, s)}


def duty_load(district: District, pack: PolicyPack, duties: Iterable[Duty]) -> Counter[str]:
    """Returns the class-hours of the pattern week that duties count, by person, in hundredths."""
    posts = posts_of(district, pack)
    load: Counter[str] = Counter()
    for duty in duties:
        load.update(dict.fromkeys(duty.staff_ids, posts[duty.post_id].record.class_hours_ch))
    return load


def duty_pay(
    district: District, pack: PolicyPack, duties: Iterable[Duty]
) -> dict[str, Counter[str]]:
    """Returns the cost of duties over the term by school and line of the basic account, in fen."""
    posts = posts_of(district, pack)
    people = {p.id: p for p in district.staff}
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for duty in duties:
        post = posts[duty.post_id]
        dates = sum(
            duty.from_date <= d <= duty.to_date and d not in duty.except_dates
            for d in post.dates(district.term)
        )
        for w in duty.staff_ids:
            rate = people[w].pay_fen.get("basic", 0)
            amount = half_up(rate * post.record.class_hours_ch, 100)
            found[post.school.id][pay_line(people[w])] += amount * dates
    return found


def duty_minutes(unmet: Iterable[UnmetNeed]) -> int:
    """Returns the value of term ``staff_duty_posts``: rows about people, not students."""
    return sum(u.minutes for u in unmet if u.class_id is None)


def duty_reference(district: District, pack: PolicyPack) -> int:
    """Returns the same of a plan without duties."""
    policy = AppliedPolicy(district, pack)
    return sum(m for s in district.schools for m in _reference(policy, s))


def _reference(policy: AppliedPolicy, school: School) -> Iterator[int]:
    term = policy.district.term
    companies = lunch_companies(policy, school)
    derived = {c.posts[0].record.id for c in companies if c.derived}
    for post in duty_posts(policy, school):
        if post.record.id not in derived and post.dates(term):
            yield post.minutes * post.record.people_needed
    for company in companies:
        if company.dates(term):
            yield company.period.minutes
