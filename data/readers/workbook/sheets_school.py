"""Sheets of schools: clocks, rooms, classes, bands, menus and posts."""

from data.readers.workbook.spec import Sheet, Variant, column, of
from solver.domain.base import Interval
from solver.domain.people import DutyPost
from solver.domain.school import (
    Band,
    Dismissal,
    GridCell,
    Menu,
    MergeGroup,
    OffWork,
    Period,
    Room,
    School,
    SchoolClass,
    ServiceStart,
    StaffBlock,
)

_SHORTAGE = "shortage_declaration"

SCHOOLS = Sheet(
    key="schools",
    parent="district",
    variants=(Variant("school", School, ("schools",), defines="school"),),
    columns=(
        column("id", "id"),
        column("name", "text"),
        column("stage", "word", group="stage"),
        column("is_urban", "flag"),
        column("is_weak", "flag"),
        column("area_id", "id"),
        column("max_lent_days", "int"),
        column("max_received_days", "int"),
        column("latitude", "float"),
        column("longitude", "float"),
        column("adopted_mode", "word", group="mode"),
        column("leading_group", "text", many=True),
        column("safety_responsible", "text"),
        column("liability_insured", "flag"),
        column("shortage_by", "text", (_SHORTAGE, "signed_by")),
        column("shortage_on", "date", (_SHORTAGE, "signed_on")),
        column("shortage_reason", "text", (_SHORTAGE, "reason")),
        column("sports_without_pe", "flag"),
    ),
)

CLOCK = Sheet(
    key="clock",
    parent="school",
    variants=(
        Variant("dismissal", Dismissal, ("dismissal",)),
        Variant("off_work", OffWork, ("off_work",)),
        Variant("service_start", ServiceStart, ("service_starts",)),
    ),
    columns=(
        of("school", "school"),
        column("kind", "word", group="clock_kind"),
        column("grades", "grade", many=True, only=("dismissal", "service_start")),
        column("weekday", "weekday", only=("dismissal",)),
        column("at", "time", ("at_min",), only=("dismissal", "off_work")),
        column("season_id", "ref", group="season", only=("off_work",)),
        column("first_day", "date", only=("service_start",)),
    ),
)

PERIODS = Sheet(
    key="periods",
    parent="school",
    variants=(Variant("period", Period, ("periods",), defines="period"),),
    columns=(
        of("school", "school"),
        column("id", "id"),
        column("weekday", "weekday"),
        column("start", "time", ("start_min",)),
        column("end", "time", ("end_min",)),
        column("window", "word", group="window"),
        column("grades", "grade", many=True),
        column("class_hours", "hours", ("class_hours_ch",)),
        column("phase_ids", "ref", many=True, group="phase"),
    ),
)

ROOMS = Sheet(
    key="rooms",
    parent="school",
    variants=(Variant("room", Room, ("rooms",), defines="room"),),
    columns=(
        of("school", "school"),
        column("id", "id"),
        column("name", "text"),
        column("seats", "int"),
        column("features", "text", many=True),
        column("sections_at_once", "int"),
        column("safety_checked_on", "date"),
        column("safety_passed", "flag", group="passed"),
        column("off_campus", "flag"),
        column("weather_exposed", "flag"),
        column("wet_alternative_id", "ref", group="room"),
    ),
)

ROOM_TIMES = Sheet(
    key="room_times",
    parent="room",
    variants=(Variant("available", Interval, ("availability",)),),
    columns=(
        of("room", "room"),
        column("weekday", "weekday"),
        column("start", "time", ("start_min",)),
        column("end", "time", ("end_min",)),
    ),
)

CLASSES = Sheet(
    key="classes",
    parent="school",
    variants=(Variant("class", SchoolClass, ("classes",), defines="class"),),
    columns=(
        of("school", "school"),
        column("id", "id"),
        column("name", "text"),
        column("grade", "grade"),
        column("enrolled", "int"),
        *(column(f"participants_{d}", "int", ("participants", d)) for d in range(1, 8)),
        column("home_room_id", "ref", group="room"),
        column("pe_weekdays", "weekday", many=True),
        column("hardship", "int"),
        column("extended_care", "int"),
        column("lunch_eaters", "int"),
        column("evening_study", "int"),
    ),
)

CLASS_PERIODS = Sheet(
    key="class_periods",
    parent="class",
    mapping=True,
    variants=(Variant("present", SchoolClass, ("participants_by_period",)),),
    columns=(
        of("class", "class"),
        column("period", "ref", group="period"),
        column("participants", "int"),
    ),
)

BANDS = Sheet(
    key="bands",
    parent="school",
    variants=(Variant("band", Band, ("bands",), defines="band"),),
    columns=(
        of("school", "school"),
        column("id", "id"),
        column("name", "text"),
        column("class_ids", "ref", many=True, group="class"),
        column("grid_unit", "word", group="grid_unit"),
    ),
)

MERGES = Sheet(
    key="merges",
    parent="school",
    variants=(Variant("merge", MergeGroup, ("merges",)),),
    columns=(
        of("school", "school"),
        column("id", "id"),
        column("class_ids", "ref", many=True, group="class"),
    ),
)

MENUS = Sheet(
    key="menus",
    parent="school",
    variants=(Variant("menu", Menu, ("menus",), defines="menu"),),
    columns=(
        of("school", "school"),
        column("id", "id"),
        column("band_id", "ref", group="band"),
        column("period_ids", "ref", many=True, group="period"),
        column("activity_ids", "ref", many=True, group="activity"),
        column("take", "int", none_word=True),
        column("priority_rule", "word", group="priority_rule"),
        column("lottery_seed", "int"),
    ),
)

GRID = Sheet(
    key="grid",
    parent="school",
    variants=(Variant("cell", GridCell, ("fixed_grid",)),),
    columns=(
        of("school", "school"),
        column("band_id", "ref", group="band"),
        column("class_id", "ref", group="class"),
        column("period_id", "ref", group="period"),
        column("component", "word", group="grid_component"),
    ),
)

DUTY_POSTS = Sheet(
    key="duty_posts",
    parent="school",
    variants=(Variant("post", DutyPost, ("duty_posts",)),),
    columns=(
        of("school", "school"),
        column("id", "id"),
        column("role", "word", group="duty"),
        column("weekday", "weekday"),
        column("start", "time", ("start_min",)),
        column("end", "time", ("end_min",)),
        column("people_needed", "int"),
        column("own_staff_only", "flag"),
        column("class_hours", "hours", ("class_hours_ch",)),
        column("skill", "text"),
        column("staff_roles", "word", many=True, group="role"),
        column("phase_ids", "ref", many=True, group="phase"),
    ),
)

STAFF_BLOCKS = Sheet(
    key="staff_blocks",
    parent="school",
    variants=(Variant("block", StaffBlock, ("blocks",)),),
    columns=(
        of("school", "school"),
        column("id", "id"),
        column("title", "text"),
        column("weekday", "weekday"),
        column("on", "date"),
        column("start", "time", ("start_min",)),
        column("end", "time", ("end_min",)),
        column("staff_ids", "ref", many=True, group="person"),
        column("roles", "word", many=True, group="role"),
    ),
)

SCHOOL_SHEETS = (
    SCHOOLS,
    CLOCK,
    PERIODS,
    ROOMS,
    ROOM_TIMES,
    CLASSES,
    CLASS_PERIODS,
    BANDS,
    MERGES,
    MENUS,
    GRID,
    DUTY_POSTS,
    STAFF_BLOCKS,
)
