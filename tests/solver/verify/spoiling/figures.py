"""What the plan says of itself: levels, terms, status, digests, waivers, an attached verdict."""

from collections.abc import Callable
from datetime import timedelta
from functools import cache
from random import Random
from typing import Any

from solver.domain.pins import ClauseWaiver
from solver.plan import LEVELS, TERMS, AppliedWaiver, LevelReport, Plan, TermReport
from solver.verify import check
from tests.factories import with_claims
from tests.solver.verify.spoiling.good import (
    Good,
    NoPlace,
    Spoilt,
    Told,
    claim,
    copy,
    kind,
    pick,
    swapped,
)
from tests.solver.verify.spoiling.shape import without_periods


def _level(name: str, code: str, changes: Callable[[LevelReport], dict[str, Any]]) -> None:
    @kind(name)
    def made(good: Good, rng: Random) -> Spoilt:
        row = pick(rng, good.plan.levels)
        told = claim("levels", code, subject=row.name, amount=1)
        return good.said(told, levels=swapped(good.plan.levels, row, **changes(row)))


def _term(name: str, code: str, changes: Callable[[TermReport], dict[str, Any]]) -> None:
    @kind(name)
    def made(good: Good, rng: Random) -> Spoilt:
        row = pick(rng, good.plan.terms)
        told = claim("terms", code, subject=row.family)
        return good.said(told, terms=swapped(good.plan.terms, row, **changes(row)))


_level("bound of a level above its value", "level_bound", lambda r: {"bound": r.value + 1})
_level("proof of a level claimed at a gap", "level_proved", lambda r: (
    {"bound": r.value - 1, "proved": True}
))  # fmt: skip
_level("reference of a level one too high", "level_ref", lambda r: {"ref": r.ref + 1})
_level("reference of a level one too low", "level_ref", lambda r: {"ref": r.ref - 1})
_term("term better than its best", "term_range", lambda r: {"best": r.value + 1})
_term("term worse than its worst", "term_range", lambda r: {"worst": r.value - 1})
_term("term of another weight", "term_shape", lambda r: {"weight": r.weight + 1})
_term("term of another level", "term_shape", lambda _: {"level": "elsewhere"})
_term("term in another unit", "term_shape", lambda _: {"unit": "apples"})


def _value_of_level(name: str) -> None:
    @kind(f"value of level {name} off by one")
    def made(good: Good, rng: Random) -> Spoilt:
        row = next(r for r in good.plan.levels if r.name == name)
        value = row.value + rng.choice((-1, 1))
        told = claim("levels", "level_value", subject=name, amount=1)
        return good.said(told, levels=swapped(good.plan.levels, row, value=value))


def _value_of_term(family: str) -> None:
    @kind(f"value of term {family} off by one")
    def made(good: Good, rng: Random) -> Spoilt:
        row = next(r for r in good.plan.terms if r.family == family)
        value = row.value + rng.choice((-1, 1))
        told = claim("terms", "term_value", subject=family, amount=1)
        return good.said(told, terms=swapped(good.plan.terms, row, value=value))


for _row in LEVELS:
    _value_of_level(_row.name)
for _wish in TERMS:
    _value_of_term(_wish.family)


@kind("level left out")
def level_left_out(good: Good, rng: Random) -> Spoilt:
    row = pick(rng, good.plan.levels)
    left = tuple(r for r in good.plan.levels if r is not row)
    return good.said(claim("levels", "levels_order", subject="levels"), levels=left)


@kind("levels out of order")
def levels_shuffled(good: Good, rng: Random) -> Spoilt:
    i, j = rng.sample(range(len(good.plan.levels)), 2)
    rows = list(good.plan.levels)
    rows[i], rows[j] = rows[j], rows[i]
    return good.said(claim("levels", "levels_order", subject="levels"), levels=tuple(rows))


@kind("term left out")
def term_left_out(good: Good, rng: Random) -> Spoilt:
    row = pick(rng, good.plan.terms)
    left = tuple(r for r in good.plan.terms if r is not row)
    return good.said(claim("terms", "term_missing", subject=row.family), terms=left)


@kind("term told twice")
def term_twice(good: Good, rng: Random) -> Spoilt:
    row = pick(rng, good.plan.terms)
    told = claim("terms", "term_twice", subject=row.family)
    return good.said(told, terms=(*good.plan.terms, row))


@kind("unknown term")
def term_unknown(good: Good, rng: Random) -> Spoilt:
    row = pick(rng, good.plan.terms)
    more = (*good.plan.terms, copy(row, family="be_nice"))
    return good.said(claim("terms", "term_unknown", subject="be_nice"), terms=more)


@kind("publishable denied")
def publishable(good: Good, rng: Random) -> Spoilt:
    return good.said(claim("publishable", "own_word"), publishable=False)


@kind("another status claimed")
def status(good: Good, rng: Random) -> Spoilt:
    return good.said(claim("status", "own_word"), status=rng.choice(("unmet", "not_publishable")))


@kind("plan of another district")
def other_district(good: Good, rng: Random) -> Spoilt:
    return good.said(claim("district_id", "other_input"), district_id="elsewhere")


def _origin(name: str, subject: str) -> None:
    @kind(name)
    def made(good: Good, rng: Random) -> Spoilt:
        told = claim("provenance", "other_input", subject=subject)
        origin = copy(good.plan.provenance, **{subject: f"{rng.random()}"})
        return good.said(told, provenance=origin)


_origin("plan of another version of the district", "district_digest")
_origin("plan of another version of the pack", "pack_digest")
_origin("plan under another pack", "pack_id")


