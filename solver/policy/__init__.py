"""Clauses, packs and waivers as typed data, and a pack applied to a district."""

from solver.policy.applied import AppliedPolicy, class_hours_ch, half_up
from solver.policy.pack import Clause, Parameter, PolicyPack, RequiredInput

__all__ = [
    "AppliedPolicy",
    "Clause",
    "Parameter",
    "PolicyPack",
    "RequiredInput",
    "class_hours_ch",
    "half_up",
]
