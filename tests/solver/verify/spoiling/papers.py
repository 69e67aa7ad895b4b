"""Papers of people and providers on each real date, and what outside bodies may do."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from solver.domain import Provider, School, StaffMember
from solver.domain.people import ProviderStatus, Qualification
from solver.plan import Meeting
from solver.policy import Clause
from tests.solver.verify.spoiling.good import Good, Spoilt, Told, copy, kind, pick, structure

CLEAR, APPROVAL, THIRD = "require_clearance", "require_provider_approval", "limit_third_parties"


def _words(clause: Clause, name: str) -> tuple[str, ...]:
    value = clause.get(name)
    return (value,) if isinstance(value, str) else clause.words(name)


def _asked(good: Good, rng: Random, item: str) -> tuple[Clause, StaffMember, School, list[date]]:
    """Returns a clause that asks for a paper, somebody it asks it of, a school and the dates."""
    clause, person, school = pick(rng, [
        (c, x, s)
        for s, c in good.bound(CLEAR, f"{item}_roles")
        for x in good.district.staff
        if x.role in _words(c, f"{item}_roles") or "all" in _words(c, f"{item}_roles")
        if good.served_days(x.id, s.id)
    ])  # fmt: skip
    return clause, person, school, sorted(good.served_days(person.id, school.id))


def _person_kind(name: str, item: str, changes: Callable[[list[date], date], Any]) -> None:
    """Registers a paper missing from a date on, or to the day before it.

    ``changes`` gives the values for the dates of service and a day among them.
    """

    @kind(name)
    def spoil(good: Good, rng: Random) -> Spoilt:
        clause, person, school, dates = _asked(good, rng, item)
        values, missing = changes(dates, pick(rng, dates))
        told = Told(
            clause.id, "not_cleared", school_id=school.id, subject=person.id, amount=len(missing)
        )
        return good.person(person, told, **values)


def _until(paper: str) -> Callable[[list[date], date], Any]:
    """Returns what makes a paper begin on a day: it is missing on the dates before."""
    after = timedelta(days=1)
    return lambda dates, day: ({paper: day + after}, [d for d in dates if d <= day])


_person_kind("somebody who failed vetting", "vetting", lambda dates, _: (
    {"vetting_passed": False}, dates,
))  # fmt: skip
_person_kind("somebody vetted after serving", "vetting", _until("vetted_on"))
_person_kind("somebody never vetted", "vetting", lambda dates, _: ({"vetted_on": None}, dates))
_person_kind("somebody without a qualification", "qualification", lambda dates, _: (
    {"qualifications": ()}, dates,
))  # fmt: skip
_person_kind("a qualification that expires in the term", "qualification", lambda dates, day: (
    {"qualifications": (Qualification(kind="any", valid_to=day - timedelta(days=1)),)},
    [d for d in dates if d >= day],
))  # fmt: skip
_person_kind("somebody without a contract", "contract", lambda dates, _: (
    {"contract_from": None}, dates,
))  # fmt: skip
_person_kind("a contract that ends in the term", "contract", lambda dates, day: (
    {"contract_to": day - timedelta(days=1)}, [d for d in dates if d >= day],
))  # fmt: skip
_person_kind("a contract that begins in the term", "contract", _until("contract_from"))
_person_kind("somebody untrained", "training", lambda dates, _: ({"trained_on": None}, dates))
_person_kind("somebody trained after the first day", "training", _until("trained_on"))
_person_kind("somebody not reviewed", "review", lambda dates, _: ({"reviewed_on": None}, dates))
_person_kind("somebody reviewed after serving", "review", _until("reviewed_on"))


def _bad_record(name: str, value: bool | None) -> None:
    @kind(name)
    def spoil(good: Good, rng: Random) -> Spoilt:
        clause, person, school = pick(rng, [
            (c, x, s)
            for s, c in good.bound(CLEAR, "no_bad_record")
            for x in good.district.staff
            if good.served_days(x.id, s.id)
        ])  # fmt: skip
        days = len(good.served_days(person.id, school.id))
        told = Told(clause.id, "not_cleared", school_id=school.id, subject=person.id, amount=days)
        return good.person(person, told, bad_record=value)


_bad_record("somebody with a bad record", True)
_bad_record("somebody whose record nobody checked", None)


# --- providers --------------------------------------------------------------------------------


def _provided(good: Good) -> list[tuple[Provider, School, list[date]]]:
    found: dict[tuple[str, str], set[date]] = {}
    for m in good.held:
        provider_id = good.activity(m).provider_id
        if provider_id in good.providers:
            found.setdefault((str(provider_id), m.school_id), set()).update(good.dates(m))
    return [(good.providers[p], good.schools[s], sorted(d)) for (p, s), d in found.items()]


def _barred(status: Any) -> None:
    @kind(f"provider {status} in the term")
    def spoil(good: Good, rng: Random) -> Spoilt:
        provider, school, dates = pick(rng, [x for x in _provided(good) if not x[0].statuses])
        day = pick(rng, dates)
        told = structure(
            APPROVAL, "provider_barred", school_id=school.id, subject=provider.id,
            amount=sum(d >= day for d in dates),
        )  # fmt: skip
        return good.provider(
            provider, told, statuses=(ProviderStatus(status=status, from_date=day),)
        )


_barred("suspended")
_barred("exited")


def _steps(good: Good, rng: Random) -> tuple[Provider, School, list[date], Clause, str]:
    return pick(rng, [
        (p, s, dates, c, step)
        for p, s, dates in _provided(good)
        for c in good.clauses(APPROVAL, s.id, "steps")
        for step in _words(c, "steps")
    ])  # fmt: skip


@kind("provider without one step of approval")
def step_missing(good: Good, rng: Random) -> Spoilt:
    provider, school, dates, clause, step = _steps(good, rng)
    left = tuple(a for a in provider.approvals if a.code != step)
    told = Told(
        clause.id, "step_missing", school_id=school.id, subject=provider.id, amount=len(dates)
    )
    return good.provider(provider, told, approvals=left)


@kind("step of approval that expires in the term")
def step_expires(good: Good, rng: Random) -> Spoilt:
    provider, school, dates, clause, step = _steps(good, rng)
    day = pick(rng, dates)
    left = tuple(
        copy(a, valid_to=day - timedelta(days=1)) if a.code == step else a
        for a in provider.approvals
    )
    told = Told(
        clause.id, "step_missing", school_id=school.id, subject=provider.id,
        amount=sum(d >= day for d in dates),
    )  # fmt: skip
    return good.provider(provider, told, approvals=left)


@kind("step of approval for another school")
def step_elsewhere(good: Good, rng: Random) -> Spoilt:
    provider, school, dates, clause, step = _steps(good, rng)
    other = good.other_school(rng, school.id)
    left = tuple(copy(a, school_id=other) if a.code == step else a for a in provider.approvals)
    told = Told(
        clause.id, "step_missing", school_id=school.id, subject=provider.id, amount=len(dates)
    )
    return good.provider(provider, told, approvals=left)


def _agreement(name: str, parameter: str, changes: Callable[[date], dict[str, Any] | None]) -> None:
    """Registers an agreement that no longer holds from a date on; ``None`` drops it."""

    @kind(name)
    def spoil(good: Good, rng: Random) -> Spoilt:
        provider, school, dates, clause = pick(rng, [
            (p, s, dates, c)
            for p, s, dates in _provided(good)
            for c in good.clauses(APPROVAL, s.id, parameter)
        ])  # fmt: skip
        day = pick(rng, dates)
        values = changes(day)
        agreements = tuple(
            copy(a, **values) if a.school_id == school.id and values is not None else a
            for a in provider.agreements
            if values is not None or a.school_id != school.id
        )
        lost = [d for d in dates if values is None or "valid_to" not in values or d >= day]
        told = Told(
            clause.id, "agreement_missing", school_id=school.id, subject=provider.id,
            amount=len(lost),
        )  # fmt: skip
        return good.provider(provider, told, agreements=agreements)


_agreement("provider without an agreement", "agreement", lambda _: None)
_agreement("agreement that expires in the term", "agreement", lambda day: (
    {"valid_to": day - timedelta(days=1)}
))  # fmt: skip
_agreement("agreement that the parents did not sign", "agreement_parties", lambda _: (
    {"parties": ("school", "provider")}
))  # fmt: skip
_agreement("agreement not filed", "agreement_filed", lambda _: {"filed": False})


@kind("more instructors at once than a provider agreed to")
def at_once(good: Good, rng: Random) -> Spoilt:
    provider = pick(rng, [p for p, _, _ in _provided(good)])
    told = structure(APPROVAL, "instructors_at_once", subject=provider.id)
    return good.provider(provider, told, instructors_at_once=0)


@kind("field that a provider is not permitted")
def provider_field(good: Good, rng: Random) -> Spoilt:
    m = _third(good, rng)
    provider = good.providers[str(good.activity(m).provider_id)]
    told = structure(APPROVAL, "provider_field", school_id=m.school_id, subject=m.activity_id)
    return good.provider(provider, told, fields=("film",))


def _third(good: Good, rng: Random, parameter: str | None = None) -> Meeting:
    return pick(rng, [
        m for m in good.usual
        if good.activity(m).provider_id in good.providers
        and (parameter is None or good.clauses(THIRD, m.school_id, parameter))
    ])  # fmt: skip


def _limited(
    name: str, parameter: str, code: str, field: str, values: Callable[[Clause], Any]
) -> None:
    """Registers an activity or a provider's kind beyond what third parties may do."""

    @kind(name)
    def spoil(good: Good, rng: Random) -> Spoilt:
        m = _third(good, rng, parameter)
        clause = pick(rng, good.clauses(THIRD, m.school_id, parameter))
        told = Told(clause.id, code, school_id=m.school_id, subject=m.activity_id)
        activity = good.activity(m)
        value = values(clause)
        if field == "kind":
            provider = good.providers[str(activity.provider_id)]
            return good.provider(provider, told, kind=value)
        free = {"fee_fen": 0, "consumables_fen": 0} if value == "basic" else {}
        return good.offer(activity, told, **{field: value, **free})


