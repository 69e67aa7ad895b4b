"""More such districts: menus, quotas, pins, dates and odd records."""

from solver.domain import (
    Band,
    District,
    Funding,
    MeetingPin,
    Menu,
    MergeGroup,
)
from solver.domain.activity import ClassQuota
from solver.domain.pins import AbsencePin
from solver.domain.school import GridCell, ServiceStart
from tests.factories import (
    FIRST,
    changed,
    tiny_person,
)
from tests.solver.model.cases import BOTH, choices, kid, provider
from tests.solver.model.helpers import club, district, group, hours, one_school, room, week


def menus() -> District:
    """Menu M1 on Monday takes one of two clubs, menu M2 of both days takes as many as fit."""
    return district(
        one_school(
            (kid("C1", 2),),
            hours("11", "12", "21"),
            rooms=(room("R1"), room("R2")),
            menus=(
                Menu(id="M1", band_id="B1", period_ids=("p11", "p12"), activity_ids=("a", "b")),
                Menu(id="M2", band_id="B1", activity_ids=("b",), take=None),
            ),
        ),
        (tiny_person("T1", skills=("a", "b")), tiny_person("T2", skills=("b",))),
        (club("a", min_students=2), club("b", min_students=0)),
        choice_counts=(
            *choices(("C1", "a", 2), ("C1", "b", 1), menu="M1"),
            *choices(("C1", "b", 1), menu="M2"),
        ),
    )


def days_without_pe() -> District:
    """C1 has PE on Tuesday, C2 on no day; the school asks for sports where there is none."""
    pe = (changed(kid("C1", 1), pe_weekdays=(2,)), kid("C2", 1))
    return district(
        one_school(
            pe,
            hours("11", "21"),
            rooms=(room("R1"), room("R2")),
            bands=(Band(id="B1", name="B1", class_ids=("C1", "C2"), grid_unit="class"),),
            sports_without_pe=True,
        ),
        (tiny_person("T1", skills=("pe",)), tiny_person("T2", max_week_ch=100)),
        (group(), group("run", "sports", skill="pe")),
    )


def quotas() -> District:
    """A club with at most one of C2 and, as soon as it runs, at least one of C1."""
    return district(
        one_school((kid("C1", 2), kid("C2", 2)), rooms=(room("R1"), room("R2"))),
        (tiny_person("T1", skills=("club",)), tiny_person("T2", skills=("club",))),
        (
            club(
                max_students=2,
                class_quotas=(
                    ClassQuota(class_id="C1", min_students=1),
                    ClassQuota(class_id="C2", max_students=1),
                ),
            ),
            group(),
        ),
        choice_counts=choices(("C1", "club", 2), ("C2", "club", 2)),
    )


def class_grids() -> District:
    """Classes of one band with their own cells but for extension."""
    return district(
        one_school(
            (kid("C1", 1, "R1"), kid("C2", 1, "R2")),
            hours("11", "12"),
            bands=(Band(id="B1", name="B1", class_ids=("C1", "C2"), grid_unit="class"),),
        ),
        (tiny_person("T1", skills=("club",)),),
        (group("guidance", "guidance", weekdays=(1,)), group(), club()),
        choice_counts=choices(("C1", "club", 1)),
    )


def pins() -> District:
    """A club whose meeting of C1 T2 must lead, in room R2; an absence and a fixed cell."""
    return district(
        one_school(
            (kid("C1", 2), kid("C2", 1)),
            hours("11", "21"),
            rooms=(room("R1"), room("R2")),
            fixed_grid=(GridCell(band_id="B1", period_id="p11", component="extension"),),
        ),
        (tiny_person("T1", skills=("club",)), tiny_person("T2", skills=("club",))),
        (club(max_students=1), group()),
        choice_counts=choices(("C1", "club", 1), ("C2", "club", 1)),
        pins=(
            MeetingPin(
                period_id="p11", activity_id="club", class_id="C1", staff_id="T2", room_id="R2"
            ),
            AbsencePin(staff_id="T1", school_id="S1", weekday=2),
        ),
    )


