"""Money of a school and of the district, all in integer fen."""

from typing import Literal

from pydantic import Field

from solver.domain.base import Account, Count, Entity, Fen, Name, Percent

Spending = Literal[
    "personnel",
    "external_pay",
    "provider",
    "water",
    "electricity",
    "consumables",
    "venue_equipment_maintenance",
    "lunch",
    "other",
]


class FeeReduction(Entity):
    """Students who pay less: ``count`` of them pay ``100 - reduction_pct`` per cent."""

    group: Literal["registered_poor", "subsistence_allowance", "hardship", "disabled", "other"]
    count: Count
    reduction_pct: Percent


class LumpSum(Entity):
    """A lump subsidy of the term."""

    source: Name
    amount_fen: Fen


class RunningCost(Entity):
    """Another cost of the term, by allowed kind of spending."""

    kind: Spending
    note: str = ""
    amount_fen: Fen


class Funding(Entity):
    """One account of a school for the term.

    Basic: ``fee_fen`` is charged once per participant and term, only if ``fee_published``.
    Special: fees stand on the activities; ``fee_fen`` is then unused and stays 0.
    ``subsidy_per_participant_fen`` is income from government, not a parent fee.
    """

    account: Account
    fee_fen: Fen = 0
    fee_published: bool = False
    fee_approval_ref: str = ""
    fee_cap_fen: Fen | None = None
    """Ceiling set by a document outside the pack (required where the pack says so)."""
    fee_cap_ref: str = ""
    charges_per_term: Count = 1
    reductions: tuple[FeeReduction, ...] = ()
    subsidy_per_participant_fen: Fen = 0
    lump_sums: tuple[LumpSum, ...] = ()
    running_costs: tuple[RunningCost, ...] = ()
    allowed_spending: tuple[Spending, ...] = Field(default=("personnel",))
    opening_fen: int = 0


class DistrictFund(Entity):
    """The district's special fund: it covers what the basic accounts of schools are short of.

    A draw is income of the school's basic account, no more than that is short of; all draws
    together stay within ``size_fen``.
    """

    name: Name
    size_fen: Fen
