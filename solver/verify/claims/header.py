"""Claims of the plan's head: which district and pack it was made for."""

from solver.plan import Violation
from solver.verify.context import Context
from solver.verify.report import Word, claim


def check_header(ctx: Context) -> list[Violation]:
    """Checks district id, pack id and both digests."""
    plan, origin = ctx.plan, ctx.plan.provenance
    facts = (
        ("district_id", "district_id", plan.district_id, ctx.district.id),
        ("provenance", "pack_id", origin.pack_id, ctx.pack.id),
        ("provenance", "district_digest", origin.district_digest, ctx.district_digest),
        ("provenance", "pack_digest", origin.pack_digest, ctx.pack_digest),
    )
    return [
        claim(
            field,
            "other_input",
            subject=name,
            item=Word(name),
            claimed=_short(name, said) or "-",
            counted=_short(name, true),
        )
        for field, name, said, true in facts
        if said != true
    ]


def _short(name: str, value: str) -> str:
    """Returns as much of a digest as tells two apart; an id whole."""
    return value[:12] if name.endswith("_digest") else value
