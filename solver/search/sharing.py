"""Where people who may serve several schools work on each weekday.

Every school is first relaxed alone with all shared people free (``survey``): that gives valid
bounds and says how many days of which people it wants. A small model then gives each shared
person-day to one school, covering wanted days first, homes before hosts, few trips; what two
schools want alike goes to the weak one.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from solver.domain import District, StaffMember
from solver.domain.calendar import week_profiles
from solver.model.context import Context
from solver.model.cpsat import as_cpsat
from solver.model.rows import Objective, Rows
from solver.plan.levels import LEVELS
from solver.search.budget import Budget, has_point
from solver.search.covering import add_cover, sorts_of
from solver.search.evening_shares import evening_places, split_evenings
from solver.search.lending import Quotas
from solver.search.levels import BLEND, NOTHING, blend
from solver.search.relaxation import Relaxation

AT_COST = 20
_NO_HOURS: Mapping[tuple[str, str], int] = {}
WEAK_FIRST = 2
"""Per cent by which a wish of a weak school counts more: enough to break a tie."""


@dataclass
class Survey:
    """What one school alone would like, all shared people being free.

    Attributes
    ----------
    bounds : lower bound of each level over all plans of the school.
    wanted : (staff, weekday) -> share of the day that the relaxation uses.
    possible : (staff, weekday) pairs that could work here.
    """

    school_id: str
    bounds: tuple[int, ...]
    wanted: dict[tuple[str, int], float] = field(default_factory=dict)
    possible: set[tuple[str, int]] = field(default_factory=set)


def survey(ctx: Context, time_limit_s: float | None) -> Survey:
    """Says which shared people a school would like on which weekday.

    Teachers that could be lent, in or out, are needed for reasons only the relaxation sees; where
    only instructors are shared, counting their sections is enough and takes no time.
    """
    (school_id,) = ctx.views
    answer = Survey(school_id, NOTHING)
    answer.possible = {(w, d) for w, _s, d in ctx.v.at}
    instructors = all(ctx.staff[w].role == "instructor" for w, _ in answer.possible)
    if instructors or (time_limit_s is not None and time_limit_s <= 0):
        _count_sections(ctx, answer)
        return answer
    relaxation = Relaxation(ctx.rows)
    levels = [ctx.rows.objective(level.name) for level in LEVELS]
    total = blend(*zip(levels, BLEND, strict=True))
    for var in ctx.v.at.values():
        total.add(var, AT_COST)
    found = relaxation.solve(total, [(levels[0], 0), (levels[1], 0)], None, time_limit_s)
    if found is not None and not found.feasible:
        found = relaxation.solve(total, (), None, time_limit_s)
    if found is None or not found.feasible:
        # No time for it: at least who leads what only a provider's people may.
        _count_sections(ctx, answer)
        return answer
    for (w, _s, d), var in ctx.v.at.items():
        if found.point[var] > 0.01:
            answer.wanted[(w, d)] = min(1.0, float(found.point[var]))
    return answer


def _count_sections(ctx: Context, answer: Survey) -> None:
    """Counts the sections that an instructor's activities need on each weekday of their menus."""
    (view,) = ctx.views.values()
    wishes: dict[tuple[str, tuple[int, ...]], int] = defaultdict(int)
    menus = {m.id: m for m in view.school.menus}
    for (c, m, a), count in ctx.wishes.items():
        if c in view.classes and a in view.activities and view.activities[a].provider_id:
            periods = (menus[m].period_ids if m in menus else ()) or tuple(view.regular)
            days = tuple(sorted({view.regular[t].weekday for t in periods if t in view.regular}))
            wishes[(a, days)] += count
    busy: dict[tuple[str, int], float] = defaultdict(float)
    for (a, days), count in sorted(wishes.items()):
        activity = view.activities[a]
        sections = -(-count // activity.capacity)
        meetings = sections * activity.meetings_per_week * activity.length_periods
        able = sorted({w for (w, b, _p) in ctx.v.lead if b == a})
        for d in days:
            here = next((w for w in able if (w, d) in answer.possible), None)
            if here is not None:
                busy[(here, d)] += meetings / len(days)
    for (w, d), periods_needed in busy.items():
        per_day = max(1, len({view.periods[t].start_min for t in view.days[d]}))
        answer.wanted[(w, d)] = periods_needed / per_day


@dataclass
class Sharing:
    """Who of the shared people works where on which weekday.

    Attributes
    ----------
    given : (staff, weekday) -> school, for everybody who could work at several schools.
    week_limit : (staff, school) -> class-hours in hundredths a week that the person may do there,
        so that the schools together stay inside the person's limit.
    """

    given: dict[tuple[str, int], str] = field(default_factory=dict)
    week_limit: dict[tuple[str, str], int] = field(default_factory=dict)
    limits: dict[str, int] = field(default_factory=dict)
    evening_limit: dict[tuple[str, str], int] = field(default_factory=dict)
    """(staff, school) -> evenings a week that the person may do there."""
    evenings: dict[str, int] = field(default_factory=dict)
    """The most evenings a week of people who have such a limit."""
    evening_places: dict[str, set[tuple[int, str]]] = field(default_factory=dict)
    """Weekdays and schools of the evenings that they could serve."""
    few_days: frozenset[str] = frozenset()
    """People with a limit of days a week: a day that was given to nobody stays so."""
    weak: frozenset[str] = frozenset()
    """Schools that come first where all else is equal."""
    quotas: Quotas | None = None
    """Limits of person-days a week that schools lend and receive."""

    def days_for(self, school_id: str) -> dict[tuple[str, int], str]:
        """Returns the mapping as the model of a school reads it."""
        return dict(self.given)

    def touches(self, school_id: str) -> bool:
        """Tells whether a school was denied a shared person-day."""
        return any(s != school_id for s in self.given.values())

    def follow(
        self,
        days: Mapping[tuple[str, int], str],
        hours: Mapping[tuple[str, str], int],
        evenings: Mapping[tuple[str, str], int] = _NO_HOURS,
    ) -> None:
        """Gives shared people to the schools where a plan to start from has them.

        Parameters
        ----------
        days, hours, evenings : mapping
            The plan's school of (staff, weekday), and class-hours and evenings a week of (staff,
            school).
        """
        for key in set(days) & set(self.given):
            self.given[key] = days[key]
        self._trim(days)
        self.set_week_limits(hours, evenings=evenings)

    def release(
        self,
        used: dict[tuple[str, int], str],
        surveys: list[Survey],
        short: list[str],
        hours: Mapping[tuple[str, str], int],
        evenings: Mapping[tuple[str, str], int] = _NO_HOURS,
    ) -> None:
        """Gives person-days that nobody uses to schools still short, in turn, weak ones first.

        Parameters
        ----------
        hours, evenings : mapping
            Class-hours and evenings a week that plans so far ask of (staff, school).
        """
        possible = {s.school_id: s.possible for s in surveys}
        short = sorted(short, key=lambda s: s not in self.weak)
        turn = 0
        for key in sorted(self.given):
            if key in used or (key[0] in self.few_days and not self.given[key]):
                continue
            able = [s for s in short if key in possible.get(s, set())]
            if able:
                self.given[key] = able[turn % len(able)]
                turn += 1
        self._trim(used)
        self.set_week_limits(hours, short, evenings)

    def _trim(self, first: Collection[tuple[str, int]]) -> None:
        if self.quotas is not None:
            self.quotas.trim(self.given, first)

    def set_week_limits(
        self,
        hours: Mapping[tuple[str, str], int] = _NO_HOURS,
        short: Collection[str] | None = None,
        evenings: Mapping[tuple[str, str], int] = _NO_HOURS,
    ) -> None:
        """Splits each person's limits of the week over the schools by days given.

        What plans already ask of somebody stays theirs: schools that are not searched again keep
        those plans, and so does one whose next search finds nothing better. Only the rest is split,
        over the schools that are still ``short``; all of it to the first of them where the parts of
        such a split were too small for anybody to use.
        """
        tried, self.week_limit = self.week_limit, {}
        days: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for (w, _d), s in self.given.items():
            if s:
                days[w][s] += 1
        for w, limit in self.limits.items():
            if len(days[w]) < 2:
                continue
            asking = {s: n for s, n in days[w].items() if short is None or s in short}
            idle = all((w, s) in tried and not hours.get((w, s)) for s in days[w])
            if short is not None and idle and asking:
                first = next(s for s in short if s in asking)
                asking = {first: asking[first]}
            total = sum(asking.values())
            rest = limit - sum(hours.get((w, s), 0) for s in days[w])
            for s in days[w]:
                share_ = rest * asking[s] // total if s in asking else 0
                self.week_limit[(w, s)] = hours.get((w, s), 0) + share_
        self.evening_limit = {}
        for w, limit in self.evenings.items():
            places = [(d, s) for d, s in self.evening_places[w] if self.given.get((w, d)) == s]
            self.evening_limit |= split_evenings(w, limit, places, evenings, short, self.weak)


def share(
    district: District,
    surveys: list[Survey],
    budget: Budget,
    seed: int,
    quotas: Quotas | None = None,
) -> Sharing:
    """Returns the school of each shared person-day; unwanted days go to home or where possible.

    People who can do the same are interchangeable, so what a school wants is counted by sort of
    person and weekday, and the week's total counts more than the day.
    """
    people = {p.id: p for p in district.staff}
    places: dict[tuple[str, int], list[str]] = defaultdict(list)
    for s in surveys:
        for w, d in sorted(s.possible):
            places[(w, d)].append(s.school_id)
    shared = _shared(district, places) | (quotas.lendable(places) if quotas else set())
    contested = {key: where for key, where in places.items() if key[0] in shared}
    rows, objective = Rows(), Objective()
    at = {
        (w, d, place): rows.var(("at", w, d, place))
        for (w, d), where in contested.items()
        for place in where
    }
    for (w, d), where in contested.items():
        rows.at_most("share", [at[(w, d, place)] for place in where], 1)
        for place in where:
            home = people[w].home_school_id
            if home is not None and home != place:
                objective.add(at[(w, d, place)], 2)
    _limit_days(rows, at, people, district)
    if quotas is not None:
        quotas.add_rows(rows, at)
    sort_of = sorts_of(district, shared)
    weak = frozenset(s.id for s in district.schools if s.is_weak)
    for wish in surveys:
        per_cent = 100 + WEAK_FIRST * (wish.school_id in weak)
        add_cover(rows, objective, wish, at, sort_of, per_cent)
    solver = budget.solve(as_cpsat(rows, objective), 6.0, seed, relative_gap=0.002, alone=True)
    point = list(solver.response_proto.solution) if has_point(solver) else [0] * len(rows.lower)
    answer = Sharing(
        limits={w: m for w in sorted(shared) if (m := people[w].max_week_ch) is not None},
        evenings={w: m for w in sorted(shared) if (m := people[w].max_evenings) is not None},
        evening_places={w: evening_places(people[w], district) for w in sorted(shared)},
        few_days=frozenset(w for w in shared if people[w].max_days is not None),
        weak=weak,
        quotas=quotas,
    )
    weeks = _weeks(district)
    few = {p.id for p in district.providers if p.instructors_at_once is not None}
    for (w, d, place), var in at.items():
        if point[var]:
            answer.given[(w, d)] = place
    wanted = dict(answer.given)
    for (w, d), where in contested.items():
        if (w, d) not in answer.given:
            person = people[w]
            home = person.home_school_id
            days = {day for (x, day), place in answer.given.items() if x == w and place}
            fits = person.max_days is None or all(
                sum(week[day - 1] for day in {*days, d}) <= person.max_days for week in weeks
            )
            limited = person.max_days is not None or person.provider_id is not None
            if len(where) == 1 and person.max_days is None and person.provider_id not in few:
                limited = False
            spare = "" if limited else _neediest(surveys, where, w, d, weak)
            answer.given[(w, d)] = (home if home in where else spare) if fits else ""
    answer._trim(wanted)
    answer.set_week_limits()
    return answer


def _shared(district: District, places: Mapping[tuple[str, int], list[str]]) -> set[str]:
    """Returns the people whose days have to be given out.

    Those whom two schools could have on one day; and where a limit of the week or of their
    provider holds over all schools, those whom two schools could have on different days.
    """
    found = {w for (w, _d), where in places.items() if len(where) > 1}
    reach: dict[str, set[str]] = defaultdict(set)
    for (w, _d), where in places.items():
        reach[w].update(where)
    people = {p.id: p for p in district.staff}
    for w, schools in reach.items():
        limits = (people[w].max_week_ch, people[w].max_days)
        if len(schools) > 1 and any(limit is not None for limit in limits):
            found.add(w)
        if len(schools) > 1 and people[w].max_evenings is not None:
            hosts = {s for d, s in evening_places(people[w], district) if s in places[(w, d)]}
            if len(hosts) > 1:
                found.add(w)
    for provider in district.providers:
        mine = {w for w in reach if people[w].provider_id == provider.id}
        if (
            provider.instructors_at_once is not None
            and len({s for w in mine for s in reach[w]}) > 1
        ):
            found |= mine
    return found


def _weeks(district: District) -> list[tuple[int, ...]]:
    """Returns how often each weekday's pattern occurs in the real weeks of any school."""
    return sorted({w for s in district.schools for w in week_profiles(district.term, s.id)})


def _limit_days(
    rows: Rows,
    at: dict[tuple[str, int, str], int],
    people: dict[str, StaffMember],
    district: District,
) -> None:
    """Keeps days per person and instructors at once, counted by whole days (stricter)."""
    by_person: dict[str, list[tuple[int, int]]] = defaultdict(list)
    by_provider: dict[tuple[str, int], list[int]] = defaultdict(list)
    for (w, d, _s), var in at.items():
        by_person[w].append((d, var))
        provider = people[w].provider_id
        if provider is not None:
            by_provider[(provider, d)].append(var)
    for w, days in by_person.items():
        limit = people[w].max_days
        if limit is not None:
            # In a real week a make-up day repeats a weekday's pattern: that day counts twice.
            for week in _weeks(district):
                rows.add("share", [(var, week[d - 1]) for d, var in days], high=limit)
    at_once = {p.id: p.instructors_at_once for p in district.providers}
    for (provider, _d), variables in by_provider.items():
        most = at_once[provider]
        if most is not None:
            rows.at_most("share", variables, most)


def _neediest(surveys: list[Survey], where: list[str], w: str, d: int, weak: frozenset[str]) -> str:
    need = {s.school_id: s.wanted.get((w, d), 0.0) for s in surveys}
    return max(sorted(where), key=lambda s: (need[s], s in weak))