@kind("input changed behind the plan's back")
def changed_behind(good: Good, rng: Random) -> Spoilt:
    person = pick(rng, good.district.staff)
    staff = swapped(good.district.staff, person, name=f"{person.name}!")
    told = claim("provenance", "other_input", subject="district_digest")
    return Spoilt(copy(good.district, staff=staff), good.plan, (told,))


def _verdict(field: str) -> None:
    @kind(f"attached verdict with another word on {field}")
    def made(good: Good, rng: Random) -> Spoilt:
        verdict = check(good.district, good.pack, good.plan)
        forged = copy(verdict, **{field: not getattr(verdict, field)})
        return good.said(claim("verdict", "other_verdict", subject=field), verdict=forged)


for _field in ("ok", "complete", "publishable"):
    _verdict(_field)


# --- waivers ----------------------------------------------------------------------------------


@cache
def _waived(name: str) -> tuple[Good, Told]:
    """Returns a plan with a breach of an in-principle clause that a waiver covers; the breach."""
    from tests.solver.verify.spoiling.bases import base

    good = base(name)
    for school, clause in good.bound("end_within_window", "not_before_off_work"):
        if not clause.is_waivable:
            continue
        term = good.district.term
        seasons = tuple(copy(s, off_work_min=1439) for s in term.seasons)
        waiver = ClauseWaiver(
            clause_id=clause.id,
            reason="buses",
            granted_by="Head of section",
            until=term.last_day,
        )
        schools = tuple(copy(s, off_work=()) for s in good.district.schools)
        district = copy(
            good.district, schools=schools, term=copy(term, seasons=seasons), waivers=(waiver,)
        )
        plan = with_claims(district, good.pack, good.plan)
        breach = Told(clause.id, "ends_before_off_work", school_id=school.id)
        return Good(f"{good.name} waived", district, good.pack, plan), breach
    raise NoPlace


def _waiving(good: Good) -> tuple[Good, Told]:
    from tests.solver.verify.spoiling.bases import BASES, base

    name = next((n for n in BASES if base(n) is good), None)
    if name is None:
        raise NoPlace
    return _waived(name)


def _told(good: Good, plan: Plan, row: AppliedWaiver, code: str, **changes: Any) -> Spoilt:
    told = claim("clause_waivers", code, school_id=row.school_id, subject=row.clause_id)
    rows = swapped(plan.clause_waivers, row, **changes)
    return good.said(told, clause_waivers=rows)


@kind("deviation of a waiver not told")
def not_told(good: Good, rng: Random) -> Spoilt:
    waived, _ = _waiving(good)
    row = pick(rng, waived.plan.clause_waivers)
    told = claim(
        "clause_waivers", "waiver_not_told", school_id=row.school_id, subject=row.clause_id,
        amount=row.amount,
    )  # fmt: skip
    left = tuple(r for r in waived.plan.clause_waivers if r is not row)
    return waived.said(told, clause_waivers=left)


def _differs(name: str, **changes: Any) -> None:
    @kind(f"deviation of a waiver with another {name}")
    def made(good: Good, rng: Random) -> Spoilt:
        waived, _ = _waiving(good)
        row = pick(rng, waived.plan.clause_waivers)
        values = changes or {"amount": row.amount + 1}
        return _told(waived, waived.plan, row, "waiver_differs", **values)


_differs("amount")
_differs("name", granted_by="Somebody else")
_differs("reason", reason="no reason")


@kind("waiver claimed that nobody granted")
def not_granted(good: Good, rng: Random) -> Spoilt:
    school = pick(rng, good.district.schools)
    clause = pick(rng, good.pack.clauses)
    row = AppliedWaiver(
        clause_id=clause.id,
        school_id=school.id,
        reason="x",
        granted_by="x",
        until=good.district.term.last_day,
    )
    told = claim("clause_waivers", "waiver_not_granted", school_id=school.id, subject=clause.id)
    return good.said(told, clause_waivers=(*good.plan.clause_waivers, row))


@kind("waiver that ends before the term does")
def waiver_out_of_date(good: Good, rng: Random) -> Spoilt:
    waived, breach = _waiving(good)
    (waiver,) = waived.district.waivers
    ends = good.district.term.last_day - timedelta(days=rng.randint(1, 100))
    if ends < good.district.term.first_day:
        ends = good.district.term.first_day
    return waived.given(breach, waivers=(copy(waiver, until=ends),))


@kind("waiver of another school")
def waiver_elsewhere(good: Good, rng: Random) -> Spoilt:
    waived, breach = _waiving(good)
    (waiver,) = waived.district.waivers
    other = waived.other_school(rng, str(breach.school_id))
    return waived.given(breach, waivers=(copy(waiver, school_id=other),))


@kind("waiver withdrawn")
def waiver_withdrawn(good: Good, rng: Random) -> Spoilt:
    waived, breach = _waiving(good)
    return waived.given(breach, waivers=())


@kind("waiver of a firm clause")
def firm_waived(good: Good, rng: Random) -> Spoilt:
    """A firm clause cannot be waived: its breach is told all the same."""
    school, clause = pick(rng, good.bound("run_every_day", "service_days_per_week"))
    if clause.is_waivable:
        raise NoPlace
    waiver = ClauseWaiver(
        clause_id=clause.id,
        reason="x",
        granted_by="x",
        until=good.district.term.last_day,
    )
    gone = {p.id for p in school.periods if p.window == "regular" and p.weekday == 5}
    plan, left = without_periods(good.plan, school, gone)
    schools = tuple(left if s is school else s for s in good.district.schools)
    told = Told(clause.id, "too_few_days", school_id=school.id)
    return good.given(told, plan=plan, schools=schools, waivers=(waiver,))
