"""Periods, rooms, classes, bands and the component grid of a school."""

from random import Random

from data.synthetic.catalogue import SPORTS_MAX
from data.synthetic.draft import BandDraft, ClassDraft, RoomDraft, SchoolDraft
from data.synthetic.recipe import SchoolRecipe
from solver.domain.base import GridComponent
from solver.domain.school import Period
from solver.policy import PolicyPack, half_up

GRADE_NAMES = "一二三四五六七八九"
SPECIAL_ROOMS: dict[str, tuple[tuple[str, int], ...]] = {
    "village": (("图书室", 1), ("音乐室", 1)),
    "township": (("图书室", 1), ("音乐室", 1), ("美术室", 1), ("计算机室", 1), ("实验室", 1)),
    "seat": (
        ("图书室", 1),
        ("音乐室", 2),
        ("美术室", 2),
        ("计算机室", 1),
        ("实验室", 1),
        ("舞蹈室", 1),
        ("手工室", 1),
    ),
    "city": (
        ("图书室", 1),
        ("音乐室", 2),
        ("美术室", 2),
        ("计算机室", 2),
        ("实验室", 2),
        ("舞蹈室", 1),
        ("手工室", 1),
        ("体育馆", 1),
    ),
}
"""Special rooms by setting: feature and how many. Invented."""
SLUGS = {
    "图书室": "library",
    "音乐室": "music",
    "美术室": "art",
    "计算机室": "computer",
    "实验室": "lab",
    "舞蹈室": "dance",
    "手工室": "craft",
    "体育馆": "hall",
}


def lay_out(recipe: SchoolRecipe, pack: PolicyPack, rng: Random) -> SchoolDraft:
    """Returns a school with rooms, bands and a grid, still without meetings."""
    periods, by_clock = _periods(recipe)
    rooms = [
        RoomDraft(
            id=f"{recipe.id}-r{c.grade}-{c.number}",
            name=f"{GRADE_NAMES[c.grade - 1]}（{c.number}）班教室",
            features=(),
            seats=max(48, c.enrolled + 2) if recipe.setting != "village" else 45,
            home_of=f"{recipe.id}-c{c.grade}-{c.number}",
        )
        for c in recipe.classes
    ]
    classes = [
        ClassDraft(id=f"{recipe.id}-c{c.grade}-{c.number}", recipe=c, room=room)
        for c, room in zip(recipe.classes, rooms, strict=True)
    ]
    bands = []
    for i, grades in enumerate(recipe.band_grades, start=1):
        clock = next(c for c in recipe.clocks if not c.grades or set(grades) <= set(c.grades))
        name = "、".join(GRADE_NAMES[g - 1] for g in grades) + "年级"
        members = [c for c in classes if c.recipe.grade in grades]
        band = BandDraft(f"{recipe.id}-b{i}", name, members, by_clock[clock.grades])
        bands.append(band)
    rooms += _special_rooms(recipe)
    school = SchoolDraft(recipe, periods, bands, rooms, class_hours(recipe, periods, pack))
    _merges(school)
    fill_grid(school, rng)
    return school


def class_hours(recipe: SchoolRecipe, periods: list[Period], pack: PolicyPack) -> dict[str, int]:
    """Returns what periods count: minutes over the pack's minutes per class-hour of the stage."""
    out = {}
    for period in periods:
        grades = [c.grade for c in recipe.classes if period.applies_to(c.grade)]
        junior = min(period.grades or grades) > 6
        per_hour = (
            pack.minutes_per_class_hour_junior if junior else pack.minutes_per_class_hour_primary
        )
        out[period.id] = half_up(100 * period.minutes, per_hour)
    return out


