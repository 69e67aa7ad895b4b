"""Generated districts with duty posts: the service is the same, every post has its people."""

from collections import Counter

import pytest

from data.readers import pack_ids, read_pack
from data.synthetic import PROFILES, WINDOWS, generate
from solver.verify import check

ROLES = {"gate", "patrol", "dismissal_escort", "leader_of_the_day"}


@pytest.mark.parametrize("profile", PROFILES)
def test_the_planted_plan_mans_every_post(profile: str) -> None:
    district, plan = generate(profile, 3, 5, duties=True)
    verdict = check(district, read_pack("qiaocheng"), plan)
    assert [(v.clause_id, v.code, v.subject) for v in verdict.violations] == []
    assert verdict.complete and verdict.publishable
    posts = {p.id: p for s in district.schools for p in s.duty_posts}
    assert {d.post_id: len(d.staff_ids) for d in plan.duties} == {
        i: p.people_needed for i, p in posts.items()
    }
    # Four posts on five days at three schools, each in turn.
    assert Counter(p.role for p in posts.values()) == dict.fromkeys(ROLES, 15)


def test_posts_lie_around_the_service() -> None:
    district, _ = generate("town", 1, 2, duties=True)
    (school,) = district.schools
    for weekday in range(1, 6):
        periods = [p for p in school.periods if p.weekday == weekday]
        posts = {p.role: p for p in school.duty_posts if p.weekday == weekday}
        first, last = min(p.start_min for p in periods), max(p.end_min for p in periods)
        assert (posts["gate"].start_min, posts["gate"].end_min) == (first - 10, first)
        assert posts["patrol"].start_min == first
        assert posts["dismissal_escort"].start_min == posts["leader_of_the_day"].start_min == last


def test_the_service_is_the_same_with_and_without() -> None:
    plain, with_posts = (
        generate("average_county", 2, 4),
        generate("average_county", 2, 4, duties=True),
    )
    assert plain[1].meetings == with_posts[1].meetings
    assert plain[1].accounts == with_posts[1].accounts
    assert plain[1].duties == ()
    assert with_posts[0].id == f"{plain[0].id}-duties"
    assert "schools[*].duty_posts" in {n.path for n in with_posts[0].provenance}


@pytest.mark.parametrize("pack_id", pack_ids())
def test_the_clauses_of_every_pack_on_duty_are_held(pack_id: str) -> None:
    pack = read_pack(pack_id)
    district, plan = generate("average_county", 2, 1, pack_id, duties=True)
    verdict = check(district, pack, plan)
    assert [(v.clause_id, v.code, v.subject) for v in verdict.violations] == []
    state = {c.clause_id: (c.state, "led=2" in c.compared) for c in verdict.clauses}
    for clause in pack.of_family("staff_duty_posts"):
        # Attendance, handover and supervision have no posts of their own.
        assert state[clause.id] == ("held", True)


@pytest.mark.parametrize("pack_id", pack_ids())
def test_posts_come_beside_every_window(pack_id: str) -> None:
    # The third school of a town is a junior school: it may have evening study too.
    district, plan = generate("town", 3, 2, pack_id, WINDOWS, duties=True)
    verdict = check(district, read_pack(pack_id), plan)
    assert [(v.clause_id, v.code, v.subject) for v in verdict.violations] == []
    assert verdict.complete
    without, _ = generate("town", 3, 2, pack_id, WINDOWS)
    assert [s.periods for s in district.schools] == [s.periods for s in without.schools]
    assert district.id == f"{without.id}-duties"


def test_a_leader_eats_along_where_the_pack_asks_for_it() -> None:
    district, plan = generate("town", 2, 2, "hefei", ("lunch",))
    leaders = {p.id for p in district.staff if p.role == "leader"}
    lunches = {p.id for s in district.schools for p in s.periods if p.window == "lunch"}
    company = {d.post_id: d.staff_ids for d in plan.duties}
    # Five lunches at each of two schools, one leader each.
    assert set(company) == {f"accompany:{t}" for t in lunches} and len(company) == 10
    assert all(len(ids) == 1 and set(ids) <= leaders for ids in company.values())
    verdict = check(district, read_pack("hefei"), plan)
    assert verdict.publishable
    assert {c.state for c in verdict.clauses if c.clause_id == "HF-3.1c"} == {"held"}
    # 40 minutes of one leader each.
    (term,) = (t for t in plan.terms if t.family == "staff_duty_posts")
    assert (term.value, term.worst) == (0, 400)
    alone = plan.model_copy(update={"duties": plan.duties[1:]})
    found = [v for v in check(district, read_pack("hefei"), alone).violations if v.subject]
    assert ("HF-3.1c", "lunch_without_leader") in {(v.clause_id, v.code) for v in found}
    assert generate("town", 1, 2, "qiaocheng", ("lunch",))[1].duties == ()
