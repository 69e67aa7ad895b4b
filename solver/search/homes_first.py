"""Lending leaves no need of the home school open: who could fill one is taken back from the host.

Schools are planned apart, so neither sees what the other lacks. Once all have a plan, people who
are lent are compared with the needs that their home school has left: whom it could use instead
serves at home from then on. The host is planned again without the person if there is time, else
what the person would have done there is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, NamedTuple

from solver.domain import District, School, StaffMember
from solver.domain.calendar import week_kinds_of
from solver.model.context import Context
from solver.model.home_first import could_lead
from solver.model.lending_quotas import is_lent
from solver.model.people import suits_post
from solver.plan import Duty, Meeting
from solver.policy import PolicyPack, class_hours_ch
from solver.search.left_out import found_without
from solver.search.tasks import Found

if TYPE_CHECKING:
    from solver.search.decompose import DistrictSearch

PersonDay = tuple[str, int]
LEAST_S = 3.0
"""Seconds that must be left for planning a school again."""
ROUNDS = 3
Need = tuple[int, int, int, int]
"""Weekday, start, end and class-hours of a need that a person could fill."""


def keep_homes_first(search: DistrictSearch, plans_again: bool) -> None:
    """Takes people back whom their home school could use, until there are none."""
    home_of = {p.id: p.home_school_id for p in search.district.staff}
    for number in range(ROUNDS + len(home_of)):
        hits = misplaced(search.district, search.pack, search.found, search.build)
        if not hits:
            return
        touched: set[str] = set()
        for w, d, host in hits:
            search.sharing.given[(w, d)] = str(home_of[w])
            touched |= {host, str(home_of[w])}
        search.found |= without_lent(search.district, search.pack, search.found, hits)
        if plans_again and number < ROUNDS and search.left() > LEAST_S:
            search.search_round(sorted(touched), "again")


def homes_kept(
    district: District,
    pack: PolicyPack,
    found: Mapping[str, Found],
    build: Callable[[str], Context],
) -> dict[str, Found]:
    """Returns the parts of schools without the work of people whom their home school could use."""
    kept = dict(found)
    while hits := misplaced(district, pack, kept, build):
        kept |= without_lent(district, pack, kept, hits)
    return kept


def without_lent(
    district: District,
    pack: PolicyPack,
    found: Mapping[str, Found],
    hits: Collection[tuple[str, int, str]],
) -> dict[str, Found]:
    """Returns the hosts' parts without what these people do there on these weekdays."""
    failed: dict[str, set[PersonDay]] = defaultdict(set)
    for w, d, host in hits:
        failed[host].add((w, d))
    return {host: found_without(district, pack, found[host], days) for host, days in failed.items()}


def misplaced(
    district: District,
    pack: PolicyPack,
    found: Mapping[str, Found],
    build: Callable[[str], Context],
) -> list[tuple[str, int, str]]:
    """Returns ``(staff, weekday, host)`` of people who are lent while their home could use them."""
    people = {p.id: p for p in district.staff}
    away: dict[str, set[tuple[str, int, str]]] = defaultdict(set)
    for host, answer in found.items():
        served: list[Meeting | Duty] = [*answer.part.meetings, *answer.part.duties]
        for m in served:
            for w in m.staff_ids:
                if w in people and is_lent(people[w], host):
                    away[str(people[w].home_school_id)].add((w, m.weekday, host))
    hits = []
    for home, trips in sorted(away.items()):
        part = found[home].part if home in found else None
        if part is None or not (any(part.unmet.values()) or any(part.unmanned.values())):
            continue
        ctx = build(home)
        for w in sorted({w for w, _d, _h in trips}):
            days = {d for x, d, _h in trips if x == w}
            asks = _Wanted(district, pack, people[w], found)
            needs = _needs(ctx, found[home], people[w])
            wrong = {d for need in needs for d in asks.hits(need, days)}
            hits += [(x, d, h) for x, d, h in sorted(trips) if x == w and d in wrong]
    return hits


def _needs(ctx: Context, answer: Found, person: StaffMember) -> list[Need]:
    """Returns what a school has left open that a person of it could take over."""
    (view,) = ctx.views.values()
    part = answer.part
    cells = {(e.class_id, e.period_id): e.component for e in part.grid}
    found: list[Need] = []
    for (c, t), grid in could_lead(ctx, view, person.id).items():
        names = {str(ctx.rows.names[g][3]) for g in grid if g is not None}
        if part.unmet.get((c, t)) and (not names or cells.get((c, t)) in names):
            p = view.periods[t]
            found.append((p.weekday, p.start_min, p.end_min, view.ch[t]))
    for post, _dates in ctx.posts.values():
        record = post.record
        if part.unmanned.get(record.id) and suits_post(person, view.school.id, record):
            found.append((record.weekday, record.start_min, record.end_min, record.class_hours_ch))
    return list(dict.fromkeys(found))


class _Work(NamedTuple):
    """Weekly work of a person at a school."""

    school_id: str
    weekday: int
    start_min: int
    end_min: int
    ch: int


class _Wanted:
    """What a person does at home and away, and whether lending keeps it from a need at home."""

    def __init__(
        self,
        district: District,
        pack: PolicyPack,
        person: StaffMember,
        found: Mapping[str, Found],
    ) -> None:
        self.person, self.home = person, str(person.home_school_id)
        self.work: list[_Work] = []
        for school in district.schools:
            if school.id in found:
                self.work += _work_of(pack, school, person.id, found[school.id])
        ids = {self.home, *(x.school_id for x in self.work)}
        self.weeks = week_kinds_of(district.term, tuple(sorted(ids)))

    def hits(self, need: Need, days: Collection[int]) -> set[int]:
        """Returns the weekdays away that keep the person from a need at home."""
        weekday, start, end, ch = need
        at_home = [x for x in self.work if x.school_id == self.home]
        today = [x for x in at_home if x.weekday == weekday]
        if any(x.start_min < end and start < x.end_min for x in today):
            return set()
        most = self.person.max_day_ch
        if most is not None and sum(x.ch for x in today) + ch > most:
            return set()
        more = _Work(self.home, weekday, start, end, ch)
        if self._is_over([*at_home, more]):
            return set()
        if weekday in days:
            return {weekday}
        return set(days) if self._is_over([*self.work, more]) else set()

    def _is_over(self, work: Collection[_Work]) -> bool:
        """Tells whether some real week of work is more than the person's limits of a week."""
        p = self.person
        for week in self.weeks:
            ch = sum(x.ch * week[(x.school_id, x.weekday)] for x in work)
            days: dict[int, int] = defaultdict(int)
            for x in work:
                days[x.weekday] = max(days[x.weekday], week[(x.school_id, x.weekday)])
            if p.max_week_ch is not None and ch > p.max_week_ch:
                return True
            if p.max_days is not None and sum(days.values()) > p.max_days:
                return True
        return False


def _work_of(pack: PolicyPack, school: School, staff_id: str, answer: Found) -> list[_Work]:
    periods = {p.id: p for p in school.periods}
    posts = {p.id: p for p in school.duty_posts}
    found = []
    for m in answer.part.meetings:
        if staff_id in m.staff_ids:
            p = periods[m.period_id]
            ch = class_hours_ch(pack, school, p)
            found.append(_Work(school.id, p.weekday, p.start_min, p.end_min, ch))
    for duty in answer.part.duties:
        post = posts.get(duty.post_id)
        if staff_id in duty.staff_ids and post is not None:
            ch = post.class_hours_ch
            found.append(_Work(school.id, post.weekday, post.start_min, post.end_min, ch))
    return found
