"""The shortage map in words and figures, ready for a page and a sheet."""

from dataclasses import dataclass

from data.writers.class_timetables import DAY
from data.writers.shortage_map import LEVELS, ShortageMap, Slot, Spot
from data.writers.view import PlanView


@dataclass(frozen=True)
class HeatCell:
    """One cell: how bad it is (its shade), what is unmet, and people in use over people there."""

    level: str
    unmet: str
    staff: str
    title: str = ""


@dataclass(frozen=True)
class HeatRow:
    """One school, or the whole district."""

    name: str
    cells: tuple[HeatCell, ...]
    total: HeatCell


@dataclass(frozen=True)
class HeatMap:
    """The map with its headings, the worst school first, and what its shades mean."""

    days: tuple[tuple[str, int], ...]
    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    legend: tuple[tuple[str, str], ...]
    elsewhere: str


def heat_map(view: PlanView) -> HeatMap:
    """Returns the map of a plan's district; its last row adds the schools up."""
    found = ShortageMap(view)
    rows = []
    for school, spots in found.rows:
        cells = tuple(_cell(view, spots.get(slot, Spot())) for slot in found.slots)
        total = found.total(spots.values())
        rows.append((total.unmet, HeatRow(school.name, cells, _total(view, total))))
    rows.sort(key=lambda row: -row[0])
    columns = [found.total(s.get(slot, Spot()) for _, s in found.rows) for slot in found.slots]
    everything = HeatRow(
        view.words("district_total"),
        tuple(_cell(view, spot) for spot in columns),
        _total(view, found.total(columns)),
    )
    days: dict[int, int] = {}
    for weekday, _, _ in found.slots:
        days[weekday] = days.get(weekday, 0) + 1
    other = sum(found.elsewhere.values())
    return HeatMap(
        days=tuple((view.weekday(day), count) for day, count in days.items()),
        columns=tuple(_heading(view, slot) for slot in found.slots),
        rows=(*(row for _, row in rows), everything),
        legend=tuple((level, view.words(f"heat_{level}")) for level in LEVELS),
        elsewhere=view.words("heat_elsewhere", count=other) if other else "",
    )


def _heading(view: PlanView, slot: Slot) -> str:
    _, window, order = slot
    if DAY[window] == "regular":
        return view.words("heat_period", order=order)
    name = view.words.word("window", DAY[window])
    return name if order == 1 else f"{name} {order}"


def _cell(view: PlanView, spot: Spot) -> HeatCell:
    if spot.level == "off":
        return HeatCell("off", "", "")
    staff = f"{spot.own}/{spot.free}" + (f"+{spot.others}" if spot.others else "")
    return HeatCell(
        spot.level,
        f"−{spot.unmet:,}" if spot.unmet else "0",
        staff,
        view.words(
            "heat_title",
            unmet=spot.unmet,
            demand=spot.demand,
            own=spot.own,
            free=spot.free,
            others=spot.others,
        ),
    )


def _total(view: PlanView, spot: Spot) -> HeatCell:
    unmet = f"−{spot.unmet:,}" if spot.unmet else "0"
    return HeatCell(
        "",
        view.words("heat_unmet", unmet=unmet, share=_share(spot.unmet, spot.demand)),
        view.words("heat_staff", share=_share(spot.own, spot.free)),
    )


def _share(part: int, whole: int) -> str:
    """Returns a part in percent with one decimal, rounded half up."""
    tenths = (2000 * part + whole) // (2 * whole) if whole else 0
    return f"{tenths // 10}.{tenths % 10}"