def room_pin() -> District:
    """Some care on Monday is in R3, whoever sits there."""
    return district(
        one_school(
            (kid("C1", 1, "R1"), kid("C2", 1, "R2")), rooms=(room("R1"), room("R2"), room("R3"))
        ),
        (tiny_person("T1"), tiny_person("T2")),
        (group(),),
        pins=(MeetingPin(period_id="p11", activity_id="care", room_id="R3"),),
    )


def odd_homes() -> District:
    """C1's home takes two groups at once, so it suits none; C2's failed its check."""
    return district(
        one_school(
            (kid("C1", 1, "R1"), kid("C2", 1, "R2")),
            rooms=(room("R1", sections_at_once=2), room("R2", safety_passed=False), room("R3")),
        ),
        (tiny_person("T1"), tiny_person("T2")),
        (group(),),
    )


def mode() -> District:
    """Two clubs, care and guidance under a mode."""
    return district(
        one_school((kid("C1", 1, "R1"),), hours("11", "12", "21"), rooms=(room("R1"), room("R2"))),
        (tiny_person("T1", skills=("a", "b")),),
        (group("guidance", "guidance"), club("a"), club("b")),
        choice_counts=choices(("C1", "a", 1), ("C1", "b", 1)),
    )


def provider_days() -> District:
    """The provider's approval ends on Thursday, so Mondays are fine and Fridays are not."""
    record = provider()
    ends = tuple(changed(s, valid_to=FIRST.replace(day=5)) for s in record.providers[0].approvals)
    return changed(
        record,
        schools=(
            changed(
                record.schools[0],
                periods=hours("11", "51"),
                # Extension with nothing to do is a cell that the model does not offer.
                fixed_grid=(GridCell(band_id="B1", period_id="p51", component="care"),),
            ),
        ),
        providers=(changed(record.providers[0], approvals=ends),),
    )


def late_start() -> District:
    """Grade 3 begins in the second of two weeks; T1 is vetted, and paid, only for that one."""
    return district(
        one_school(
            (kid("C1", 1, "R1"),),
            service_starts=(ServiceStart(grades=(3,), first_day=FIRST.replace(day=9)),),
            funding=(Funding(account="basic", opening_fen=6000),),
        ),
        (tiny_person("T1"), tiny_person("T2", vetted_on=FIRST.replace(day=5))),
        (group(),),
        term=week(last_day=FIRST.replace(day=13)),
    )


def two_starts() -> District:
    """Grade 4 begins a week after grade 3, so its groups cost one date less."""
    return district(
        one_school(
            (kid("C1", 1, "R1"), kid("D1", 1, "R2", grade=4)),
            service_starts=(ServiceStart(grades=(4,), first_day=FIRST.replace(day=9)),),
            bands=(
                Band(id="B1", name="B1", class_ids=("C1",)),
                Band(id="B2", name="B2", class_ids=("D1",)),
            ),
            funding=(Funding(account="basic"),),
        ),
        (tiny_person("T1"),),
        (group(),),
        term=week(last_day=FIRST.replace(day=13)),
    )


def across_bands() -> District:
    """C1 stays of a split band with the whole of C2, whose band has care."""
    return district(
        one_school(
            (kid("C1", 2), kid("C2", 1)),
            rooms=(room("R1"),),
            bands=(
                Band(id="B1", name="B1", class_ids=("C1",)),
                Band(id="B2", name="B2", class_ids=("C2",)),
            ),
            merges=BOTH,
        ),
        (tiny_person("T1"), tiny_person("T2", skills=("club",))),
        (group(grouping="merged"), club()),
        choice_counts=choices(("C1", "club", 1)),
    )


def three_merged() -> District:
    """Three classes that may sit together: may two of them?"""
    return district(
        one_school(
            (kid("C1", 1), kid("C2", 1), kid("C3", 1)),
            rooms=(room("R1"),),
            merges=(MergeGroup(id="G", class_ids=("C1", "C2", "C3")),),
        ),
        (tiny_person("T1"),),
        (group(grouping="merged"),),
    )
