"""The good plan of the small district, and honest claims for any plan."""

from typing import Any

from solver.domain import District
from solver.plan import (
    LEVELS,
    TERMS,
    GridEntry,
    LevelReport,
    Meeting,
    Plan,
    Provenance,
    Section,
    TermReport,
    UnmetNeed,
    digest,
)
from solver.policy import PolicyPack
from tests.factories.districts import DAYS, tiny_district
from tests.factories.edits import changed
from tests.factories.packs import tiny_pack

GOOD_CELLS = {
    **{f"{day}1": "guidance" for day in DAYS},
    "Mon2": "sports",
    "Tue2": "extension",
    "Wed2": "sports",
    "Thu2": "split",
    "Fri2": "care",
}
# section: activity, room, staff (leader first), classes by period
GOOD_SECTIONS: dict[str, tuple[str, str, tuple[str, ...], dict[str, dict[str, int]]]] = {
    "g1": ("guidance", "R1", ("T1",), {f"{d}1": {"C1": 40} for d in DAYS}),
    "g2": ("guidance", "R2", ("T2",), {f"{d}1": {"C2": 35} for d in DAYS}),
    "sp": ("sports", "F1", ("T4", "T3"), {f"{d}2": {"C1": 40, "C2": 35} for d in ("Mon", "Wed")}),
    "ch": ("chess", "R1", ("T3",), {f"{d}2": {"C1": 12, "C2": 10} for d in ("Tue", "Thu")}),
    "ro": ("robot", "R4", ("I1",), {"Tue2": {"C1": 8, "C2": 7}}),
    "re": ("reading", "R2", ("T4",), {"Tue2": {"C1": 20, "C2": 18}}),
    "st": ("care", "R3", ("T5",), {"Thu2": {"C1": 28, "C2": 25}}),
    "c1": ("care", "R1", ("T1",), {"Fri2": {"C1": 40}}),
    "c2": ("care", "R2", ("T2",), {"Fri2": {"C2": 35}}),
}


def tiny_provenance(**changes: Any) -> Provenance:
    """Returns where a plan made by hand is from."""
    return Provenance(
        **{
            "district_digest": "",
            "pack_id": "tiny",
            "pack_digest": "",
            "product_version": "0",
            "seed": 0,
            "workers": 1,
            "time_limit_s": None,
            "work_limit": None,
            "search": "by hand",
            **changes,
        }
    )


def tiny_unmet(students: int = 1, **changes: Any) -> UnmetNeed:
    """Returns a need of class C1 on Monday, of so many students for 60 minutes."""
    return UnmetNeed(
        **{
            "family": "place_everyone_once",
            "school_id": "S1",
            "class_id": "C1",
            "weekday": 1,
            "period_id": "Mon1",
            "component": "guidance",
            "student_periods": students,
            "minutes": students * 60,
            "cause": "model.no_room",
            **changes,
        }
    )


def good_plan(district: District | None = None, pack: PolicyPack | None = None) -> Plan:
    """Returns the good plan of the tiny district, its claims counted for this district and pack.

    It is legal, complete and without a missed wish in the tiny district. In a changed district
    the same sections are kept, and accounts, levels and terms are what they then cost.
    Meeting ids are ``<section>-<period>``, e.g. ``g1-Mon1``.
    """
    district = district or tiny_district()
    pack = pack or tiny_pack()
    sections, meetings = _good_sections(district)
    plan = Plan(
        plan_id="P",
        district_id=district.id,
        status="publishable",
        publishable=True,
        levels=(),
        terms=(),
        grid=tuple(
            GridEntry(class_id=c, period_id=p, component=cell)  # type: ignore[arg-type]
            for c in ("C1", "C2")
            for p, cell in GOOD_CELLS.items()
        ),
        sections=sections,
        meetings=meetings,
        accounts=(),
        unmet=(),
        provenance=tiny_provenance(pack_id=pack.id),
    )
    return with_claims(district, pack, plan)


def _good_sections(district: District) -> tuple[tuple[Section, ...], tuple[Meeting, ...]]:
    activities = {a.id: a for a in district.activities}
    sections, meetings = [], []
    for section_id, (activity_id, room_id, staff_ids, sittings) in GOOD_SECTIONS.items():
        activity = activities[activity_id]
        sections.append(
            Section(
                id=section_id,
                school_id="S1",
                activity_id=activity_id,
                period_ids=tuple(sittings),
                from_date=district.term.first_day,
                to_date=district.term.last_day,
            )
        )
        for period_id, counts in sittings.items():
            meetings.append(
                Meeting(
                    id=f"{section_id}-{period_id}",
                    school_id="S1",
                    weekday=DAYS.index(period_id[:3]) + 1,
                    period_id=period_id,
                    activity_id=activity_id,
                    section_id=section_id,
                    component=activity.component,
                    service_type=activity.service_type,
                    room_id=room_id,
                    staff_ids=staff_ids,
                    class_counts=counts,
                    from_date=district.term.first_day,
                    to_date=district.term.last_day,
                )
            )
    return tuple(sections), tuple(meetings)


def with_claims(district: District, pack: PolicyPack, plan: Plan) -> Plan:
    """Returns the plan with honest claims: accounts, levels, terms, waivers, status, digests.

    Grid, sections, meetings and unmet rows stay. Bounds are 0, so a level is proved only at 0.
    """
    from solver.verify import check, recompute, waived_deviations

    counted = recompute(district, pack, plan)
    values = {v.name: v.value for v in counted.levels}
    reached = {v.family: v.value for v in counted.terms}
    plan = changed(
        plan,
        verdict=None,
        levels=tuple(
            LevelReport(
                name=level.name,
                unit=level.unit,
                value=values[level.name],
                bound=0,
                ref=counted.references[level.name],
                proved=values[level.name] == 0,
            )
            for level in LEVELS
        ),
        terms=tuple(
            TermReport(
                family=t.family,
                level=t.level,
                unit=t.unit,
                value=reached[t.family],
                best=0,
                worst=reached[t.family],
                weight=t.weight,
            )
            for t in TERMS
        ),
        accounts=counted.accounts,
        clause_waivers=waived_deviations(district, pack, plan),
        provenance=changed(
            plan.provenance,
            district_digest=digest(district),
            pack_id=pack.id,
            pack_digest=digest(pack),
        ),
        publishable=True,
        status="publishable",
    )
    verdict = check(district, pack, plan)
    if verdict.publishable:
        return plan
    real = [v for v in verdict.violations if v.clause_id not in ("plan:publishable", "plan:status")]
    status = "not_publishable" if real or verdict.complete else "unmet"
    return changed(plan, publishable=False, status=status)
