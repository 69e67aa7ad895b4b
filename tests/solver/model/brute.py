"""Every legal plan of a very small district, by trying: nothing here knows the model.

A sitting is a section before it gets a name: who meets for what, when, where and with whom. Every
sitting that the check would let stand alone is a candidate; plans are sets of candidates without
an obvious clash, each with every grid that admits them; the check has the last word on each.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

from solver.domain import Activity, District, School
from solver.plan import Duty, GridEntry, Meeting, Plan, Section, UnmetNeed, Verdict
from solver.policy import PolicyPack
from solver.verify import check
from tests.factories import tiny_provenance
from tests.solver.model.brute_rows import breaches, need
from tests.solver.model.points import Values

Grid = tuple[tuple[str, str, str], ...]
SOURCE = tiny_provenance(search="by trying")
NEEDS = {"lunch": "serve_lunch", "extended": "offer_extended_care"}
HEALED = {
    "own_share_low",
    "under_min_week_ch",
    "quota_under",
    "pin_meeting",
    "too_few_titles",
    "no_own_adult",
    "home_left_short",
    "home_post_left_short",
}
"""Breaches that further sittings and duties can mend."""
OF_GRIDS = ("follow_mode", "sports_without_pe")
"""Families that judge whole grids: candidates are tried with any grid that admits them."""
Standing = tuple[tuple[str, tuple[str, ...]], ...]
"""People by post."""


@dataclass(frozen=True)
class Sitting:
    """One section: activity, pattern, room, people (leader first), students by class."""

    school_id: str
    activity_id: str
    pattern: tuple[str, ...]
    room_id: str
    staff_ids: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]


class Brute:
    """Tries the plans of a district."""

    def __init__(self, district: District, pack: PolicyPack) -> None:
        self.district = district
        self.pack = pack
        self.activity = {a.id: a for a in district.activities}
        self.school = {s.id: s for s in district.schools}
        self.period = {p.id: p for s in district.schools for p in s.periods}
        self.classes = {c.id: c for s in district.schools for c in s.classes}
        self.checks = 0

    def plans(self, most: int) -> Iterator[tuple[Plan, Values]]:
        """Yields each legal plan with the levels that the check counts."""
        for sittings in self._sets():
            for grid, standing in product(self._grids(sittings), self._standings):
                assert self.checks < most, "too many plans: make the district smaller"
                plan = self.plan(sittings, grid, standing)
                verdict = self.verdict(plan)
                if not breaches(verdict):
                    yield plan, tuple(level.value for level in verdict.levels)

    # --- sittings ------------------------------------------------------------------------------

    @cached_property
    def candidates(self) -> tuple[Sitting, ...]:
        """Sittings that may stand alone, whatever the grid says."""
        every = (s for school in self.district.schools for s in self._of_school(school))
        return tuple(s for s in every if self._may_stand(s))

    def _of_school(self, school: School) -> Iterator[Sitting]:
        people = [p.id for p in self.district.staff]
        for activity in self.district.activities:
            size = 1
            if activity.grouping == "by_choice":
                size = activity.meetings_per_week * activity.length_periods
            for pattern in combinations([p.id for p in school.periods], size):
                for counts in self._counts(school, activity, pattern):
                    for room in school.rooms:
                        for leader in people:
                            rest = [p for p in people if p != leader]
                            for helpers in combinations(rest, activity.helpers):
                                yield Sitting(
                                    school.id, activity.id, pattern, room.id, (leader, *helpers),
                                    counts,
                                )  # fmt: skip

    def _counts(
        self, school: School, activity: Activity, pattern: tuple[str, ...]
    ) -> Iterator[tuple[tuple[str, int], ...]]:
        there = []
        for c in school.classes:
            sizes = [
                c.present(self.period[t]) if self.period[t].applies_to(c.grade) else 0
                for t in pattern
            ]
            there.append([(c.id, n) for n in range(min(sizes) + 1)])
        for chosen in product(*there):
            counts = tuple((c, n) for c, n in chosen if n)
            if counts:
                yield counts

    def _may_stand(self, s: Sitting) -> bool:
        verdict = self.verdict(self.plan((s,), self._any_grid))
        return (
            not {code for family, code in breaches(verdict) if family not in OF_GRIDS}
            - HEALED
            - {"pin_cell"}
        )

    def _sets(self) -> Iterator[tuple[Sitting, ...]]:
        """Yields sets of candidates without a person, room or seat taken twice."""
        chosen: list[Sitting] = []
        people: Counter[tuple[str, str]] = Counter()
        rooms: Counter[tuple[str, str]] = Counter()
        seats: Counter[tuple[str, str]] = Counter()
        places = {r.id: r.sections_at_once for s in self.district.schools for r in s.rooms}

        def fits(s: Sitting) -> bool:
            for t in s.pattern:
                for u in self._meanwhile[t]:
                    if any(people[(p, u)] for p in s.staff_ids):
                        return False
                if rooms[(s.room_id, t)] >= places[s.room_id]:
                    return False
                for c, n in s.counts:
                    if seats[(c, t)] + n > self.classes[c].present(self.period[t]):
                        return False
            return True

        def count(s: Sitting, change: int) -> None:
            for t in s.pattern:
                people.update({(p, t): change for p in s.staff_ids})
                rooms[(s.room_id, t)] += change
                for c, n in s.counts:
                    seats[(c, t)] += change * n

        def extend(i: int) -> Iterator[tuple[Sitting, ...]]:
            yield tuple(chosen)
            for j in range(i, len(self.candidates)):
                s = self.candidates[j]
                if fits(s):
                    chosen.append(s)
                    count(s, 1)
                    yield from extend(j + 1)
                    count(s, -1)
                    chosen.pop()

        yield from extend(0)

    @cached_property
    def _meanwhile(self) -> dict[str, list[str]]:
        """Periods that share a minute with each period."""
        return {
            t: [
                u
                for u, q in self.period.items()
                if p.weekday == q.weekday and p.start_min < q.end_min and q.start_min < p.end_min
            ]
            for t, p in self.period.items()
        }

    # --- duties --------------------------------------------------------------------------------

    @cached_property
    def _standings(self) -> list[Standing]:
        """Who may stand on the posts, each post judged alone."""
        options = []
        for post_id, needed in self._posts.items():
            groups = [
                g
                for n in range(needed + 1)
                for g in combinations([p.id for p in self.district.staff], n)
                if not g or self._may_stand_at(((post_id, g),))
            ]
            options.append([(post_id, g) for g in groups])
        return [tuple((i, g) for i, g in chosen if g) for chosen in product(*options)]

    def _may_stand_at(self, standing: Standing) -> bool:
        plan = self.plan((), self._any_grid, standing)
        codes = {code for family, code in breaches(self.verdict(plan)) if family not in OF_GRIDS}
        return not codes - HEALED - {"pin_cell"}

    @cached_property
    def _posts(self) -> dict[str, int]:
        """People needed by post, lunch company that nobody stated too."""
        found = {p.id: p.people_needed for s in self.district.schools for p in s.duty_posts}
        return found | {f"accompany:{t}": 1 for t, posts in self._lunches.items() if not posts}

    @cached_property
    def _lunches(self) -> dict[str, list[str]]:
        """Lunch periods that a leader must attend, with the stated posts for it."""
        if not any(c.family == "serve_lunch" for c in self.pack.clauses):
            return {}
        return {
            t.id: [
                p.id
                for p in s.duty_posts
                if p.role == "lunch_accompany"
                and p.weekday == t.weekday
                and p.start_min < t.end_min
                and t.start_min < p.end_min
            ]
            for s in self.district.schools
            for t in s.periods
            if t.window == "lunch" and any(c.lunch_eaters for c in s.classes)
        }

    def _duties(self, standing: Standing) -> Iterator[Duty]:
        post = {p.id: (s.id, p.weekday) for s in self.district.schools for p in s.duty_posts}
        post |= {
            f"accompany:{t.id}": (s.id, t.weekday) for s in self.district.schools for t in s.periods
        }
        for post_id, people in standing:
            school_id, weekday = post[post_id]
            yield Duty(
                id=post_id, school_id=school_id, post_id=post_id, weekday=weekday,
                staff_ids=people, from_date=self.district.term.first_day,
                to_date=self.district.term.last_day,
            )  # fmt: skip

    def _unmanned(self, standing: Standing) -> Iterator[UnmetNeed]:
        there = dict(standing)
        leaders = {p.id for p in self.district.staff if p.role == "leader"}
        for s in self.district.schools:
            for p in s.duty_posts:
                missing = p.people_needed - len(there.get(p.id, ()))
                if missing:
                    minutes = p.end_min - p.start_min
                    yield need("staff_duty_posts", s.id, p.weekday, p.id, missing, minutes)
            for t in s.periods:
                posts = self._lunches.get(t.id)
                if posts is not None and not any(
                    leaders & set(there.get(i, ())) for i in posts or [f"accompany:{t.id}"]
                ):
                    yield need("serve_lunch", s.id, t.weekday, t.id, 1, t.minutes)

    # --- grids ---------------------------------------------------------------------------------

    def _offered(self, school: School, class_id: str, period_id: str) -> list[str]:
        """Components that some activity could fill; other cells only name an unmet need."""
        found = set()
        for a in self.district.activities:
            weekday = self.period[period_id].weekday
            if (
                a.school_id in (None, school.id)
                and a.suits_grade(self.classes[class_id].grade)
                and (not a.weekdays or weekday in a.weekdays)
                and a.service_type in ("basic", "special")
            ):
                found.add(a.component)
        more = ["split"] if {"extension", "care"} <= found else []
        return (sorted(found) or ["care"]) + more

    @cached_property
    def _slots(self) -> list[tuple[School, str, str]]:
        return [
            (s, c.id, p.id)
            for s in self.district.schools
            for c in s.classes
            for p in s.periods
            if p.window == "regular" and p.applies_to(c.grade)
        ]

    @cached_property
    def _windows(self) -> list[tuple[School, str, str]]:
        """Classes with the periods of lunch, extended care and evening study, without cells."""
        return [
            (s, c.id, p.id)
            for s in self.district.schools
            for c in s.classes
            for p in s.periods
            if p.window != "regular" and p.applies_to(c.grade)
        ]

    @cached_property
    def _any_grid(self) -> Grid:
        return tuple((c, t, self._offered(s, c, t)[0]) for s, c, t in self._slots)

    @cached_property
    def _empty_grids(self) -> list[Grid]:
        """Grids that nothing forbids while nobody meets."""
        options = [[(c, t, k) for k in self._offered(s, c, t)] for s, c, t in self._slots]
        return [
            grid
            for grid in product(*options)
            if not {code for _, code in breaches(self.verdict(self.plan((), grid)))} - HEALED
        ]

    def _grids(self, sittings: tuple[Sitting, ...]) -> Iterator[Grid]:
        wanted: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
        for s in sittings:
            for t in s.pattern:
                for c, n in s.counts:
                    wanted[(c, t)].append((s.activity_id, n))
        for grid in self._empty_grids:
            if all(
                self._admits(k, a, n == self.classes[c].present(self.period[t]))
                for c, t, k in grid
                for a, n in wanted[(c, t)]
            ):
                yield grid

    def _admits(self, cell: str, activity_id: str, whole: bool) -> bool:
        """Tells whether a cell lets (a part of) a class sit in an activity."""
        component = self.activity[activity_id].component
        if component == "extension":
            return cell in ("extension", "split")
        return (cell == component and whole) or (cell == "split" and component == "care")

    # --- plans ---------------------------------------------------------------------------------

    def verdict(self, plan: Plan) -> Verdict:
        """Returns the check's word."""
        self.checks += 1
        return check(self.district, self.pack, plan)

    def plan(self, sittings: tuple[Sitting, ...], grid: Grid, standing: Standing = ()) -> Plan:
        """Returns the plan of sittings, a grid and duties, with its unmet needs, nothing else."""
        sections, meetings = [], []
        seats: Counter[tuple[str, str]] = Counter()
        first, last = self.district.term.first_day, self.district.term.last_day
        for i, s in enumerate(sittings):
            a = self.activity[s.activity_id]
            sections.append(
                Section(
                    id=f"x{i}", school_id=s.school_id, activity_id=a.id, period_ids=s.pattern,
                    from_date=first,
                    to_date=last,
                )
            )  # fmt: skip
            for t in s.pattern:
                seats.update({(c, t): n for c, n in s.counts})
                meetings.append(
                    Meeting(
                        id=f"x{i}-{t}",
                        school_id=s.school_id,
                        weekday=self.period[t].weekday,
                        period_id=t,
                        activity_id=a.id,
                        section_id=f"x{i}",
                        component=a.component,
                        service_type=a.service_type,
                        room_id=s.room_id,
                        staff_ids=s.staff_ids,
                        class_counts=dict(s.counts),
                        from_date=first,
                        to_date=last,
                    )
                )
        return Plan(
            plan_id="P",
            district_id=self.district.id,
            status="unmet",
            publishable=False,
            levels=(),
            terms=(),
            grid=tuple(
                GridEntry(class_id=c, period_id=t, component=k)  # type: ignore[arg-type]
                for c, t, k in grid
            ),
            sections=tuple(sections),
            meetings=tuple(meetings),
            duties=tuple(self._duties(standing)),
            accounts=(),
            unmet=(*self._unmet(seats, grid), *self._unmanned(standing)),
            provenance=SOURCE,
        )

    def _unmet(self, seats: Counter[tuple[str, str]], grid: Grid) -> Iterator[UnmetNeed]:
        cell = {(c, t): k for c, t, k in grid}
        for school, c, t in (*self._slots, *self._windows):
            period = self.period[t]
            left = self.classes[c].present(period) - seats[(c, t)]
            if left > 0:
                k = cell.get((c, t), "care")
                yield UnmetNeed(
                    family=NEEDS.get(period.window, "place_everyone_once"),
                    school_id=school.id,
                    class_id=c,
                    weekday=period.weekday,
                    period_id=t,
                    component="extension" if k == "split" else k,  # type: ignore[arg-type]
                    student_periods=left,
                    minutes=left * period.minutes,
                    cause="cause.search",
                )
