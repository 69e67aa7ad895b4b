"""The words of policy packs: the rule families, the parameters each one reads, and their values.

A name outside this table would be passed over in silence by the model and by the check, so a pack
that uses one is refused when it is read.
"""

from dataclasses import dataclass
from typing import Any, Literal, get_args

from solver.domain.activity import BannedKind, Field_
from solver.domain.base import Account, Role, ServiceType
from solver.domain.money import FeeReduction, Spending
from solver.domain.people import Agreement, DutyPost, Provider
from solver.domain.school import School
from solver.domain.students import Student

Kind = Literal["integer", "flag", "word", "words", "numbers"]


@dataclass(frozen=True)
class Figure:
    """What a family reads in a parameter.

    Attributes
    ----------
    unit : str
        The unit that the pack has to state.
    kind : str
        One value or a list, of numbers or of words.
    allowed : tuple of str
        The words that may stand in it; empty: any.
    low : int
        The least number.
    """

    unit: str
    kind: Kind
    allowed: tuple[str, ...] = ()
    low: int = 0


def _integer(unit: str, low: int = 0) -> Figure:
    return Figure(unit, "integer", low=low)


def _words_of(entity: Any, name: str) -> tuple[str, ...]:
    """Returns the words of a field, alone, optional or listed."""
    annotation = entity.model_fields[name].annotation
    while get_args(annotation) and not isinstance(get_args(annotation)[0], str):
        annotation = get_args(annotation)[0]
    return get_args(annotation)


_FLAG = Figure("flag", "flag")
_ROLES = Figure("roles", "words", (*get_args(Role), "all"))
_SERVICES = Figure("service types", "words", get_args(ServiceType))
_PROVIDERS = Figure("provider kinds", "words", _words_of(Provider, "kind"))
_STAGES = Figure("stages", "words", ("primary", "junior"))
_ACCOUNT = Figure("account", "word", get_args(Account))
_PER_STUDENT = _integer("fen per student and term")
_PER_HOUR = _integer("fen per class-hour")
_PER_DAY = _integer("min per day")
_PER_WEEK = _integer("periods per week")
_CLOCK = _integer("min since midnight")

PARAMETERS: dict[str, dict[str, Figure]] = {
    "run_every_day": {"service_days_per_week": _integer("days per week", 1)},
    "keep_daily_minutes": {
        "min_minutes_per_day": _PER_DAY,
        "max_minutes_per_day": _PER_DAY,
        "counted_break_min": _integer("min"),
    },
    "end_within_window": {
        "not_before_off_work": _FLAG,
        "not_before_dismissal": _FLAG,
        "latest_end_primary_min": _CLOCK,
        "latest_end_junior_min": _CLOCK,
        "stages": _STAGES,
        "weekdays": Figure("weekdays", "numbers", low=1),
        "evening_max_minutes": _integer("min per evening"),
        "latest_end_evening_min": _CLOCK,
    },
    "offer_extended_care": {
        "mode": Figure("care mode", "word", ("may", "must_on_application")),
    },
    "follow_mode": {
        "mode": Figure("mode", "word", _words_of(School, "adopted_mode")),
        "max_guidance_per_day": _integer("periods per day"),
        "min_guidance_per_week": _PER_WEEK,
        "min_sports_per_week": _PER_WEEK,
        "min_extension_per_week": _PER_WEEK,
        "min_extension_titles": _integer("titles"),
        "daily_each_from_periods": _integer("periods per day", 1),
    },
    "limit_guidance": {
        "max_guidance_ch_per_day": _integer("hundredths of a class-hour per day"),
    },
    "require_clearance": {
        "vetting_roles": _ROLES,
        "qualification_roles": _ROLES,
        "contract_roles": _ROLES,
        "training_roles": _ROLES,
        "review_roles": _ROLES,
        "no_bad_record": _FLAG,
    },
    "require_provider_approval": {
        "steps": Figure("approval steps", "words"),
        "agreement": _FLAG,
        "agreement_parties": Figure("parties", "words", _words_of(Agreement, "parties")),
        "agreement_filed": _FLAG,
    },
    "limit_third_parties": {
        "allowed_kinds": _PROVIDERS,
        "forbidden_kinds": _PROVIDERS,
        "service_types": _SERVICES,
        "fields": Figure("activity fields", "words", get_args(Field_)),
        "non_academic_only": _FLAG,
        "content_vetted": _FLAG,
        "partner_org_types": _PROVIDERS,
        "partner_service_types": _SERVICES,
        "guidance_step": Figure("approval step", "word"),
    },
    "lead_by_own_staff": {
        "own_share_num": _integer("numerator"),
        "own_share_den": _integer("denominator", 1),
        "strict": _FLAG,
        "roles": _ROLES,
        "lent_counts": _FLAG,
        "external_only_if_shortage": _FLAG,
        "prefer_own": _FLAG,
    },
    "lend_within_area": {
        "allowed": _FLAG,
        "same_area": _FLAG,
        "to_weak_only": _FLAG,
        "excellent_only": _FLAG,
        "service_types": _SERVICES,
        "max_lent_days_per_week": _integer("person-days per week"),
        "max_received_days_per_week": _integer("person-days per week"),
    },
    "keep_pay_cap": {"cap_fen": _PER_HOUR, "roles": _ROLES, "service_types": _SERVICES},
    "keep_pay_floor": {"floor_fen": _PER_HOUR, "roles": _ROLES},
    "balance_accounts": {
        "account": _ACCOUNT,
        "allowed_spending": Figure("spending kinds", "words", get_args(Spending)),
        "surplus_refunded": _FLAG,
        "fee_needs_publication": _FLAG,
    },
    "ban_kinds": {"kinds": Figure("activity kinds", "words", get_args(BannedKind))},
    "protect_lower_grades": {
        "grades": Figure("grades", "numbers", low=1),
        "no_written_homework": _FLAG,
    },
    "cap_fees": {
        "cap_fen": _PER_STUDENT,
        "account": _ACCOUNT,
        "per_student_total": _FLAG,
        "from_funding": _FLAG,
        "max_charges_per_term": _integer("charges per term"),
    },
    "apply_fee_reductions": {
        "groups": Figure("student groups", "words", _words_of(FeeReduction, "group")),
        "min_reduction_pct": _integer("%"),
    },
    "meet_subsidy_floor": {"floor_fen": _PER_STUDENT},
    "prefer_priority_groups": {
        "groups": Figure("priority groups", "words", _words_of(Student, "priority_group")),
    },
    "offer_variety": {
        "fields": Figure("activity fields", "words", get_args(Field_)),
        "origins": Figure("origins", "words", ("school", "provider")),
        "stages": _STAGES,
        "free_of_charge": _FLAG,
        "off_campus": _FLAG,
        "min_extension_titles": _integer("titles"),
        "urban_share_pct": _integer("%"),
    },
    "prefer_own_staff": {"roles": _ROLES, "lent_counts": _FLAG},
    "guidance_daily": {"stages": _STAGES, "mostly_stages": _STAGES},
    "attend_every_day": {"weekdays": Figure("weekdays", "numbers", low=1)},
    "staff_duty_posts": {
        "duty_roles": Figure("duty roles", "words", _words_of(DutyPost, "role")),
    },
}
"""The parameters of each family that reads any."""

