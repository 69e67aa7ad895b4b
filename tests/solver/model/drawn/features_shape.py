"""What meets, how large it is, when and where: sizes, rooms, choices, clocks, windows, modes."""

from solver.domain import GridPin, Interval, MeetingPin, Menu
from solver.domain.activity import ClassQuota
from solver.domain.pins import AbsencePin
from solver.domain.school import Dismissal, GridCell
from solver.domain.term import Season
from tests.factories import FIRST
from tests.solver.model.drawn.draft import Draft, merge

NOON, LATE = 700, 1100


def sizes(d: Draft) -> None:
    """Care for few or many, by size or by the adults that there are."""
    care = d.activity("care", "care", min_students=d.pick(1, 1, 2), max_students=d.pick(2, 3))
    if d.odds(0.5):
        care.update(students_per_adult=d.pick(1, 2), helpers=d.pick(0, 0, 1))


def rooms(d: Draft) -> None:
    """Sports on a field, in a room of its own or nowhere; one room may have failed its check."""
    d.activity("sports", "sports", room_features=("field",))
    d.school.rooms[1].update(
        features=d.pick(("field",), ("field", "lab"), ("lab",)), sections_at_once=d.pick(1, 1, 2)
    )
    d.school.rooms[0].update(safety_passed=d.pick(True, True, False))


def merged(d: Draft) -> None:
    """Two classes apart or together."""
    d.classes(d.pick(1, 2), 1)
    merge(d.school)
    d.activity("care", "care", grouping="merged", max_students=d.pick(1, 2, 3))
    d.hours("11")


def clubs(d: Draft) -> None:
    """A club by choice; who stays in a split period sits in care."""
    d.hours("11")
    d.club(min_students=d.pick(1, 1, 2), max_students=d.pick(1, 2, 3))


def quotas(d: Draft) -> None:
    """A club that a class fills only so far, or from which it must not be missing."""
    clubs(d)
    ids = d.pick(None, *d.school.class_ids)
    quota = ClassQuota(class_id=ids, min_students=d.pick(0, 1), max_students=d.pick(None, 0, 1, 2))
    d.activity("club", "extension", class_quotas=(quota,))


def reading(d: Draft) -> None:
    """Reading for whoever walks, beside care."""
    d.hours("11")
    most = d.pick(1, 2, 3)
    d.activity(
        "reading", "extension", grouping="whole_band", skill=None, max_students=most,
        min_students=min(most, d.pick(1, 2)),
    )  # fmt: skip


def menus(d: Draft) -> None:
    """One or two menus of the band, from which a student takes one, or all that fit."""
    d.classes(d.pick(1, 2))
    d.hours(*d.pick(("11",), ("11", "21")))
    d.school.rooms[1:] = d.pick([], d.school.rooms[1:])
    offered = ["a", "b"][: d.pick(1, 2)]
    take = d.pick(1, None)
    band = f"{d.school.mark}B1"
    d.school.more["menus"] = (
        Menu(
            id="M1", band_id=band, activity_ids=tuple(offered), take=take,
            period_ids=d.pick((), ("p11",)),
        ),
    )  # fmt: skip
    d.wishes.clear()
    d.activities[:] = [a for a in d.activities if a["component"] != "extension"]
    for a in offered:
        d.activity(a, "extension", skill=None)
        d.wishes[("C1", "M1", a)] = d.rng.randint(1, d.school.classes[0]["participants"])


def long_club(d: Draft) -> None:
    """A club of two hours in a row, or on two days; nothing else but care on some days."""
    d.classes(d.pick(1, 2))
    in_a_row = d.odds(0.5)
    d.hours(*(d.pick(("11", "12"), ("11", "12", "13")) if in_a_row else ("11", "21")))
    d.school.rooms = d.school.rooms[:1]
    d.school.rooms[0]["sections_at_once"] = 1
    for record in d.school.classes:
        record["room_id"] = None
    d.activity("care", "care", weekdays=d.pick((1,), (2,), (3,)))
    d.club(length_periods=2 if in_a_row else 1, meetings_per_week=1 if in_a_row else 2)


