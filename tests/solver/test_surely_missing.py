"""Students who miss a day by the figures of the input: in the value of the level and its bound."""

from datetime import date

from solver.domain import District
from solver.domain.term import Phase
from solver.plan import Plan
from solver.search.plan_term import plan_term
from tests.factories import changed, tiny_clause, tiny_pack, tiny_person
from tests.solver.model.cases import kid
from tests.solver.model.helpers import district, group, hours, one_school, week

LAST = date(2026, 4, 10)
DAYS = ("11", "21", "31", "41", "51")
PACK = tiny_pack(
    (tiny_clause("attend_every_day", strength="encouraged", weekdays=(1, 2, 3, 4, 5)),)
)


def friday(there: int) -> District:
    """Two classes of 40, of whom so many come on Friday; the clocks change on 16 March."""
    phases = (
        Phase(id="w", name="w", first=date(2026, 3, 2), last=date(2026, 3, 15)),
        Phase(id="s", name="s", first=date(2026, 3, 16), last=LAST),
    )
    winter, summer = hours(*DAYS, phase_ids=("w",)), hours(*DAYS, start_min=990, phase_ids=("s",))
    comes = dict.fromkeys(range(1, 5), 40) | {5: there}
    classes = tuple(changed(kid(f"C{i}", 40, f"R{i}"), participants=comes) for i in (1, 2))
    school = one_school(classes, (*winter, *(changed(p, id=f"q{p.id[1:]}") for p in summer)))
    people = tuple(tiny_person(f"T{i}") for i in (1, 2))
    return district(school, people, (group(),), term=week(last_day=LAST, phases=phases))


def planned(record: District) -> Plan:
    plan = plan_term(record, PACK, work_limit=6, workers=1, seed=1).plan
    assert plan is not None and plan.verdict is not None and plan.verdict.ok
    return plan


def test_the_bound_knows_what_the_input_says() -> None:
    """17 of each class stay away on Fridays: 34 in each of the two parts of the term, 68."""
    plan = planned(friday(23))
    level = next(x for x in plan.levels if x.name == "encouraged")
    assert (level.value, level.bound, level.proved) == (68, 68, True)
    term = next(t for t in plan.terms if t.family == "attend_every_day")
    assert (term.value, term.best) == (68, 68)


def test_nothing_is_known_where_all_come_every_day() -> None:
    plan = planned(friday(40))
    level = next(x for x in plan.levels if x.name == "encouraged")
    assert (level.value, level.bound) == (0, 0)