STRUCTURAL = (
    *("place_everyone_once", "avoid_staff_clashes", "avoid_room_clashes", "avoid_class_clashes"),
    *("keep_enrolment", "keep_menu", "keep_pins", "keep_section_sizes", "fit_rooms"),
    *("respect_availability", "require_skills", "limit_hours", "allow_travel", "serve_lunch"),
    *("satisfy_choices", "follow_encouraged_mode", "support_weak_schools"),
    *("keep_own_class_teacher", "keep_same_adult", "balance_workload", "limit_trips"),
    *("prefer_times", "draw_district_fund", "sports_without_pe", "save_money"),
)
"""Families without figures: they hold without a clause, weigh wishes, or a clause names them."""

NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "run_every_day": (("service_days_per_week",),),
    "keep_daily_minutes": (("min_minutes_per_day",), ("max_minutes_per_day",)),
    "end_within_window": tuple(
        (n,) for n in PARAMETERS["end_within_window"] if n not in ("stages", "weekdays")
    ),
    "offer_extended_care": (("mode",),),
    "limit_guidance": (("max_guidance_ch_per_day",),),
    "require_clearance": tuple((name,) for name in PARAMETERS["require_clearance"]),
    "require_provider_approval": tuple((n,) for n in PARAMETERS["require_provider_approval"]),
    "limit_third_parties": tuple((name,) for name in PARAMETERS["limit_third_parties"]),
    "lead_by_own_staff": (("own_share_num", "own_share_den"), ("external_only_if_shortage",)),
    "lend_within_area": tuple((name,) for name in PARAMETERS["lend_within_area"]),
    "keep_pay_cap": (("cap_fen",),),
    "keep_pay_floor": (("floor_fen",),),
    "ban_kinds": (("kinds",),),
    "protect_lower_grades": (("grades", "no_written_homework"),),
    "cap_fees": (("cap_fen",), ("from_funding",), ("max_charges_per_term",)),
    "apply_fee_reductions": (("groups",),),
    "meet_subsidy_floor": (("floor_fen",),),
    "prefer_priority_groups": (("groups",),),
    "offer_variety": (*(("fields",), ("origins",), ("off_campus",), ("min_extension_titles",)),),
    "attend_every_day": (("weekdays",),),
    "staff_duty_posts": (("duty_roles",),),
}
"""Sets of parameters of which a clause must give one, for it would ask for nothing otherwise."""


def families() -> tuple[str, ...]:
    """Returns the families that this version enforces."""
    return (*PARAMETERS, *STRUCTURAL)