def away(d: Draft) -> None:
    """A teacher who comes at some hours only, is taken at others, or a room that closes."""
    at = Interval(weekday=1, start_min=d.pick(900, 970), end_min=d.pick(1000, 1030))
    match d.rng.randrange(3):
        case 0:
            d.staff[0]["availability"] = (at,)
        case 1:
            d.staff[0]["busy"] = (at,)
        case _:
            d.school.rooms[0]["availability"] = (at,)


def dismissed(d: Draft) -> None:
    """The last lesson ends before the first hour, or after its start."""
    d.school.more["dismissal"] = tuple(
        Dismissal(weekday=w, at_min=d.pick(950, 955, 960, 960, 970)) for w in (1, 2)
    )


def mixed_clocks(d: Draft) -> None:
    """Two grades whose hours share some minutes, or only meet."""
    d.classes(1, 1)
    d.school.apart = True
    d.school.classes[1]["grade"] = 4
    d.school.periods = []
    d.add_hours("11", grades=(3,))
    d.add_hours("12", start_min=d.pick(920, 940), grades=(4,))
    for place in d.school.rooms:
        place.setdefault("sections_at_once", 1)


def pins(d: Draft) -> None:
    """A person fixed a cell, a meeting or an absence; some of it cannot be."""
    for _ in range(d.pick(1, 1, 2)):
        kind = d.rng.randrange(4)
        if kind == 0:
            cell = GridPin(band_id=f"{d.school.mark}B1", period_id="p11", component="care")
            pin: object = cell
        elif kind == 1:
            pin = AbsencePin(staff_id="T1", school_id="S1", weekday=d.pick(None, 1, 2))
        else:
            pin = MeetingPin(
                period_id="p11",
                activity_id="care",
                class_id=d.pick(None, *d.school.class_ids),
                staff_id=d.pick(None, "T1", "T2"),
                room_id=d.pick(None, None, "R1", "R2") if len(d.school.rooms) > 1 else None,
            )
        d.more["pins"] = (*d.more.get("pins", ()), pin)


def own_grid(d: Draft) -> None:
    """The school fixed a cell itself; guidance and care are there to fill it."""
    d.activity("guidance", "guidance")
    kind = d.pick("care", "guidance", "sports")
    band = f"{d.school.mark}B1"
    d.school.more["fixed_grid"] = (GridCell(band_id=band, period_id="p11", component=kind),)


def class_grids(d: Draft) -> None:
    """Classes of one band with cells of their own, guidance or care."""
    d.classes(1, 1)
    d.hours("11")
    d.school.grid_unit = "class"
    d.activity("guidance", "guidance")


def mode(d: Draft) -> None:
    """A mode that was adopted, or is only encouraged, with rows that small weeks can meet."""
    d.classes(1)
    d.hours(*d.pick(("11", "12"), ("11", "21"), ("11", "12", "21")))
    d.school.rooms = d.school.rooms[:1]
    d.staff[1:] = d.pick([], d.staff[1:])
    d.activity("guidance", "guidance")
    if d.odds(0.6):
        d.activity("sports", "sports")
    else:
        d.activity("reading", "extension", grouping="whole_band", skill=None)
    d.activities[:] = [a for a in d.activities if a["activity_id"] != "care" or d.odds(0.3)]
    clause = d.take(
        "follow_mode",
        max_guidance_per_day=d.pick(1, 1, 2), min_guidance_per_week=d.pick(0, 1),
        min_sports_per_week=d.pick(0, 1, 1), min_extension_per_week=d.pick(0, 0, 1),
        min_extension_titles=d.pick(0, 0, 1), daily_each_from_periods=d.pick(2, 3, 3),
    )  # fmt: skip
    if clause is not None and clause.get("mode") is not None:
        d.school.more["adopted_mode"] = d.pick(None, "1+1+N", "2+N")
        d.take("follow_mode", lambda c: not c.is_required and c.get("mode") == clause.get("mode"))