def _periods(
    recipe: SchoolRecipe,
) -> tuple[list[Period], dict[tuple[int, ...], dict[int, tuple[Period, ...]]]]:
    periods: list[Period] = []
    by_clock: dict[tuple[int, ...], dict[int, tuple[Period, ...]]] = {}
    for number, clock in enumerate(recipe.clocks):
        mark = "" if len(recipe.clocks) == 1 else "ab"[number]
        days: dict[int, tuple[Period, ...]] = {}
        for weekday in range(1, 6):
            days[weekday] = tuple(
                Period(
                    id=f"{recipe.id}-d{weekday}p{i}{mark}",
                    weekday=weekday,
                    start_min=start,
                    end_min=end,
                    grades=clock.grades,
                )
                for i, (start, end) in enumerate(clock.spans, start=1)
            )
            periods += days[weekday]
        by_clock[clock.grades] = days
    return periods, by_clock


def _special_rooms(recipe: SchoolRecipe) -> list[RoomDraft]:
    rooms = []
    for feature, count in SPECIAL_ROOMS[recipe.setting]:
        if recipe.stage == "junior" and feature in ("舞蹈室", "手工室"):
            continue
        for i in range(1, count + 1):
            rooms.append(
                RoomDraft(
                    id=f"{recipe.id}-{SLUGS[feature]}{i}",
                    name=f"{feature}{i}" if count > 1 else feature,
                    features=(feature,),
                    seats=50,
                )
            )
    field = RoomDraft(f"{recipe.id}-field", "操场", ("操场",), seats=400, at_once=40, exposed=True)
    field.used.at_once = field.at_once
    return [*rooms, field]


def _merges(school: SchoolDraft) -> None:
    """Lists neighbouring classes of a band that may do sports as one group."""
    if not school.recipe.merge_sports:
        return
    for band in school.bands:
        group: list[ClassDraft] = []
        for c in [*band.classes, None]:
            size = sum(max(k.recipe.present) for k in [*group, c] if k)
            if c is None or size > SPORTS_MAX:
                if len(group) > 1:
                    school.merges.append(tuple(k.id for k in group))
                group = []
            if c:
                group.append(c)


def fill_grid(school: SchoolDraft, rng: Random) -> None:
    """Chooses the component of each band and period.

    Every day has one guidance period at most; sports days of the bands are spread over the week
    so that the field and the sports teachers are not all needed at once.
    """
    recipe = school.recipe
    extension: GridComponent = "split" if recipe.split else "extension"
    shift = rng.randrange(5)
    long_weekday = 1 + rng.randrange(5)
    for i, band in enumerate(school.bands):
        if recipe.is_weak:
            _weak_grid(band, i, len(school.bands), extension)
            continue
        order = [(shift + i + 2 * k) % 5 + 1 for k in range(5)]
        if recipe.long_day and long_weekday in order[: recipe.sports_per_week]:
            order.remove(long_weekday)
            order.append(long_weekday)
        sports = set(order[: recipe.sports_per_week])
        guided = [d for d in order if d != long_weekday or not recipe.long_day]
        drop = max(0, len(guided) - recipe.guidance_per_week)
        free = set([d for d in guided if d not in sports][:drop])
        for weekday in range(1, 6):
            second: GridComponent = "sports" if weekday in sports else extension
            long = recipe.long_day and weekday == long_weekday
            first: GridComponent = extension if weekday in free or long else "guidance"
            pair = [first, second]
            if recipe.clubs_first or (recipe.alternate and (i + weekday) % 2 == 0):
                pair.reverse()
            for period, component in zip(band.periods[weekday], pair, strict=True):
                band.cells[period.id] = component


def _weak_grid(band: BandDraft, i: int, bands: int, extension: GridComponent) -> None:
    """Sports of all bands fall on the few weekdays on which a lent teacher comes.

    With three bands each of three days has two of them, one in each period; with fewer bands two
    days suffice. That is the least number of days for one lent teacher at a time.
    """
    visits = (1, 3, 5) if bands > 2 else (1, 3)
    turns = {visits[i % len(visits)]: 0, visits[(i + 1) % len(visits)]: 1}
    if bands <= 2:
        turns = dict.fromkeys(visits, i)
    for weekday in range(1, 6):
        first, last = band.periods[weekday]
        pair: tuple[GridComponent, GridComponent] = ("guidance", extension)
        if weekday in turns:
            pair = ("guidance", "sports") if turns[weekday] else ("sports", "guidance")
        band.cells[first.id], band.cells[last.id] = pair
