"""Sheets of activities, choices, students, travel, decisions and sources."""

from data.readers.workbook.spec import Sheet, Variant, column, of
from solver.domain.activity import Activity, ClassQuota
from solver.domain.district import ProvenanceNote
from solver.domain.pins import AbsencePin, ClauseWaiver, GridPin, MeetingPin, TravelTime
from solver.domain.students import ChoiceCount, RankedChoice, Student

ACTIVITIES = Sheet(
    key="activities",
    parent="district",
    variants=(Variant("activity", Activity, ("activities",), defines="activity"),),
    columns=(
        column("id", "id"),
        column("title", "text"),
        column("school_id", "ref", group="school"),
        column("component", "word", group="component"),
        column("field", "word", group="field"),
        column("service_type", "word", group="service_type"),
        column("grouping", "word", group="grouping"),
        column("grades", "grade", many=True),
        column("weekdays", "weekday", many=True),
        column("min_students", "int"),
        column("max_students", "int"),
        column("students_per_adult", "int"),
        column("leaders", "int"),
        column("helpers", "int"),
        column("skill", "id"),
        column("room_features", "text", many=True),
        column("length_periods", "int"),
        column("meetings_per_week", "int"),
        column("provider_id", "ref", group="provider"),
        column("fee", "money", ("fee_fen",)),
        column("consumables", "money", ("consumables_fen",)),
        column("consumables_standard", "text"),
        column("is_academic", "flag"),
        column("written_homework", "flag"),
        column("banned_kinds", "word", many=True, group="banned_kind"),
        column("vetted_on", "date"),
        column("vetted_by", "text"),
        column("phase_ids", "ref", many=True, group="phase"),
    ),
)

QUOTAS = Sheet(
    key="quotas",
    parent="activity",
    variants=(Variant("quota", ClassQuota, ("class_quotas",)),),
    columns=(
        of("activity", "activity"),
        column("class_id", "ref", group="class"),
        column("min_students", "int"),
        column("max_students", "int"),
    ),
)

CHOICE_COUNTS = Sheet(
    key="choice_counts",
    parent="district",
    variants=(Variant("choice", ChoiceCount, ("choice_counts",)),),
    columns=(
        column("class_id", "ref", group="class"),
        column("menu_id", "ref", group="menu"),
        column("activity_id", "ref", group="activity"),
        column("count", "int"),
    ),
)

STUDENTS = Sheet(
    key="students",
    parent="district",
    variants=(Variant("student", Student, ("students",), defines="student"),),
    columns=(
        column("id", "id", group="student_id"),
        column("class_id", "ref", group="class"),
        column("weekdays", "weekday", many=True),
        column("priority_group", "word", group="priority_group"),
        column("fee_reduction_pct", "percent"),
        column("extended_care", "flag"),
    ),
)

STUDENT_CHOICES = Sheet(
    key="student_choices",
    parent="student",
    variants=(Variant("choice", RankedChoice, ("choices",)),),
    columns=(
        of("student", "student"),
        column("menu_id", "ref", group="menu"),
        column("activity_ids", "ref", many=True, group="activity"),
    ),
)

TRAVEL = Sheet(
    key="travel",
    parent="travel",
    variants=(Variant("time", TravelTime, ("times",)),),
    columns=(
        column("from_school_id", "ref", group="school"),
        column("to_school_id", "ref", group="school"),
        column("minutes", "int"),
    ),
)

PINS = Sheet(
    key="pins",
    parent="district",
    variants=(
        Variant("grid", GridPin, ("pins",)),
        Variant("meeting", MeetingPin, ("pins",)),
        Variant("absence", AbsencePin, ("pins",)),
    ),
    columns=(
        column("kind", "word", group="pin_kind"),
        column("period_id", "ref", group="period", only=("grid", "meeting")),
        column("band_id", "ref", group="band", only=("grid",)),
        column("class_id", "ref", group="class", only=("grid", "meeting")),
        column("component", "word", group="grid_component", only=("grid",)),
        column("activity_id", "ref", group="activity", only=("meeting",)),
        column("room_id", "ref", group="room", only=("meeting",)),
        column("staff_id", "ref", group="person", only=("meeting", "absence")),
        column("school_id", "ref", group="school", only=("absence",)),
        column("weekday", "weekday", only=("absence",)),
    ),
)

WAIVERS = Sheet(
    key="waivers",
    parent="district",
    variants=(Variant("waiver", ClauseWaiver, ("waivers",)),),
    columns=(
        column("clause_id", "id"),
        column("school_id", "ref", group="school"),
        column("reason", "text"),
        column("granted_by", "text"),
        column("until", "date"),
        column("limits", "word", many=True, group="waived_limit"),
    ),
)

PROVENANCE = Sheet(
    key="provenance",
    parent="district",
    variants=(Variant("note", ProvenanceNote, ("provenance",)),),
    columns=(
        column("path", "text"),
        column("status", "word", group="source_status"),
        column("source", "text"),
        column("note", "text"),
    ),
)

OFFER_SHEETS = (
    ACTIVITIES,
    QUOTAS,
    CHOICE_COUNTS,
    STUDENTS,
    STUDENT_CHOICES,
    TRAVEL,
    PINS,
    WAIVERS,
    PROVENANCE,
)