def guidance(d: Draft) -> None:
    """Two hours of guidance a day are too much, or not; it is daily by preference."""
    d.classes(1)
    d.hours(*d.pick(("11", "12"), ("11", "12", "21")))
    d.school.rooms = d.school.rooms[:1]
    d.activity("guidance", "guidance")
    d.take("limit_guidance", max_guidance_ch_per_day=d.pick(50, 100, 100, 200))
    if d.odds(0.6):
        d.take("guidance_daily")


def guidance_days(d: Draft) -> None:
    """Guidance that should be daily by preference, on days that have other things to do too."""
    d.classes(1)
    d.hours(*d.pick(("11", "21"), ("11", "12")))
    d.school.rooms = d.school.rooms[:1]
    d.activity("guidance", "guidance")
    d.take("guidance_daily")


def service_days(d: Draft) -> None:
    """As many days of service as the policy asks for, or one too few."""
    days = len({p.weekday for p in d.school.periods})
    d.take("run_every_day", service_days_per_week=d.pick(days, days + 1))


def daily_minutes(d: Draft) -> None:
    """Days that are long enough and not too long, or not."""
    d.take(
        "keep_daily_minutes",
        min_minutes_per_day=d.pick(40, 40, 50),
        max_minutes_per_day=d.pick(30, 80, 100),
    )


def day_ends(d: Draft) -> None:
    """A day that ends after people go home and not too late, or not."""
    d.take(
        "end_within_window", lambda c: c.applies_when == "always",
        latest_end_primary_min=d.pick(990, 1040, 1080),
    )  # fmt: skip
    d.term["seasons"] = (
        Season(
            id="W", name="W", first=FIRST, last=FIRST.replace(day=6),
            off_work_min=d.pick(1000, 1000, 1060),
        ),
    )  # fmt: skip


def lunch(d: Draft) -> None:
    """Some eat at school, with a leader where the locality asks for one."""
    d.classes(*d.pick((1,), (1, 1)))
    d.hours("11")
    for record in d.school.classes:
        record["lunch_eaters"] = 1
    d.add_hours("12", start_min=NOON, window="lunch")
    grouping = d.pick("by_class", "whole_band")
    d.activity("eat", "care", service_type="lunch", grouping=grouping, max_students=d.pick(1, 2))
    if d.odds(0.7):
        d.take("serve_lunch")
        d.staff[1]["role"] = d.pick("leader", "leader", "other_staff")


def extended(d: Draft) -> None:
    """Some stay after the service, in care that the locality permits or owes."""
    d.classes(d.pick(1, 2))
    d.hours("11")
    d.school.classes[0]["extended_care"] = d.pick(1, d.school.classes[0]["participants"])
    d.add_hours("12", window="extended")
    d.activity(
        "late", "care", service_type="extended", grouping=d.pick("by_class", "whole_band"),
        max_students=d.pick(1, 2),
    )  # fmt: skip
    d.take("offer_extended_care")
    if d.odds(0.4):
        d.take("end_within_window", lambda c: c.applies_when == "always")


def evening(d: Draft) -> None:
    """Evening study of a junior school, on one day or two, early enough or not."""
    d.school.more["stage"] = "junior"
    d.classes(1, grade=7)
    d.hours("11")
    d.school.classes[0]["evening_study"] = 1
    start = d.pick(LATE, LATE, 1180, 1200)
    d.add_hours(
        *d.pick(("12",), ("12", "22")), start_min=start - 40, window="evening",
        minutes=d.pick(40, 40, 121),
    )  # fmt: skip
    d.activity(
        "study", "guidance", service_type="evening",
        grouping=d.pick("by_class", "whole_band"), max_students=2,
    )  # fmt: skip
    d.staff[0]["max_evenings"] = d.pick(None, 0, 1)
    d.take("end_within_window", lambda c: c.applies_when == "evening_periods")


FEATURES = (
    sizes, rooms, merged, clubs, quotas, reading, menus, long_club, away, dismissed,
    mixed_clocks, pins, own_grid, class_grids, mode, guidance, guidance_days, service_days,
    daily_minutes, day_ends, lunch, extended, evening,
)  # fmt: skip
