"""From planted drafts to the district around them."""

from collections.abc import Iterator
from math import ceil, cos, hypot, radians

from data.synthetic.basics import BASICS, CARE
from data.synthetic.build import Planting
from data.synthetic.choices import planted_choices
from data.synthetic.draft import PersonDraft, SchoolDraft
from data.synthetic.entities import provider_of, school_of
from data.synthetic.meals import fund_lunch
from data.synthetic.money import dates_counter, fund_school
from data.synthetic.names import PersonNames
from data.synthetic.nearmiss import (
    spoil,
    spoiled_people,
    spoiled_rooms,
    unapproved_activity,
    unapproved_instructor,
)
from data.synthetic.people import staff_member
from data.synthetic.recipe import ProviderRecipe
from data.synthetic.windows import WINDOW_ACTIVITIES
from solver.domain.activity import Activity
from solver.domain.calendar import week_profiles
from solver.domain.district import District, ProvenanceNote
from solver.domain.people import Provider, StaffMember
from solver.domain.pins import Travel, TravelTime
from solver.plan import AccountStatement

Weeks = tuple[tuple[int, ...], ...]


def assemble(
    planting: Planting, notes: tuple[ProvenanceNote, ...]
) -> tuple[District, list[AccountStatement]]:
    """Returns the district, and the accounts of its planted plan."""
    term, recipe = planting.term, planting.recipe
    schools = [school_of(d, term) for d in planting.drafts]
    weeks = week_profiles(term, schools[0].id)
    providers = {p.id: p for p in _providers(planting)}
    staff = {r.id: r for d in planting.drafts for r in _records(planting, d, weeks)}
    for person in [*planting.instructors, *_unapproved(planting)]:
        rng = planting.rng(person.id, "record")
        staff[person.id] = staff_member(person, None, term, weeks, rng)
    statements: list[AccountStatement] = []
    funded = []
    for draft, school in zip(planting.drafts, schools, strict=True):
        rng = planting.rng(draft.id, "money")
        dates = dates_counter(school, term)
        funding, accounts = fund_school(draft, dates, staff, providers, planting.pack, rng)
        if any(p.window == "lunch" for p in draft.windows):
            lunch = fund_lunch(draft, dates, staff, planting.rng(draft.id, "meals"))
            funding.append(lunch[0])
            accounts.append(lunch[1])
        statements += accounts
        rooms = (*school.rooms, *spoiled_rooms(draft, term.first_day, rng))
        funded.append(school.model_copy(update={"funding": tuple(funding), "rooms": rooms}))
    district = District(
        id=recipe.id,
        name=recipe.name,
        policy_pack_id=planting.pack.id,
        term=term,
        schools=tuple(funded),
        staff=tuple(staff.values()),
        providers=tuple(providers.values()),
        activities=tuple(_activities(planting)),
        choice_counts=tuple(c for d in planting.drafts for c in planted_choices(d)),
        travel=Travel(times=tuple(_travel_times(planting.drafts))),
        provenance=notes,
    )
    return district, statements


def _records(planting: Planting, draft: SchoolDraft, weeks: Weeks) -> Iterator[StaffMember]:
    pay = draft.recipe.money.pay
    for person in draft.people:
        rng = planting.rng(person.id, "record")
        yield staff_member(person, pay, planting.term, weeks, rng, planting.windows)
    names = PersonNames(planting.rng(draft.id, "near misses"))
    for kind, person in spoiled_people(draft, names):
        record = staff_member(person, pay, planting.term, weeks, planting.rng(person.id, "record"))
        yield spoil(record, kind, planting.term, planting.pack)


def _approved(planting: Planting) -> list[ProviderRecipe]:
    """Providers with an activity or an instructor, and the near misses.

    An activity may be offered and have no meeting, so that nobody instructs in it.
    """
    used = {p.provider for p in planting.instructors}
    used |= {a.provider_id or "" for d in planting.drafts for a in d.activities}
    return [p for p in planting.recipe.providers if p.missing_step or p.id in used]


def _providers(planting: Planting) -> Iterator[Provider]:
    for recipe in _approved(planting):
        schools = [
            d.id for d in planting.drafts if any(a.provider_id == recipe.id for a in d.activities)
        ]
        fields = {
            a.field for d in planting.drafts for a in d.activities if a.provider_id == recipe.id
        }
        if recipe.missing_step:
            schools = [planting.drafts[0].id]
            fields = {"arts"}
        yield provider_of(recipe, schools, planting.pack, planting.term, sorted(fields))


def _unapproved(planting: Planting) -> list[PersonDraft]:
    return [
        unapproved_instructor(r, PersonNames(planting.rng(r.id, "name")))
        for r in _approved(planting)
        if r.missing_step
    ]


def _activities(planting: Planting) -> Iterator[Activity]:
    split = any(d.recipe.split for d in planting.drafts)
    yield from (a for a in BASICS if a is not CARE or split)
    held = {m.activity.id for d in planting.drafts for m in d.meetings}
    yield from (a for a in WINDOW_ACTIVITIES if a.id in held)
    for draft in planting.drafts:
        yield from draft.activities
    for recipe in _approved(planting):
        if recipe.missing_step:
            yield unapproved_activity(recipe, planting.drafts[0].id)


def _travel_times(drafts: list[SchoolDraft]) -> Iterator[TravelTime]:
    """Minutes between schools of one area, both ways, from their places.

    Straight line times 1.35 at 35 km/h plus 10 minutes: an assumption for plain county roads.
    """
    placed = [d for d in drafts if d.recipe.area_id is not None]
    for a in placed:
        for b in placed:
            if a is b or a.recipe.area_id != b.recipe.area_id:
                continue
            here, there = a.recipe, b.recipe
            if here.latitude is None or here.longitude is None:
                continue
            if there.latitude is None or there.longitude is None:
                continue
            north = (there.latitude - here.latitude) * 111.2
            east = (there.longitude - here.longitude) * 111.2 * cos(radians(here.latitude))
            minutes = ceil(hypot(north, east) * 1.35 / 35 * 60) + 10
            yield TravelTime(from_school_id=a.id, to_school_id=b.id, minutes=minutes)
