"""One check per family, in the order in which breaches are told."""

from collections.abc import Callable

from solver.plan import Violation
from solver.verify.context import Context
from solver.verify.families.allow_travel import check_allow_travel
from solver.verify.families.balance_accounts import check_balance_accounts
from solver.verify.families.clashes import (
    check_avoid_class_clashes,
    check_avoid_room_clashes,
    check_avoid_staff_clashes,
)
from solver.verify.families.contents import check_ban_kinds, check_protect_lower_grades
from solver.verify.families.draw_district_fund import check_draw_district_fund
from solver.verify.families.fees import (
    check_apply_fee_reductions,
    check_cap_fees,
    check_meet_subsidy_floor,
)
from solver.verify.families.fit_rooms import check_fit_rooms
from solver.verify.families.follow_mode import check_follow_mode, check_limit_guidance
from solver.verify.families.keep_enrolment import check_keep_enrolment
from solver.verify.families.keep_menu import check_keep_menu
from solver.verify.families.keep_pins import check_keep_pins
from solver.verify.families.keep_section_sizes import check_keep_section_sizes
from solver.verify.families.lead_by_own_staff import check_lead_by_own_staff
from solver.verify.families.lend_within_area import check_lend_within_area
from solver.verify.families.limit_hours import check_limit_hours
from solver.verify.families.limit_third_parties import check_limit_third_parties
from solver.verify.families.pay import check_keep_pay_cap, check_keep_pay_floor
from solver.verify.families.place_everyone_once import check_place_everyone_once
from solver.verify.families.providers import check_require_provider_approval
from solver.verify.families.require_clearance import check_require_clearance
from solver.verify.families.require_skills import check_require_skills
from solver.verify.families.respect_availability import check_respect_availability
from solver.verify.families.service_day import (
    check_end_within_window,
    check_keep_daily_minutes,
    check_run_every_day,
)
from solver.verify.families.sports_without_pe import check_sports_without_pe
from solver.verify.families.staff_duty_posts import check_staff_duty_posts
from solver.verify.families.windows import check_offer_extended_care, check_serve_lunch
from solver.verify.families.wishes import WISH_CHECKS

Check = Callable[[Context], list[Violation]]

CHECKS: tuple[Check, ...] = (
    check_place_everyone_once,
    check_serve_lunch,
    check_offer_extended_care,
    check_avoid_staff_clashes,
    check_avoid_room_clashes,
    check_avoid_class_clashes,
    check_keep_enrolment,
    check_keep_menu,
    check_respect_availability,
    check_require_skills,
    check_fit_rooms,
    check_keep_section_sizes,
    check_keep_pins,
    check_staff_duty_posts,
    check_run_every_day,
    check_keep_daily_minutes,
    check_end_within_window,
    check_follow_mode,
    check_limit_guidance,
    check_sports_without_pe,
    check_protect_lower_grades,
    check_ban_kinds,
    check_require_clearance,
    check_require_provider_approval,
    check_limit_third_parties,
    check_lead_by_own_staff,
    check_limit_hours,
    check_lend_within_area,
    check_allow_travel,
    check_keep_pay_cap,
    check_keep_pay_floor,
    check_cap_fees,
    check_apply_fee_reductions,
    check_meet_subsidy_floor,
    check_draw_district_fund,
    check_balance_accounts,
    *WISH_CHECKS,
)

FAMILIES: dict[str, Check] = {c.__name__.removeprefix("check_"): c for c in CHECKS}
