"""A segment's plan without the work whose missing dates nobody can take.

The last resort where there is no time to plan again without those people: what they would have
done on such a weekday is not planned, and who sat there is unmet. So every plan keeps the dates.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from solver.domain import District, Period
from solver.plan import Duty, Meeting
from solver.policy import AppliedPolicy, PolicyPack, lunch_companies
from solver.search.levels import NOTHING
from solver.search.pieces import Piece
from solver.search.tasks import Found

PersonDay = tuple[str, int]


def without(piece: Piece, pack: PolicyPack, failed: Collection[PersonDay]) -> Piece:
    """Returns a piece without what these people do on these weekdays.

    A chosen section goes as a whole, for its students attend all its meetings; of a group only the
    meetings of that weekday go.
    """
    found = [found_without(piece.district, pack, f, failed) for f in piece.found]
    return replace(piece, found=found, bounds=kept_bounds(piece, found), covered=None)


def kept_bounds(piece: Piece, found: Sequence[Found]) -> list[int]:
    """Returns what a piece's bounds are worth for other parts of its schools.

    A level's bound is over the plans that are no worse in the levels before: where one of these
    has got worse at a school, it says nothing.
    """
    pairs = [(old.values, new.values) for old, new in zip(piece.found, found, strict=True)]
    return [
        bound if all(new[j] <= old[j] for old, new in pairs for j in range(i)) else 0
        for i, bound in enumerate(piece.bounds)
    ]


def found_without(
    district: District, pack: PolicyPack, found: Found, failed: Collection[PersonDay]
) -> Found:
    """Returns a school's part without what these people do on these weekdays."""
    chosen = {a.id for a in district.activities if a.grouping == "by_choice"}
    part = found.part

    def is_hit(record: Meeting | Duty) -> bool:
        return any((w, record.weekday) in failed for w in record.staff_ids)

    whole = {m.section_id for m in part.meetings if is_hit(m) and m.activity_id in chosen}
    gone = [m for m in part.meetings if is_hit(m) or m.section_id in whole]
    lost_duties = [d for d in part.duties if is_hit(d)]
    if not gone and not lost_duties:
        return found
    meetings = [m for m in part.meetings if m not in gone]
    periods = {p.id: p for s in district.schools for p in s.periods}
    unmet = Counter(part.unmet)
    for m in gone:
        unmet.update({(c, m.period_id): n for c, n in m.class_counts.items() if n})
    left = {(m.section_id, m.period_id) for m in meetings}
    sections = [
        s.model_copy(update={"period_ids": tuple(p for p in s.period_ids if (s.id, p) in left)})
        for s in part.sections
    ]
    unmanned = Counter(part.unmanned)
    duties = [d for d in part.duties if d not in lost_duties]
    stated = {p.id for s in district.schools for p in s.duty_posts}
    for duty in lost_duties:
        there = tuple(w for w in duty.staff_ids if (w, duty.weekday) not in failed)
        if duty.post_id in stated:  # a lunch's own post is missed by the lunch
            unmanned[duty.post_id] += len(duty.staff_ids) - len(there)
        if there:
            duties.append(duty.model_copy(update={"staff_ids": there}))
    changed = replace(
        part,
        sections=[s for s in sections if s.period_ids],
        meetings=meetings,
        duties=duties,
        unmet=dict(unmet),
        unmanned=dict(unmanned),
        alone=_alone(district, pack, part.alone, lost_duties, duties),
    )
    return replace(
        found,
        values=(found.values[0] + _minutes(gone, periods, len(lost_duties)), *found.values[1:]),
        part=changed,
        bounds=NOTHING,
    )


def _minutes(gone: Sequence[Meeting], periods: dict[str, Period], duties: int) -> int:
    """Returns what the level of unmet service gains; of a duty only that it is more."""
    return duties + sum(periods[m.period_id].minutes * sum(m.class_counts.values()) for m in gone)


def _alone(
    district: District,
    pack: PolicyPack,
    before: Sequence[str],
    lost: Sequence[Duty],
    duties: Sequence[Duty],
) -> list[str]:
    """Returns the lunches without a leader of the school once some duties are gone."""
    policy = AppliedPolicy(district, pack)
    staff = {p.id: p for p in district.staff}
    touched = {d.post_id for d in lost}
    found = list(before)
    for school in district.schools:
        for company in lunch_companies(policy, school):
            posts = {p.record.id for p in company.posts}
            leaders = [
                w
                for d in duties
                if d.post_id in posts
                for w in d.staff_ids
                if staff[w].role == "leader" and staff[w].home_school_id == school.id
            ]
            if posts & touched and not leaders and company.period.id not in found:
                found.append(company.period.id)
    return found
