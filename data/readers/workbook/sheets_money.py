"""Sheets of the schools' money: accounts and what belongs to them."""

from data.readers.workbook.spec import Sheet, Variant, column, of
from solver.domain.money import FeeReduction, Funding, LumpSum, RunningCost

FUNDING = Sheet(
    key="funding",
    parent="school",
    variants=(Variant("funding", Funding, ("funding",), defines="funding"),),
    columns=(
        of("school", "school"),
        column("account", "word", group="account"),
        column("fee", "money", ("fee_fen",)),
        column("fee_published", "flag"),
        column("fee_approval_ref", "text"),
        column("fee_cap", "money", ("fee_cap_fen",)),
        column("fee_cap_ref", "text"),
        column("charges_per_term", "int"),
        column("subsidy", "money", ("subsidy_per_participant_fen",)),
        column("allowed_spending", "word", many=True, group="spending"),
        column("opening", "money", ("opening_fen",)),
    ),
)

FUNDING_ITEMS = Sheet(
    key="funding_items",
    parent="funding",
    variants=(
        Variant("reduction", FeeReduction, ("reductions",)),
        Variant("lump_sum", LumpSum, ("lump_sums",)),
        Variant("running_cost", RunningCost, ("running_costs",)),
    ),
    columns=(
        of("school", "school"),
        column("account", "word", group="account", locates=True),
        column("kind", "word", group="funding_kind"),
        column("group", "word", group="reduction_group", only=("reduction",)),
        column("count", "int", only=("reduction",)),
        column("reduction_pct", "percent", only=("reduction",)),
        column("spending", "word", ("kind",), group="spending", only=("running_cost",)),
        column(
            "source",
            "text",
            only=("lump_sum", "running_cost"),
            paths={"running_cost": ("note",)},
        ),
        column("amount", "money", ("amount_fen",), only=("lump_sum", "running_cost")),
    ),
)

MONEY_SHEETS = (FUNDING, FUNDING_ITEMS)
