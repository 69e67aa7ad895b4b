"""``prefer_own_staff``: basic service is led by the school's own people."""

from typing import Any

import pytest

from tests.factories import changed, tiny_clause, tiny_person
from tests.solver.model.helpers import guarded, least, model_of, pack_of
from tests.solver.model.wish_cases import own_or_not

POINTS = 5
OWN = tiny_clause("prefer_own_staff", strength="encouraged")


def led(clause: Any, leaders: dict[str, str], *people: Any) -> int:
    """Returns the least value when these people lead care in these hours of S1."""
    record = own_or_not()
    ctx = model_of(guarded(changed(record, staff=people or record.staff)), pack_of(clause))
    fixed = {ctx.v.lead[(w, "care", (t,))]: 1 for t, w in leaders.items()}
    return least(ctx, "encouraged", fixed)


@pytest.mark.parametrize(
    ("leaders", "meetings"),
    [({"p11": "T1"}, 0), ({"p11": "V1"}, 1), ({"p11": "V1", "p21": "V1"}, 2),
     ({"p11": "T1", "p21": "V1"}, 1)],
)  # fmt: skip
def test_meetings_that_a_volunteer_leads(leaders: dict[str, str], meetings: int) -> None:
    assert led(OWN, leaders) == POINTS * meetings


def test_whose_people_count() -> None:
    lent = tiny_person("L1", home_school_id="S2", lendable_to=("S1",))
    people = (tiny_person("T1", role="other_staff"), lent)
    switch = tiny_clause("lend_within_area", "T-2", allowed=True)
    # T9 serves at S2, so that nothing there is left open by lending L1.
    record = changed(own_or_not(), staff=(*people, tiny_person("T9", home_school_id="S2")))
    for parameters, points in (
        ({}, (0, 5)),
        ({"lent_counts": True}, (0, 0)),
        ({"roles": ("teacher",)}, (5, 5)),
        ({"roles": ("teacher",), "lent_counts": True}, (5, 0)),
        ({"roles": ("all",)}, (0, 5)),
    ):
        clause = tiny_clause("prefer_own_staff", strength="encouraged", **parameters)
        ctx = model_of(guarded(record), pack_of(clause, switch))
        found = tuple(
            least(ctx, "encouraged", {ctx.v.lead[(w, "care", ("p11",))]: 1}) for w in ("T1", "L1")
        )
        assert found == points, parameters


def test_a_rule_about_the_share_asks_for_more_only_if_it_says_so() -> None:
    share: dict[str, Any] = {"own_share_num": 0, "own_share_den": 1, "roles": ("teacher",)}
    silent = tiny_clause("lead_by_own_staff", strength="in_principle", **share)
    asking = tiny_clause("lead_by_own_staff", strength="in_principle", prefer_own=True, **share)
    assert led(silent, {"p11": "V1"}) == 0
    assert led(asking, {"p11": "V1"}) == POINTS


def test_two_clauses_count_a_meeting_once() -> None:
    twice = tiny_clause("prefer_own_staff", "T-2", strength="encouraged", roles=("teacher",))
    ctx = model_of(guarded(own_or_not()), pack_of(OWN, twice))
    fixed = {ctx.v.lead[("V1", "care", ("p11",))]: 1}
    assert least(ctx, "encouraged", fixed) == POINTS


def test_special_service_is_left_alone() -> None:
    from tests.solver.model.cases import provider

    ctx = model_of(provider(), pack_of(OWN))
    # The instructor's club is special; care is led by the teacher.
    assert ctx.rows.objective("encouraged").terms == {}
