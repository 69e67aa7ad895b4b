"""Sheets of staff and providers: who, when, on what papers, at what price."""

from data.readers.workbook.spec import Column, Kind, Sheet, Variant, column, of
from solver.domain.base import Interval
from solver.domain.people import (
    Agreement,
    ApprovalStep,
    DatedAbsence,
    Evaluation,
    GroupPay,
    Provider,
    ProviderStatus,
    Qualification,
    StaffMember,
    TimePreference,
)

_SERVICES = ("basic", "special", "lunch", "evening", "extended")

STAFF = Sheet(
    key="staff",
    parent="district",
    variants=(Variant("person", StaffMember, ("staff",), defines="person"),),
    columns=(
        column("id", "id"),
        column("name", "text"),
        column("role", "word", group="role"),
        column("home_school_id", "ref", group="school"),
        column("provider_id", "ref", group="provider"),
        column("external_kind", "text"),
        column("skills", "text", many=True),
        column("own_class_ids", "ref", many=True, group="class"),
        *(column(f"pay_{s}", "money", ("pay_fen", s)) for s in _SERVICES),
        column("max_day", "hours", ("max_day_ch",)),
        column("max_week", "hours", ("max_week_ch",)),
        column("min_week", "hours", ("min_week_ch",)),
        column("target_week", "hours", ("target_week_ch",)),
        column("max_days", "int"),
        column("max_consecutive", "int"),
        column("max_evenings", "int"),
        column("vetted_on", "date"),
        column("vetting_passed", "flag", group="passed"),
        column("bad_record", "flag"),
        column("reviewed_on", "date"),
        column("contract_from", "date"),
        column("contract_to", "date"),
        column("trained_on", "date"),
        column("lendable_to", "ref", many=True, group="school"),
        column("is_excellent", "flag"),
        column("done", "hours", ("done_ch",)),
        column("done_covers", "int"),
        column("flexible_hours", "flag"),
        column("decline_reason", "text"),
    ),
)


def _clock(key: str, kind: Kind, name: str) -> Column:
    return column(
        key,
        kind,
        (name,),
        only=("available", "busy", "preference"),
        paths={"preference": ("when", name)},
    )


STAFF_TIMES = Sheet(
    key="staff_times",
    parent="person",
    variants=(
        Variant("available", Interval, ("availability",)),
        Variant("busy", Interval, ("busy",)),
        Variant("absence", DatedAbsence, ("absences",)),
        Variant("preference", TimePreference, ("preferences",)),
    ),
    columns=(
        of("person", "person"),
        column("kind", "word", group="staff_time_kind"),
        _clock("weekday", "weekday", "weekday"),
        _clock("start", "time", "start_min"),
        _clock("end", "time", "end_min"),
        column("preference", "word", group="preference", only=("preference",)),
        column("first", "date", only=("absence",)),
        column("last", "date", only=("absence",)),
        column("reason", "text", only=("absence",)),
    ),
)

QUALIFICATIONS = Sheet(
    key="qualifications",
    parent="person",
    variants=(Variant("qualification", Qualification, ("qualifications",)),),
    columns=(
        of("person", "person"),
        column("qualification", "text", ("kind",)),
        column("number", "text"),
        column("valid_to", "date"),
        column("checked_by", "text"),
        column("checked_on", "date"),
    ),
)

GROUP_PAY = Sheet(
    key="group_pay",
    parent="person",
    variants=(Variant("pay", GroupPay, ("group_pay",)),),
    columns=(
        of("person", "person"),
        column("service_type", "word", group="service_type"),
        column("base", "money", ("base_fen",)),
        column("up_to", "int"),
        column("per_student", "money", ("per_student_fen",)),
    ),
)

PROVIDERS = Sheet(
    key="providers",
    parent="district",
    variants=(Variant("provider", Provider, ("providers",), defines="provider"),),
    columns=(
        column("id", "id"),
        column("name", "text"),
        column("provider_kind", "word", ("kind",), group="provider_kind"),
        column("fields", "word", many=True, group="field", open=True),
        column("price", "money", ("price_per_meeting_fen",)),
        column("instructors_at_once", "int"),
    ),
)

PROVIDER_PAPERS = Sheet(
    key="provider_papers",
    parent="provider",
    variants=(
        Variant("approval", ApprovalStep, ("approvals",)),
        Variant("agreement", Agreement, ("agreements",)),
        Variant("status", ProviderStatus, ("statuses",)),
        Variant("evaluation", Evaluation, ("evaluations",)),
    ),
    columns=(
        of("provider", "provider"),
        column("kind", "word", group="paper_kind"),
        column("code", "word", group="approval_step", only=("approval",), open=True),
        column("school_id", "ref", group="school", only=("approval", "agreement")),
        column(
            "on",
            "date",
            paths={
                "approval": ("granted_on",),
                "agreement": ("signed_on",),
                "status": ("from_date",),
            },
        ),
        column("valid_to", "date", only=("approval", "agreement")),
        column("parties", "word", many=True, group="party", only=("agreement",)),
        column("filed", "flag", only=("agreement",)),
        column("status", "word", group="provider_status", only=("status",)),
        column("score", "int", only=("evaluation",)),
        column(
            "evidence",
            "text",
            only=("approval", "status", "evaluation"),
            paths={"status": ("ground",), "evaluation": ("decision",)},
        ),
    ),
)

PEOPLE_SHEETS = (
    STAFF,
    STAFF_TIMES,
    QUALIFICATIONS,
    GROUP_PAY,
    PROVIDERS,
    PROVIDER_PAPERS,
)
