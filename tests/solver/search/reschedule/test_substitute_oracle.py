"""Who is accepted as a stand-in, against the check alone: nobody too few, nobody too many.

For drawn meetings and dates of planted districts everybody is tried. The check judges the plan with
that one person written in by hand; the program is asked with that one person to choose.
"""

import random
from collections.abc import Iterator
from datetime import date

import pytest

from data.readers import read_pack
from data.synthetic.generator import generate
from solver.domain import District, StaffMember
from solver.model.context import Context
from solver.plan import Plan
from solver.policy import PolicyPack
from solver.search.reschedule.cases import cases
from solver.search.reschedule.costs import costs_of
from solver.search.reschedule.items import Item, Items
from solver.search.reschedule.program import Program
from solver.search.reschedule.who import Who
from solver.verify import check

PACKS = ("qiaocheng", "xinyi", "hefei", "hebi", "anxi")


class Case:
    """A planted district with limits, absences and places of work drawn at random."""

    def __init__(self, profile: str, schools: int, seed: int) -> None:
        self.rng = random.Random(f"{profile} {schools} {seed}")
        pack_id = PACKS[seed % len(PACKS)]
        district, self.plan = generate(
            profile, schools, seed, pack_id, windows=("evening",) if seed % 2 else (), duties=True
        )
        self.pack = read_pack(pack_id)
        self.district = self._limited(district, self.plan)

    def _limited(self, district: District, plan: Plan) -> District:
        """Gives some people limits that their own work just keeps."""
        items = Items(district, self.pack, plan, [s.id for s in district.schools], ())
        staff = []
        for p in district.staff:
            own = [i for i in items.of_person.get(p.id, ()) if i.time.counts]
            if own and self.rng.random() < 0.5:
                p = p.model_copy(update=self._limits(own))
            staff.append(p)
        travel = district.travel.model_copy(update={"schools_per_day": self.rng.choice((1, 2))})
        return district.model_copy(update={"staff": tuple(staff), "travel": travel})

    def _limits(self, own: list[Item]) -> dict[str, int]:
        day: dict[date, int] = {}
        week: dict[tuple[int, int], int] = {}
        days: dict[tuple[int, int], set[date]] = {}
        for i in own:
            for d in i.dates:
                iso = d.isocalendar()
                day[d] = day.get(d, 0) + i.time.ch
                key = (iso.year, iso.week)
                week[key] = week.get(key, 0) + i.time.ch
                days.setdefault(key, set()).add(d)
        more = self.rng.choice((0, 100, 150))
        return self.rng.choice(
            [
                {"max_day_ch": max(day.values()) + more},
                {"max_week_ch": max(week.values()) + more},
                {"max_days": max(map(len, days.values()))},
                {"max_consecutive": self.rng.choice((2, 3))},
            ]
        )

    def draws(self, number: int) -> Iterator[tuple[Item, date]]:
        """Yields meetings and duties with a date each."""
        ids = [s.id for s in self.district.schools]
        items = Items(self.district, self.pack, self.plan, ids, ()).all
        for item in self.rng.sample([i for i in items if i.dates], number):
            yield item, self.rng.choice(item.dates)


def accepted_by_check(
    district: District, pack: PolicyPack, plan: Plan, item: Item, day: date, people: tuple[str, ...]
) -> bool:
    """Tells whether the check finds the plan legal with other people in an item on a date."""
    out = {"except_dates": tuple(sorted({*item.record.except_dates, day}))}
    one = {"id": "instead", "staff_ids": people, "from_date": day, "to_date": day}
    one |= {"except_dates": ()}
    records: dict[str, tuple[object, ...]] = {}
    for field in ("meetings", "duties"):
        kept: list[object] = []
        for r in getattr(plan, field):
            if r == item.record:
                kept += [r.model_copy(update=out), r.model_copy(update=one)]
            else:
                kept.append(r)
        records[field] = tuple(kept)
    found = check(district, pack, plan.model_copy(update=records)).violations
    return all(v.clause_id.startswith("plan:") for v in found)


def accepted_by_program(
    who: Who, items: Items, item: Item, day: date, position: int, person: StaffMember
) -> bool:
    """Tells whether the program puts a person into a place on a date."""
    missing = {item.id: {day: frozenset({item.staff_ids[position]})}}
    found = cases(items, who, missing, {item.school_id: [person]}, wide=False)
    staff = who.ctx.staff
    program = Program(
        items, staff, found, frozenset(), costs_of(found, staff), who.ctx.pack.short_break_min
    )
    answer = program.solve(10).answer
    return answer is not None and not answer.joined


def compare(profile: str, schools: int, seed: int, draws: int, most: int) -> tuple[int, int]:
    """Compares both for ``most`` people of each draw; returns how many may and may not serve."""
    case = Case(profile, schools, seed)
    district, pack, plan = case.district, case.pack, case.plan
    ids = tuple(s.id for s in district.schools)
    who = Who(Context(district, pack, ids))
    items = Items(district, pack, plan, ids, [p.id for p in district.staff])
    yes = no = 0
    for drawn, day in case.draws(draws):
        item = next(i for i in items.all if i.record == drawn.record)
        position = case.rng.randrange(len(item.staff_ids))
        others = [p for p in district.staff if p.id not in item.staff_ids]
        for person in case.rng.sample(others, min(most, len(others))):
            people = list(item.staff_ids)
            people[position] = person.id
            legal = accepted_by_check(district, pack, plan, item, day, tuple(people))
            ours = accepted_by_program(who, items, item, day, position, person)
            assert ours == legal, (item.record, day, position, person)
            yes, no = yes + legal, no + (not legal)
    return yes, no


def test_people_are_judged_as_the_check_does() -> None:
    yes, no = compare("rural_county", 1, 1, 4, 12)
    assert yes and no


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("profile", ["average_county", "rural_county", "town"])
@pytest.mark.parametrize("seed", range(5))
def test_everybody_is_judged_as_the_check_does_everywhere(profile: str, seed: int) -> None:
    yes, no = compare(profile, 2, seed, 8, 1000)
    assert yes + no > 0
