"""Which clubs a school offers to which of its bands, its own and those of outside bodies."""

from datetime import date
from random import Random

from data.synthetic.catalogue import CLUBS, Club
from data.synthetic.draft import SchoolDraft
from data.synthetic.fit import PackLimits
from data.synthetic.recipe import ProviderRecipe, SchoolRecipe
from solver.domain.activity import Activity, Field_

VETTED = date(2025, 8, 28)
Offer = tuple[Activity, Club]


def club_offers(
    school: SchoolDraft,
    providers: tuple[ProviderRecipe, ...],
    limits: PackLimits,
    rng: Random,
) -> dict[str, list[Offer]]:
    """Chooses titles for the school and spreads them over its bands, by band id."""
    recipe = school.recipe
    taught = {s: p for p in providers if not p.missing_step for s in p.skills}
    special, own = _titles(school, taught, limits, rng)
    offers: dict[str, list[Offer]] = {b.id: [] for b in school.bands}
    wanted = [*special, *(own[i % len(own)] for i in range(recipe.clubs))]
    for i, club in enumerate(wanted):
        lap = (i - len(special)) // max(1, len(own)) if i >= len(special) else 0
        width = 1 if len(school.bands) < 3 or recipe.clubs > 6 * len(school.bands) else 2
        if club.periods > 1:
            width = 1
        start = (i + lap) % len(school.bands)
        bands = [school.bands[(start + k) % len(school.bands)] for k in range(width)]
        clocks = {b.periods[1][0].id for b in bands}
        if len(clocks) > 1:
            bands = [b for b in bands if b.periods[1][0].id == bands[0].periods[1][0].id]
        grades = sorted({c.recipe.grade for b in bands for c in b.classes})
        provider = taught.get(club.skill) if i < len(special) else None
        title = club.title if lap == 0 else f"{club.title}（{'一二三四五六七八'[lap]}）"
        activity = _activity(recipe, i + 1, title, club, tuple(grades), provider)
        school.activities.append(activity)
        for band in bands:
            offers[band.id].append((activity, club))
    return offers


def _titles(
    school: SchoolDraft, taught: dict[str, ProviderRecipe], limits: PackLimits, rng: Random
) -> tuple[list[Club], list[Club]]:
    """Chooses the special clubs of a school, and its own in the order they are offered."""
    recipe = school.recipe
    features = {f for r in school.rooms for f in r.features}
    usable = [
        c
        for c in CLUBS
        if (c.feature is None or c.feature in features) and (c.periods == 1 or recipe.long_day)
    ]
    fields = limits.special_fields
    most = 1 if limits.special_fee_cap else 2
    outside = [
        c
        for c in usable
        if c.outside
        and c.skill in taught
        and (fields is None or _field(c, True) in fields)
        and c.meetings * c.periods <= most
    ]
    rng.shuffle(outside)
    special = outside[: recipe.special_clubs]
    own = [c for c in usable if c not in special]
    head, tail = own[:12], own[12:]
    rng.shuffle(tail)
    return special, [*head, *tail]


def _activity(
    recipe: SchoolRecipe,
    number: int,
    title: str,
    club: Club,
    grades: tuple[int, ...],
    provider: ProviderRecipe | None,
) -> Activity:
    return Activity(
        id=f"{recipe.id}-a{number:02d}",
        school_id=recipe.id,
        title=title,
        component="extension",
        field=_field(club, provider is not None),
        service_type="special" if provider else "basic",
        grades=grades,
        min_students=8 if recipe.setting == "village" else 10,
        max_students=40 if club.meetings == 2 else 32,
        grouping="by_choice",
        helpers=0 if provider else club.helpers,
        students_per_adult=20 if club.helpers and not provider else None,
        skill=club.skill,
        room_features=(club.feature,) if club.feature else (),
        length_periods=club.periods,
        meetings_per_week=club.meetings,
        provider_id=provider.id if provider else None,
        vetted_on=VETTED if provider else None,
        vetted_by="教务处" if provider else "",
    )


def _field(club: Club, special: bool) -> Field_:
    """A special club of games or clubs counts as arts: fields of special service are few."""
    if special and club.field in ("club", "interest_group", "games"):
        return "arts"
    return club.field
