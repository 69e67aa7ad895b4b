"""The families in the order in which they restrict and add: the table of contents of the model.

A module has ``restrict(ctx)`` (takes chances away before variables are made), ``add(ctx)`` (rows,
levels, findings of counting), or ``bar...`` functions that ``solver.model.people`` asks.
"""

from types import ModuleType

from solver.model.families import (
    allow_travel,
    apply_fee_reductions,
    attend_every_day,
    avoid_class_clashes,
    avoid_room_clashes,
    avoid_staff_clashes,
    balance_accounts,
    balance_workload,
    ban_kinds,
    cap_fees,
    end_within_window,
    fit_rooms,
    follow_encouraged_mode,
    follow_mode,
    guidance_daily,
    keep_daily_minutes,
    keep_enrolment,
    keep_menu,
    keep_own_class_teacher,
    keep_pay_cap,
    keep_pay_floor,
    keep_pins,
    keep_same_adult,
    keep_section_sizes,
    lead_by_own_staff,
    lend_within_area,
    limit_guidance,
    limit_hours,
    limit_third_parties,
    limit_trips,
    meet_subsidy_floor,
    offer_extended_care,
    offer_variety,
    place_everyone_once,
    prefer_own_staff,
    prefer_priority_groups,
    prefer_times,
    protect_lower_grades,
    require_clearance,
    require_provider_approval,
    require_skills,
    respect_availability,
    run_every_day,
    satisfy_choices,
    serve_lunch,
    staff_duty_posts,
    support_weak_schools,
)

FAMILIES: tuple[ModuleType, ...] = (
    # what may not be at all
    ban_kinds,
    protect_lower_grades,
    limit_third_parties,
    require_provider_approval,
    fit_rooms,
    require_clearance,
    lend_within_area,
    keep_pay_cap,
    keep_pay_floor,
    respect_availability,
    require_skills,
    # what the data alone decides
    run_every_day,
    keep_daily_minutes,
    end_within_window,
    cap_fees,
    apply_fee_reductions,
    meet_subsidy_floor,
    # the structure of a week
    place_everyone_once,
    serve_lunch,
    offer_extended_care,
    avoid_class_clashes,
    keep_menu,
    keep_enrolment,
    keep_section_sizes,
    avoid_room_clashes,
    avoid_staff_clashes,
    allow_travel,
    limit_hours,
    staff_duty_posts,
    # policy
    follow_mode,
    limit_guidance,
    lead_by_own_staff,
    balance_accounts,
    # wishes of students, what is encouraged, wishes of the staff
    prefer_priority_groups,
    satisfy_choices,
    follow_encouraged_mode,
    offer_variety,
    support_weak_schools,
    prefer_own_staff,
    guidance_daily,
    attend_every_day,
    keep_own_class_teacher,
    keep_same_adult,
    balance_workload,
    limit_trips,
    prefer_times,
    # after everything that makes variables
    keep_pins,
)


def names() -> tuple[str, ...]:
    """Returns the family names in order."""
    return tuple(m.__name__.rpartition(".")[2] for m in FAMILIES)
