"""Puts the parts of a plan together, with levels, terms, accounts, and the verifier's verdict."""

import datetime
from collections import Counter
from collections.abc import Sequence

from solver.domain import District
from solver.domain.messages import text
from solver.domain.term import DateRange
from solver.model.duty_statement import duty_minutes
from solver.model.families import attend_every_day
from solver.model.families.attend_every_day import surely_missing
from solver.model.reasons import Reason
from solver.model.references import empty_references
from solver.model.statement import accounts, spent, unmet_minutes
from solver.model.wish_values import wish_values
from solver.plan import (
    LEVELS,
    TERMS,
    Duty,
    LevelReport,
    Meeting,
    Plan,
    Provenance,
    TermReport,
    UnusedResource,
    digest,
)
from solver.plan.levels import Wish
from solver.policy import AppliedPolicy, PolicyPack
from solver.search.pieces import Piece, explained, stamped
from solver.search.tasks import Found
from solver.search.worst import worst_values
from solver.verify import waived_deviations, with_verdict
from solver.version import VERSION

SEARCH = "relaxation, dive over bands, integer solves with the grid fixed, moves"


def assemble(
    district: District,
    pack: PolicyPack,
    found: Sequence[Found],
    bounds: Sequence[int],
    barred: dict[tuple[str, str, str | None], Reason],
    provenance: Provenance,
) -> Plan:
    """Returns the whole plan of a district whose term is one segment, checked.

    Parameters
    ----------
    found : sequence of Found
        One part per school, in the order of the district's schools.
    bounds : sequence of int
        A valid lower bound per level for the whole district.
    """
    term = DateRange(first=district.term.first_day, last=district.term.last_day)
    piece = Piece(term, district, found, bounds)
    return assemble_term(district, pack, [piece], barred, provenance)


def assemble_term(
    district: District,
    pack: PolicyPack,
    pieces: Sequence[Piece],
    barred: dict[tuple[str, str, str | None], Reason],
    provenance: Provenance,
) -> Plan:
    """Returns the whole plan of a term, checked; its values are sums over the segments.

    Parameters
    ----------
    pieces : sequence of Piece
        The segments' plans, by date.
    """
    pieces = stamped([explained(piece, pack) for piece in pieces])
    found = [f for piece in pieces for f in piece.found]
    meetings = tuple(m for piece in pieces for m in piece.meetings)
    duties = tuple(d for piece in pieces for d in piece.duties)
    unmet = tuple(u for piece in pieces for u in piece.unmet)
    statements = accounts(district, pack, meetings, duties)
    wishes: Counter[str] = Counter()
    reference: Counter[str] = Counter()
    for piece in pieces:
        grid = [g for f in piece.found for g in f.part.grid]
        wishes.update(wish_values(piece.district, pack, piece.weekly, grid, piece.weekly_duties))
        reference.update(empty_references(piece.district, pack))
    empty = empty_references(district, pack)
    for name in ("missing_money", "save_money"):
        reference[name] = empty[name]
    bounds = [sum(piece.bounds[i] for piece in pieces) for i in range(len(LEVELS))]
    known = _known([piece.district for piece in pieces], pack)
    bounds = [max(b, known[x.name]) for b, x in zip(bounds, LEVELS, strict=True)]
    reached = {
        "place_everyone_once": unmet_minutes(unmet),
        "staff_duty_posts": duty_minutes(unmet),
        "balance_accounts": sum(a.missing_fen for a in statements),
        "save_money": spent(district, statements, meetings),
        **wishes,
    }
    levels: list[LevelReport] = []
    for level, bound in zip(LEVELS, bounds, strict=True):
        # Schools and segments bounded apart keep only the levels before that are zero for all.
        apart = len(found) > 1 and any(x.value for x in levels)
        if len(pieces) > 1 and level.name == "missing_money":
            bound = 0  # a segment's share of the money is no bound of the term's
        if len(pieces) > 1 and level.name == "save_money" and district.fund is not None:
            bound = max(0, bound - district.fund.size_fen)  # nor is what it draws for that share
        value = sum(t.weight * reached[t.family] for t in TERMS if t.level == level.name)
        safe = min(bound, value)
        levels.append(
            LevelReport(
                name=level.name,
                unit=level.unit,
                value=value,
                bound=safe,
                ref=reference[level.name],
                proved=safe == value,
                bound_scope="all_plans" if apart else "levels_before_kept",
            )
        )
    plan = Plan(
        plan_id=f"{district.id}-{district.term.id}-1",
        district_id=district.id,
        status="unmet",
        publishable=False,
        levels=tuple(levels),
        terms=_terms(pieces, pack, reached, levels),
        grid=tuple(g for f in found for g in f.part.grid),
        sections=tuple(s for f in found for s in f.part.sections),
        meetings=meetings,
        duties=duties,
        accounts=statements,
        unmet=unmet,
        unused=_unused(district, meetings, duties, barred),
        provenance=provenance,
    )
    plan = plan.model_copy(update={"clause_waivers": waived_deviations(district, pack, plan)})
    return with_verdict(district, pack, plan)


