"""Sections of clubs, and the reading or care of those who are in none.

Everything is planted first: students of each class sit in sections; what they chose is read off
afterwards, so the planted plan serves every choice.
"""

from collections import Counter
from itertools import combinations
from random import Random

from data.synthetic.basics import CARE, READING
from data.synthetic.catalogue import READING_MAX, Club
from data.synthetic.club_offers import Offer, club_offers
from data.synthetic.draft import BandDraft, ClassDraft, MeetingDraft, RoomDraft, SchoolDraft
from data.synthetic.fit import PackLimits
from data.synthetic.recipe import ProviderRecipe
from solver.domain.activity import Activity
from solver.domain.school import Period


def plant_clubs(
    school: SchoolDraft,
    providers: tuple[ProviderRecipe, ...],
    limits: PackLimits,
    rng: Random,
) -> None:
    """Plants club sections in all extension periods, then reading or care for the rest."""
    offers = club_offers(school, providers, limits, rng)
    for band in school.bands:
        left = {
            (c.id, p.id): band.present(c, p)
            for c in band.classes
            for p in band.with_component("extension", "split")
        }
        _band_clubs(school, band, offers[band.id], left, rng)
        if not school.recipe.split:
            _reading(school, band, left)
        else:
            _care(school, band, left)


def _band_clubs(
    school: SchoolDraft,
    band: BandDraft,
    offers: list[Offer],
    left: dict[tuple[str, str], int],
    rng: Random,
) -> None:
    recipe = school.recipe
    extension = band.with_component("extension", "split")
    want = {
        p.id: round(recipe.club_share * sum(band.present(c, p) for c in band.classes))
        for p in extension
    }
    seated = dict.fromkeys(want, 0)
    order = sorted(offers, key=lambda o: (-o[1].periods, -o[1].meetings, o[0].id))
    used: set[tuple[str, ...]] = set()
    taken: dict[str, Counter[str]] = {}
    for lap in range(4):
        for activity, club in order:
            pattern = _pattern(band, extension, club, want, seated, used, activity.id)
            if not pattern or (lap and activity.meetings_per_week > 1):
                continue
            room = _room(school, band, activity, pattern)
            if room is None:
                continue
            size = min(rng.randint(*recipe.club_size), activity.max_students, room.seats)
            had = taken.setdefault(activity.id, Counter())
            counts = _draw(band, pattern, left, had, size, recipe.club_share, rng)
            if sum(counts.values()) < activity.min_students:
                continue
            had.update(counts)
            for p in pattern:
                room.used.take(p)
                seated[p.id] += sum(counts.values())
                for class_id, n in counts.items():
                    left[class_id, p.id] -= n
            used.add((activity.id, *(p.id for p in pattern)))
            school.meetings.append(
                MeetingDraft(activity, "extension", pattern, counts, room, subject=club.subject)
            )


def _pattern(
    band: BandDraft,
    extension: list[Period],
    club: Club,
    want: dict[str, int],
    seated: dict[str, int],
    used: set[tuple[str, ...]],
    activity_id: str,
) -> tuple[Period, ...]:
    """The extension periods of a new section: those that miss most club places."""
    if club.periods > 1:
        days = [
            band.periods[d]
            for d in sorted(band.periods)
            if all(p in extension for p in band.periods[d])
        ]
        choices = [tuple(d) for d in days if len(d) == club.periods]
    elif club.meetings > 1:
        choices = [c for c in combinations(extension, 2) if c[0].weekday != c[1].weekday]
    else:
        choices = [(p,) for p in extension]
    open_ = [
        c
        for c in choices
        if all(want[p.id] - seated[p.id] >= 10 for p in c)
        and (activity_id, *(p.id for p in c)) not in used
    ]
    if not open_:
        return ()
    return max(open_, key=lambda c: (min(want[p.id] - seated[p.id] for p in c), -c[0].weekday))


def _room(
    school: SchoolDraft, band: BandDraft, activity: Activity, pattern: tuple[Period, ...]
) -> RoomDraft | None:
    """A free room with the features; without features the room of a class that is away."""
    needs = set(activity.room_features)
    homes = {c.id for c in band.classes}
    rooms = [r for r in school.rooms if needs <= set(r.features) and (needs or r.plain)]
    if not needs:
        if school.recipe.split:
            homes = set()
        rooms = [r for r in rooms if r.home_of in homes or r.home_of is None]
        rooms.sort(key=lambda r: r.home_of is None)
    return next((r for r in rooms if all(r.used.free(p) for p in pattern)), None)


def _draw(
    band: BandDraft,
    pattern: tuple[Period, ...],
    left: dict[tuple[str, str], int],
    had: Counter[str],
    size: int,
    share: float,
    rng: Random,
) -> dict[str, int]:
    """Spreads a section over the classes of the band, as far as they have students left."""
    room = {
        c.id: min(max(c.recipe.present) - had[c.id], *(left[c.id, p.id] for p in pattern))
        for c in band.classes
    }
    keep = {c.id: _stayers(c, share) for c in band.classes}
    open_ = {i: max(0, n - keep[i]) for i, n in room.items()}
    counts = dict.fromkeys(open_, 0)
    for _ in range(min(size, sum(open_.values()))):
        ids = [i for i in counts if counts[i] < open_[i]]
        weights = [open_[i] - counts[i] for i in ids]
        counts[rng.choices(ids, weights)[0]] += 1
    return {i: n for i, n in counts.items() if n}


def _stayers(c: ClassDraft, share: float) -> int:
    """At least a few of each class stay, so reading or care always has its group."""
    return max(2, round((1 - share) * min(c.recipe.present) * 0.4))


def _reading(school: SchoolDraft, band: BandDraft, left: dict[tuple[str, str], int]) -> None:
    """Fills reading groups class by class in home rooms of the band."""
    for period in band.with_component("extension"):
        rest = {c.id: left[c.id, period.id] for c in band.classes if left[c.id, period.id]}
        groups = -(-sum(rest.values()) // READING.capacity)
        for k in range(groups):
            size = -(-sum(rest.values()) // (groups - k))
            counts: dict[str, int] = {}
            for class_id in list(rest):
                n = min(rest[class_id], size - sum(counts.values()))
                if n:
                    counts[class_id] = n
                    rest[class_id] -= n
            room = _room(school, band, READING, (period,)) or _spare_room(school, period)
            room.used.take(period)
            school.meetings.append(MeetingDraft(READING, "extension", (period,), counts, room))


def _care(school: SchoolDraft, band: BandDraft, left: dict[tuple[str, str], int]) -> None:
    """Those who stay form the care group of their class, in its home room."""
    for period in band.with_component("split"):
        for c in band.classes:
            if left[c.id, period.id]:
                c.room.used.take(period)
                counts = {c.id: left[c.id, period.id]}
                school.meetings.append(MeetingDraft(CARE, "care", (period,), counts, c.room))


def _spare_room(school: SchoolDraft, period: Period) -> RoomDraft:
    """Any free plain room of the school; one is added if there is none."""
    for room in school.rooms:
        if room.plain and room.seats >= READING_MAX and room.used.free(period):
            return room
    number = 1 + sum(r.name.startswith("活动室") for r in school.rooms)
    room = RoomDraft(f"{school.id}-spare{number}", f"活动室{number}", (), seats=50)
    school.rooms.append(room)
    return room
