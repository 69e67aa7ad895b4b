"""Lunch, extended care and evening study: planted last, beside a service that stays as it was."""

from random import Random

from data.synthetic.draft import ClassDraft, MeetingDraft, PersonDraft, RoomDraft, SchoolDraft
from data.synthetic.fit import PackLimits
from data.synthetic.layout import class_hours
from data.synthetic.names import PersonNames
from data.synthetic.roster import one_more
from data.synthetic.staffing import OWN
from solver.domain.activity import Activity
from solver.domain.base import Window
from solver.domain.school import Period
from solver.policy import PolicyPack

WINDOWS: tuple[Window, ...] = ("lunch", "extended", "evening")
CANTEEN = "食堂"
LUNCH_CLASS = Activity(
    id="lunch-class",
    title="教室午餐看护",
    component="care",
    field="care",
    service_type="lunch",
    grouping="by_class",
    max_students=60,
)
LUNCH_CANTEEN = Activity(
    id="lunch-canteen",
    title="食堂午餐看护",
    component="care",
    field="care",
    service_type="lunch",
    grouping="whole_band",
    max_students=50,
    room_features=(CANTEEN,),
)
EXTENDED_CARE = Activity(
    id="extended-care",
    title="延时看护",
    component="care",
    field="care",
    service_type="extended",
    grouping="whole_band",
    max_students=25,
)
EVENING_STUDY = Activity(
    id="evening-study",
    title="晚自习",
    component="guidance",
    field="homework",
    service_type="evening",
    grouping="by_class",
    max_students=60,
)
WINDOW_ACTIVITIES = (LUNCH_CLASS, LUNCH_CANTEEN, EXTENDED_CARE, EVENING_STUDY)
_LUNCH_SHARE = {
    "city": (0.5, 0.8),
    "seat": (0.4, 0.7),
    "township": (0.4, 0.7),
    "village": (0.5, 0.9),
}
_EVENING_MIN = 19 * 60
_EVENINGS = ((_EVENING_MIN, _EVENING_MIN + 45), (_EVENING_MIN + 50, 20 * 60 + 30))


def plant_windows(
    school: SchoolDraft,
    windows: tuple[Window, ...],
    pack: PolicyPack,
    names: PersonNames,
    rng: Random,
) -> None:
    """Adds the windows that a school can have under the pack: periods, students, groups, adults.

    Evening study is for junior schools; where the latest end of a pack leaves no time for a
    window, it has none.
    """
    for person in school.people:
        person.service_days = {*person.school_on, *person.spare_days}
    limits = PackLimits(pack)
    if "lunch" in windows:
        _add(school, _lunch_periods(school), pack)
        _lunch(school, rng)
    if "extended" in windows:
        _add(school, _extended_periods(school, limits, "evening" in windows), pack)
        _extended(school, rng)
    if "evening" in windows and _has_evenings(school, limits):
        _add(school, _evening_periods(school), pack)
        _evening(school, rng)
    _staff(school, names, rng)
    _slack(school, rng)


# --- periods ----------------------------------------------------------------------------------


def _add(school: SchoolDraft, periods: list[Period], pack: PolicyPack) -> None:
    school.windows += periods
    school.ch |= class_hours(school.recipe, periods, pack)


def _lunch_periods(school: SchoolDraft) -> list[Period]:
    return [
        Period(id=f"{school.id}-d{d}l", weekday=d, start_min=720, end_min=760, window="lunch")
        for d in range(1, 6)
    ]


def _extended_periods(
    school: SchoolDraft, limits: PackLimits, before_evenings: bool
) -> list[Period]:
    """Forty minutes after the last period of each clock, at least thirty, or none."""
    junior = school.recipe.stage == "junior"
    latest = limits.latest["junior" if junior else "primary"] or 24 * 60
    if junior and before_evenings and _has_evenings(school, limits):
        latest = min(latest, _EVENING_MIN)
    found = []
    for number, clock in enumerate(school.recipe.clocks):
        mark = "" if len(school.recipe.clocks) == 1 else "ab"[number]
        start = clock.spans[-1][1]
        end = min(start + 40, latest)
        if end - start >= 30:
            found += [
                Period(
                    id=f"{school.id}-d{d}x{mark}",
                    weekday=d,
                    start_min=start,
                    end_min=end,
                    window="extended",
                    grades=clock.grades,
                )
                for d in range(1, 6)
            ]
    return found


def _has_evenings(school: SchoolDraft, limits: PackLimits) -> bool:
    latest = limits.latest["junior"]
    return school.recipe.stage == "junior" and (latest is None or latest >= _EVENINGS[-1][1])


def _evening_periods(school: SchoolDraft) -> list[Period]:
    return [
        Period(
            id=f"{school.id}-d{d}e{n}", weekday=d, start_min=start, end_min=end, window="evening"
        )
        for d in range(1, 5)
        for n, (start, end) in enumerate(_EVENINGS, start=1)
    ]


# --- students and groups ----------------------------------------------------------------------