def _terms(
    pieces: Sequence[Piece],
    pack: PolicyPack,
    reached: dict[str, int],
    levels: Sequence[LevelReport],
) -> tuple[TermReport, ...]:
    worst: Counter[str] = Counter()
    for piece in pieces:
        worst.update(worst_values(piece.district, pack))
    bound = {level.name: level.bound for level in levels}
    known = _known([piece.district for piece in pieces], pack)
    return tuple(
        TermReport(
            family=t.family,
            level=t.level,
            unit=t.unit,
            value=reached[t.family],
            best=max(_best(t, bound[t.level], worst), known[t.family]),
            worst=max(worst[t.family], reached[t.family]),
            weight=t.weight,
            label="optimistic" if t.family == "satisfy_choices" else "",
        )
        for t in TERMS
    )


def _known(districts: Sequence[District], pack: PolicyPack) -> Counter[str]:
    """Returns what the input alone says of a term and its level: no plan has less of it."""
    found: Counter[str] = Counter()
    for part in districts:
        found[attend_every_day.TAG] += surely_missing(part, AppliedPolicy(part, pack))
    for t in TERMS:
        found[t.level] += t.weight * found[t.family]
    return found


def _best(term: Wish, bound: int, worst: Counter[str]) -> int:
    """Returns what is left of a level's bound for one term if its others were at their worst."""
    others = sum(
        t.weight * worst[t.family] for t in TERMS if t.level == term.level and t is not term
    )
    return max(0, -(-(bound - others) // term.weight))


def _unused(
    district: District,
    meetings: Sequence[Meeting],
    duties: Sequence[Duty],
    barred: dict[tuple[str, str, str | None], Reason],
) -> tuple[UnusedResource, ...]:
    """Lists who and what a rule kept out of a school, if it indeed is not used there."""
    provider = {a.id: a.provider_id for a in district.activities if a.provider_id}
    used = {(m.school_id, w) for m in meetings for w in m.staff_ids}
    used |= {(d.school_id, w) for d in duties for w in d.staff_ids}
    used |= {(m.school_id, m.activity_id) for m in meetings}
    used |= {(m.school_id, provider[m.activity_id]) for m in meetings if m.activity_id in provider}
    rows = []
    for (kind, item, school_id), reason in sorted(barred.items(), key=lambda kv: str(kv[0])):
        if school_id is not None and (school_id, item) in used:
            continue
        params = dict(reason.params)
        rows.append(
            UnusedResource(
                kind=kind,  # type: ignore[arg-type]
                id=item,
                school_id=school_id,
                clause_id=reason.clause_id,
                reason=reason.code,
                params=params,
                text_zh=text(reason.code, "zh", **params),
                text_en=text(reason.code, "en", **params),
            )
        )
    return tuple(rows)


def provenance(
    district: District,
    pack: PolicyPack,
    seed: int,
    workers: int,
    time_limit_s: float | None,
    work_limit: float | None,
    wall_s: float,
    notes: tuple[str, ...] = (),
) -> Provenance:
    """Returns how a plan came to be. Times are the only fields that differ between equal runs."""
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    return Provenance(
        district_digest=digest(district),
        pack_id=pack.id,
        pack_digest=digest(pack),
        product_version=VERSION,
        seed=seed,
        workers=workers,
        time_limit_s=time_limit_s,
        work_limit=work_limit,
        search=SEARCH,
        created_at=now,
        wall_s=round(wall_s, 1),
        notes=notes,
    )
