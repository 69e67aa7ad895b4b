"""The levels of the empty plan: what a plan's gap is measured against."""

from solver.domain import District
from solver.model.duty_statement import duty_reference
from solver.model.statement import ACCOUNTS, fixed_lines
from solver.model.wish_values import level_values, wish_values
from solver.policy import PolicyPack


def empty_references(district: District, pack: PolicyPack) -> dict[str, int]:
    """Returns each level's value for the empty plan: what the gap is measured against."""
    minutes = 0
    missing = covered = 0
    for school in district.schools:
        for c in school.classes:
            for p in school.periods:
                if p.applies_to(c.grade):
                    minutes += c.present(p) * p.minutes
        for account in ACCOUNTS:
            funding = next((f for f in school.funding if f.account == account), None)
            if funding is not None:
                closing = funding.opening_fen + sum(
                    x.amount_fen for x in fixed_lines(district, school, funding)
                )
                missing += max(0, -closing)
                covered += max(0, -closing) if account == "basic" else 0
    drawn = min(covered, district.fund.size_fen if district.fund else 0)
    minutes += duty_reference(district, pack)
    wishes = level_values(wish_values(district, pack, (), ()))
    own = {"unmet_service": minutes, "missing_money": missing - drawn, "save_money": drawn}
    return wishes | own
