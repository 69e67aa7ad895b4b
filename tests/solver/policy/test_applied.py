"""Which clauses bind which school; what a period counts; rounding. All counted by hand."""

from datetime import date

import pytest

from data.readers.policies import read_pack
from solver.domain import DutyPost, Period, StaffMember
from solver.domain.pins import ClauseWaiver
from solver.policy import AppliedPolicy, class_hours_ch, half_up
from tests.solver.policy.districts import LAST, chess, district, school, teacher


def test_required_clauses_bind_and_encouraged_ones_do_not() -> None:
    policy = AppliedPolicy(district(), read_pack("qiaocheng"))
    assert [c.id for c in policy.binding("keep_daily_minutes", "S")] == ["QC-2b"]
    assert [c.id for c in policy.binding("follow_mode", "S")] == ["QC-3.3a"]
    assert [c.id for c in policy.weighted("follow_mode")] == ["QC-3.3b"]
    assert policy.binding("offer_extended_care", "S") == ()  # not yet enforced


def test_a_waiver_lifts_an_in_principle_clause_at_its_school() -> None:
    for until, at_s in ((LAST, []), (date(2026, 3, 12), ["QC-6.3b"])):
        given = ClauseWaiver(
            clause_id="QC-6.3b", school_id="S", reason="理由", granted_by="区局", until=until
        )
        policy = AppliedPolicy(district(waivers=(given,)), read_pack("qiaocheng"))
        assert [c.id for c in policy.binding("keep_pay_cap", "S")] == at_s
        assert [c.id for c in policy.binding("keep_pay_cap", "W")] == ["QC-6.3b"]


def test_a_firm_clause_is_never_waived() -> None:
    given = ClauseWaiver(clause_id="QC-2b", reason="理由", granted_by="区局", until=LAST)
    policy = AppliedPolicy(district(waivers=(given,)), read_pack("qiaocheng"))
    assert [c.id for c in policy.binding("keep_daily_minutes", "S")] == ["QC-2b"]


def test_clauses_have_an_object_only_where_the_fact_is() -> None:
    post = DutyPost(id="gate", role="gate", weekday=1, start_min=1080, end_min=1100)
    volunteer = StaffMember(id="v", name="v", role="volunteer", home_school_id="S")
    given = district(
        school(adopted_mode="1+1+N", duty_posts=(post,), is_urban=True),
        school("W", (2,)),
        staff=(teacher(lendable_to=("W",)), volunteer),
        activities=(chess(), chess(id="clay", school_id="S", service_type="special")),
    )
    applied = {
        pack_id: AppliedPolicy(given, read_pack(pack_id)) for pack_id in ("qiaocheng", "hebi")
    }

    def holds(clause_id: str) -> tuple[bool, bool]:
        policy = applied["hebi" if clause_id.startswith("HB") else "qiaocheng"]
        clause = policy.pack.clause(clause_id)
        at_s, at_w = (policy.applies(clause, s) for s in given.schools)
        return at_s, at_w

    assert holds("QC-2b") == (True, True)  # always
    assert holds("QC-3.3b") == (True, False)  # S adopted a mode
    assert holds("QC-6.1b") == (False, True)  # a teacher of S may be lent to W
    assert holds("QC-6.2a") == (True, True)  # a volunteer in the district
    assert holds("QC-5.1c") == (True, False)  # the special activity is S's
    assert holds("QC-3.2e") == (False, False)  # it has no provider
    assert holds("HB-4.3a") == (True, True)  # without a duty post the leaders see to it
    assert holds("HB-3.2d") == (True, False)  # grade 7 at S
    assert holds("HB-3.3.2b") == (True, True)  # grade 2 at both
    assert holds("HB-2.4b") == (False, False)  # no student in hardship
    assert holds("HB-3.1b") == (False, False)  # no students listed


@pytest.mark.parametrize(
    ("minutes", "grades", "own", "expected"),
    [
        (60, (2,), None, 150),  # 60 / 40
        (60, (7,), None, 133),  # 60 / 45 = 1.333
        (60, (2, 7), None, 150),  # the lowest grade decides
        (60, (), None, 150),  # all grades of the school: 2 and 7
        (50, (7,), None, 111),  # 50 / 45 = 1.111
        (25, (7,), None, 56),  # 25 / 45 = 0.5556
        (41, (2,), None, 103),  # 41 / 40 = 1.025, half up
        (60, (2,), 100, 100),  # the period says what it counts
    ],
)
def test_class_hours(minutes: int, grades: tuple[int, ...], own: int | None, expected: int) -> None:
    period = Period(
        id="p", weekday=1, start_min=960, end_min=960 + minutes, grades=grades, class_hours_ch=own
    )
    given = school(periods=(period,))
    assert class_hours_ch(read_pack("qiaocheng"), given, period) == expected


@pytest.mark.parametrize(
    ("amount", "divisor", "expected"),
    [(0, 100, 0), (49, 100, 0), (50, 100, 1), (149, 100, 1), (150, 100, 2), (7, 2, 4)],
)
def test_half_up(amount: int, divisor: int, expected: int) -> None:
    assert half_up(amount, divisor) == expected