def _lunch(school: SchoolDraft, rng: Random) -> None:
    """Large schools eat in their classrooms, the others in a canteen."""
    share = rng.uniform(*_LUNCH_SHARE[school.recipe.setting])
    for c in school.classes:
        c.stays["lunch"] = max(1, round(min(c.recipe.present) * share * rng.uniform(0.85, 1.1)))
        c.stays["lunch"] = min(c.stays["lunch"], c.recipe.enrolled)
    in_class = school.recipe.setting in ("city", "seat")
    canteen = RoomDraft(f"{school.id}-canteen", CANTEEN, (CANTEEN,), seats=400, at_once=12)
    if not in_class:
        school.rooms.append(canteen)
    for period in _of(school, "lunch"):
        if in_class:
            _by_class(school, LUNCH_CLASS, (period,))
        else:
            _pools(school, LUNCH_CANTEEN, period, [canteen] * canteen.at_once)


def _extended(school: SchoolDraft, rng: Random) -> None:
    """A few students of most classes, all of a clock in pools of any classes."""
    for c in school.classes:
        c.stays["extended"] = rng.randint(1, 5) if rng.random() < 0.7 else 0
    school.classes[0].stays["extended"] = max(1, school.classes[0].stays["extended"])
    for period in _of(school, "extended"):
        free = [c.room for c in school.classes if c.room.used.free(period)]
        _pools(school, EXTENDED_CARE, period, free)


def _evening(school: SchoolDraft, rng: Random) -> None:
    share = rng.uniform(0.4, 0.7)
    for c in school.classes:
        c.stays["evening"] = max(1, round(min(c.recipe.present) * share * rng.uniform(0.9, 1.1)))
    periods = _of(school, "evening")
    for d in sorted({p.weekday for p in periods}):
        _by_class(school, EVENING_STUDY, tuple(p for p in periods if p.weekday == d))


def _of(school: SchoolDraft, window: Window) -> list[Period]:
    return [p for p in school.windows if p.window == window]


def _there(school: SchoolDraft, period: Period) -> list[ClassDraft]:
    """Classes with students in a period; extended care may be a clock's that another one lacks."""
    return [
        c
        for c in school.classes
        if period.applies_to(c.recipe.grade) and c.stays.get(period.window, 0)
    ]


def _by_class(school: SchoolDraft, activity: Activity, periods: tuple[Period, ...]) -> None:
    for c in _there(school, periods[0]):
        counts = {c.id: c.stays[periods[0].window]}
        _meet(school, activity, periods, counts, c.room)


def _pools(school: SchoolDraft, activity: Activity, period: Period, rooms: list[RoomDraft]) -> None:
    """Fills as few pools as there must be, evenly, class after class."""
    left = [(c.id, c.stays[period.window]) for c in _there(school, period)]
    total = sum(n for _, n in left)
    pools = -(-total // activity.capacity)
    for k in range(pools):
        size = total // pools + (k < total % pools)
        counts: dict[str, int] = {}
        while size:
            class_id, n = left.pop(0)
            taken = min(n, size)
            counts[class_id] = taken
            size -= taken
            if n > taken:
                left.insert(0, (class_id, n - taken))
        _meet(school, activity, (period,), counts, rooms[k])


def _meet(
    school: SchoolDraft,
    activity: Activity,
    periods: tuple[Period, ...],
    counts: dict[str, int],
    room: RoomDraft,
) -> None:
    for period in periods:
        room.used.take(period)
    school.meetings.append(MeetingDraft(activity, activity.component, periods, counts, room))


# --- adults -----------------------------------------------------------------------------------


def _staff(school: SchoolDraft, names: PersonNames, rng: Random) -> None:
    """Gives each group an own adult, those on duty that day first; leaders keep lunch free."""
    for meeting in school.meetings:
        window = meeting.periods[0].window
        if window == "regular":
            continue
        free = [
            p
            for p in school.people
            if p.role in OWN
            and not (p.role == "leader" and window == "lunch")
            and all(p.can(t, school.id) for t in meeting.periods)
        ]
        weekday = meeting.periods[0].weekday
        free = free or [one_more(school, names)]
        best = min(free, key=lambda p: (weekday not in p.day_ch, p.load_ch, rng.random()))
        for period in meeting.periods:
            best.serve(period, school.id, school.ch[period.id])
        best.windows += meeting.periods
        meeting.staff.append(best)


def _slack(school: SchoolDraft, rng: Random) -> None:
    """Lets a third of the others come too, and leaders at every lunch."""
    for period in school.windows:
        others = [p for p in school.people if p.role in OWN and period not in p.windows]
        chosen = rng.sample(others, len(others) // 3)
        for person in others:
            if person in chosen or (person.role == "leader" and period.window == "lunch"):
                person.windows.append(period)


def company(school: SchoolDraft) -> list[tuple[Period, PersonDraft]]:
    """Returns a leader who is free for each lunch period, in turn."""
    leaders = [p for p in school.people if p.role == "leader"]
    found = []
    for k, period in enumerate(_of(school, "lunch")):
        turn = leaders[k % len(leaders) :] + leaders[: k % len(leaders)]
        found += [(period, p) for p in turn if p.can(period, school.id)][:1]
    return found
