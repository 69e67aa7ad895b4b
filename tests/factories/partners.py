"""The small district with a youth palace that shares in basic service."""

from datetime import date
from typing import Any

from solver.domain import District, LumpSum
from solver.domain.people import ApprovalStep
from tests.factories.districts import tiny_district, tiny_provider
from tests.factories.edits import with_activity, with_funding

STEPS = ("district_shortlist", "city_approve", "school_select")
PARTNER: dict[str, Any] = {
    "partner_org_types": ("public_activity_body",),
    "partner_service_types": ("basic",),
    "guidance_step": "edu_dept_guidance",
}
PRICE_FEN = 4 * 60000
"""Robots meet on 3, 10, 17 and 24 March, at 600 yuan each."""
LEFT_FEN = 16000
"""What the basic account of the small district closes at without them."""


def guidance(**changes: Any) -> ApprovalStep:
    """Returns the guidance of the education authority, with its reference."""
    return ApprovalStep(
        **{
            "code": "edu_dept_guidance",
            "granted_on": date(2026, 1, 10),
            "evidence": "No. 7 of 2026",
            **changes,
        }
    )


def shared_district(
    *papers: ApprovalStep, lump_fen: int = PRICE_FEN, kind: str = "public_activity_body"
) -> District:
    """Returns the district in which robots are basic service of V1, with these papers.

    V1 has the three stamps of the policies besides. A lump sum pays what V1 asks, so the basic
    account closes as it does without.
    """
    stamps = tuple(ApprovalStep(code=c, granted_on=date(2026, 1, 10)) for c in STEPS)
    record = tiny_district(providers=(tiny_provider(kind=kind, approvals=(*stamps, *papers)),))
    record = with_activity(record, "robot", service_type="basic", fee_fen=0)
    lump = LumpSum(source="county", amount_fen=lump_fen)
    return with_funding(record, "basic", lump_sums=(lump,) if lump_fen else ())