_limited("provider of a kind that is not admitted", "allowed_kinds", "kind_not_allowed", "kind",
         lambda _: "academic_training")  # fmt: skip
_limited("provider of a forbidden kind", "forbidden_kinds", "kind_forbidden", "kind",
         lambda c: _words(c, "forbidden_kinds")[0])  # fmt: skip
_limited("third party in a field that is not admitted", "fields", "field_not_allowed", "field",
         lambda _: "homework")  # fmt: skip
_limited("third party in the basic service", "service_types", "service_type_not_allowed",
         "service_type", lambda _: "basic")  # fmt: skip
_limited("third party that teaches a subject", "non_academic_only", "academic", "is_academic",
         lambda _: True)  # fmt: skip
_limited("content that nobody vetted", "content_vetted", "content_not_vetted", "vetted_on",
         lambda _: None)  # fmt: skip


@kind("content vetted after the first meeting")
def vetted_late(good: Good, rng: Random) -> Spoilt:
    m = _third(good, rng, "content_vetted")
    clause = pick(rng, good.clauses(THIRD, m.school_id, "content_vetted"))
    first = min(d for x in good.held if x.activity_id == m.activity_id for d in good.dates(x))
    told = Told(clause.id, "content_not_vetted", school_id=m.school_id, subject=m.activity_id)
    return good.offer(good.activity(m), told, vetted_on=first + timedelta(days=1))


@kind("forbidden provider drawn in")
def drawn_in(good: Good, rng: Random) -> Spoilt:
    """A club of the school's own becomes a training institution's, where those are forbidden."""
    m = pick(rng, [
        m for m in good.usual
        if good.activity(m).grouping == "by_choice" and good.activity(m).provider_id is None
        and good.clauses(THIRD, m.school_id, "forbidden_kinds")
    ])  # fmt: skip
    clause = pick(rng, good.clauses(THIRD, m.school_id, "forbidden_kinds"))
    provider = Provider(id="new", name="New", kind="academic_training")
    told = Told(clause.id, "kind_forbidden", school_id=m.school_id, subject=m.activity_id)
    activities = tuple(
        copy(a, provider_id="new", service_type="special") if a.id == m.activity_id else a
        for a in good.district.activities
    )
    return good.given(told, activities=activities, providers=(*good.district.providers, provider))
