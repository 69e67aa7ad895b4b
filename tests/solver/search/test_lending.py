"""Quotas of lending where schools are planned apart, and who may still stand in."""

from datetime import date

import pytest

from solver.domain import Band, District
from solver.domain.pins import LendingSwitch
from solver.model.lending_quotas import is_bounded, quota
from solver.model.times import Time
from solver.policy import AppliedPolicy, PolicyPack
from solver.search.cover_duties import Work
from solver.search.lending import Quotas
from tests.factories import changed, tiny_class, tiny_clause, tiny_pack, tiny_person, with_school
from tests.solver.model.helpers import district, group, hours, one_school

SWITCH = LendingSwitch(enabled_by="X", enabled_on=date(2026, 2, 1))


def lenders(**home: int) -> District:
    """T1 to T3 of S1 may go to S2 and S3; all meet on Monday and Tuesday."""
    schools = tuple(
        changed(
            one_school(
                (tiny_class(f"C{i}", 10, f"R{i}"),),
                tuple(changed(p, id=f"{p.id}.{i}") for p in hours("11", "21")),
                bands=(Band(id=f"B{i}", name=f"B{i}", class_ids=(f"C{i}",)),),
            ),
            id=f"S{i}",
            name=f"S{i}",
        )
        for i in (1, 2, 3)
    )
    people = tuple(tiny_person(f"T{i}", lendable_to=("S2", "S3")) for i in (1, 2, 3))
    record = changed(district(schools, people, (group(),)), lending=SWITCH)
    return with_school(record, "S1", **home) if home else record


def trimmed(record: District, first: tuple[tuple[str, int], ...] = ()) -> dict[str, str]:
    """Returns where T1 to T3 end up on Monday if all were given to S2 or S3."""
    given = {("T1", 1): "S2", ("T2", 1): "S3", ("T3", 1): "S2"}
    Quotas(record, tiny_pack()).trim(given, first)
    return {w: s for (w, _d), s in given.items()}


def test_what_is_beyond_a_limit_goes_home() -> None:
    assert trimmed(lenders()) == {"T1": "S2", "T2": "S3", "T3": "S2"}
    # S1 lends two person-days a week; who is used already is the last to go.
    assert trimmed(lenders(max_lent_days=2)) == {"T1": "S2", "T2": "S3", "T3": "S1"}
    used = (("T2", 1), ("T3", 1))
    assert trimmed(lenders(max_lent_days=2), used) == {"T1": "S1", "T2": "S3", "T3": "S2"}
    # S2 receives one.
    host = with_school(lenders(), "S2", max_received_days=1)
    assert trimmed(host) == {"T1": "S2", "T2": "S3", "T3": "S1"}


def trip(weekday: int) -> list[Work]:
    return [Work(Time(f"p{weekday}", "S2", weekday, 960, 1000, 100))]


@pytest.mark.parametrize(("most", "given_up"), [(2, {}), (1, {"T2": {date(2026, 3, 3)}})])
def test_parts_of_a_week_share_its_limit(most: int, given_up: dict[str, set[date]]) -> None:
    # Another part of the term has T1 at S2 on Monday the 2nd; here T2 is there on Tuesday.
    quotas = Quotas(lenders(max_lent_days=most), tiny_pack())
    mine = {"T2": {date(2026, 3, 3): trip(2)}}
    elsewhere = {"T1": {date(2026, 3, 2): trip(1)}}
    assert quotas.given_up(mine, elsewhere) == given_up
    # Another week is nobody's business.
    later = {"T2": {date(2026, 3, 10): trip(2)}}
    assert quotas.given_up(later, elsewhere) == {}


def pack(strength: str, **figures: int) -> PolicyPack:
    return tiny_pack((tiny_clause("lend_within_area", strength=strength, **figures),))  # type: ignore[arg-type]


def test_the_tightest_limit_binds() -> None:
    record = lenders(max_lent_days=3)
    (home, *_) = record.schools
    both = AppliedPolicy(record, pack("must", max_lent_days_per_week=2))
    assert quota(both, home, "max_lent_days") == 2
    # What is only encouraged limits nothing.
    soft = AppliedPolicy(record, pack("encouraged", max_lent_days_per_week=2))
    assert quota(soft, home, "max_lent_days") == 3
    assert quota(both, home, "max_received_days") is None


def test_who_would_count_against_a_limit_does_not_stand_in() -> None:
    record = lenders(max_lent_days=3)
    policy, (home, host, _third) = AppliedPolicy(record, tiny_pack()), record.schools
    assert is_bounded(policy, record.staff[0], host)
    assert not is_bounded(policy, record.staff[0], home)
    free = lenders()
    assert not is_bounded(AppliedPolicy(free, tiny_pack()), free.staff[0], host)
