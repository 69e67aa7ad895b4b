"""Every kind of corruption is told under the clause known beforehand, wherever it is applied."""

import pytest

from solver.domain import District
from solver.verify import check
from tests.solver.verify.spoiling import BASES, GROUPS, KINDS, base
from tests.solver.verify.spoiling.draw import drawn

PARTS = 8
ALL, PER_PART = 2000, 100


REFUSED = "clocks moved so that two meetings of a person share minutes"
"""The one kind whose data a reader refuses before: periods of a grade that overlap."""


def _is_told(number: int) -> None:
    """Spoils a plan and checks that what was known beforehand is told, in both languages."""
    good, kind, spoilt = drawn(number)
    verdict = check(spoilt.district, good.pack, spoilt.plan)
    at = f"{number}: {kind} in {good.name}"
    assert spoilt.told, at
    for told in spoilt.told:
        near = [v for v in verdict.violations if v.code == told.code]
        assert told.is_in(verdict.violations), (at, told, near)
    assert not verdict.ok and not verdict.publishable, at
    for v in verdict.violations:
        assert v.text_zh and v.text_en and "{" not in v.text_zh + v.text_en, (at, v)


def test_there_are_many_kinds_in_every_group() -> None:
    assert len(KINDS) >= 200
    of_group = {g.__name__: sum(f.__module__ == g.__name__ for f in KINDS.values()) for g in GROUPS}
    assert sum(of_group.values()) == len(KINDS)
    assert min(of_group.values()) >= 5, of_group


@pytest.mark.parametrize("name", BASES)
def test_the_plans_that_are_spoilt_are_good(name: str) -> None:
    good = base(name)
    verdict = check(good.district, good.pack, good.plan)
    assert (verdict.violations, verdict.publishable) == ((), True)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_kind_is_told(part: int) -> None:
    for number in range(part, max(300, len(KINDS)), PARTS):
        _is_told(number)


@pytest.mark.parametrize("part", range(2))
def test_spoilt_data_is_data_that_a_reader_takes(part: int) -> None:
    for number in range(part, len(KINDS), 2):
        good, kind, spoilt = drawn(number)
        if spoilt.district is not good.district and kind != REFUSED:
            District.model_validate(spoilt.district.model_dump())


@pytest.mark.slow
@pytest.mark.parametrize("part", range(ALL // PER_PART))
def test_two_thousand_random_corruptions_are_told(part: int) -> None:
    start = 10_000 + part * PER_PART
    for number in range(start, start + PER_PART):
        _is_told(number)
