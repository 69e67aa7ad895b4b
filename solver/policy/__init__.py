"""Clauses, packs and waivers as typed data, and a pack applied to a district."""

from solver.policy.applied import AppliedPolicy, class_hours_ch, half_up
from solver.policy.duties import LUNCH_COMPANY, LunchCompany, Post, duty_posts, lunch_companies
from solver.policy.pack import Clause, Parameter, PolicyPack, RequiredInput
from solver.policy.pay import PAY_LINES, group_pay, meeting_pay, pay_line, rate_fen
from solver.policy.reductions import Reduced, listed, reduced

__all__ = [
    "LUNCH_COMPANY",
    "PAY_LINES",
    "AppliedPolicy",
    "Clause",
    "LunchCompany",
    "Parameter",
    "PolicyPack",
    "Post",
    "Reduced",
    "RequiredInput",
    "class_hours_ch",
    "duty_posts",
    "group_pay",
    "half_up",
    "listed",
    "lunch_companies",
    "meeting_pay",
    "pay_line",
    "rate_fen",
    "reduced",
]
