"""Districts on which model and check once disagreed, made small by hand."""

import pytest

from solver.domain import District, FeeReduction, Funding, Menu
from solver.domain.school import Dismissal
from solver.model.build import build
from solver.policy import PolicyPack
from tests.factories import changed, tiny_clause, tiny_pack, tiny_person, with_school
from tests.solver.model.agree import agree
from tests.solver.model.cases import choices, kid
from tests.solver.model.drawn.watch import Watched
from tests.solver.model.helpers import club, district, gate, group, hours, one_school, room


def infeasible(record: District, pack: PolicyPack) -> set[str]:
    """Returns the codes of what counting says no plan can keep."""
    return {f.code for f in build(record, pack).findings if f.severity == "infeasible"}


# --- dismissal ----------------------------------------------------------------------------------


@pytest.mark.parametrize("dismissals", [(961,), (950, 961), (961, 950)])
def test_an_hour_before_the_last_lesson_ends_is_refused_even_if_nobody_meets(
    dismissals: tuple[int, ...],
) -> None:
    # The hour begins at 960. Periods in the data all run; of several times the latest counts.
    record = district(
        one_school(
            (kid("C1", 1, "R1"),),
            dismissal=tuple(Dismissal(weekday=1, at_min=at) for at in dismissals),
        ),
        (tiny_person("T1"),),
        (group(),),
    )
    assert infeasible(record, tiny_pack()) == {"finding.before_dismissal"}
    assert agree(record, tiny_pack()).plans == 0


def test_extended_care_before_dismissal_is_refused_only_where_somebody_stays() -> None:
    record = district(
        one_school(
            (kid("C1", 1, "R1", extended_care=1),),
            (*hours("11", start_min=1000), *hours("12", start_min=900, window="extended")),
            dismissal=(Dismissal(weekday=1, at_min=960),),
        ),
        (tiny_person("T1"),),
        (group(),),
    )
    # 900 + 40 = 940: care from 940 to 980.
    assert agree(record, tiny_pack()).plans == 0
    nobody = with_school(record, classes=(kid("C1", 1, "R1"),))
    # T1 takes care of the one hour, or nobody does.
    assert agree(nobody, tiny_pack()).plans == 2


# --- fees ---------------------------------------------------------------------------------------


def dear(fee_fen: int, take: int | None = None) -> District:
    """A special club that one student wants, free or from a menu of which two may be taken."""
    menus = () if take is None else (Menu(id="M", band_id="B1", activity_ids=("a",), take=take),)
    return district(
        one_school(
            (kid("C1", 1),),
            rooms=(room("R1"),),
            menus=menus,
            funding=(Funding(account="special", fee_published=True),),
        ),
        (tiny_person("T1", pay_fen={}),),
        (club("a", skill=None, service_type="special", fee_fen=fee_fen), group()),
        choice_counts=choices(("C1", "a", 1), menu="M" if menus else None),
    )


@pytest.mark.parametrize(
    ("fee_fen", "take", "runs"),
    [(300, None, True), (301, None, False), (150, 2, True), (151, 2, False)],
)
def test_a_special_club_above_the_cap_never_runs_and_the_rest_does(
    fee_fen: int, take: int | None, runs: bool
) -> None:
    # Cap 300 fen a student and term, twice 151 are 302. Care is not touched by it.
    pack = tiny_pack(
        (tiny_clause("cap_fees", account="special", cap_fen=300, per_student_total=True),)
    )
    record = dear(fee_fen, take)
    assert infeasible(record, pack) == set()
    agree(record, pack)
    plans = [plan for plan, _ in Watched(record, pack).legal()]
    assert any(m.activity_id == "care" for p in plans for m in p.meetings)
    assert any(m.activity_id == "a" for p in plans for m in p.meetings) == runs


@pytest.mark.parametrize(("fee_fen", "missing"), [(0, False), (100, True)])
def test_a_ceiling_of_another_document_is_missed_where_a_fee_is_charged(
    fee_fen: int, missing: bool
) -> None:
    pack = tiny_pack((tiny_clause("cap_fees", account="basic", from_funding=True),))
    record = changed(
        dear(0),
        schools=(
            changed(dear(0).schools[0], funding=(Funding(account="basic", fee_fen=fee_fen),)),
        ),
    )
    assert infeasible(record, pack) == ({"finding.fee_cap_missing"} if missing else set())
    assert (agree(record, pack).plans == 0) == missing


@pytest.mark.parametrize(("published", "reduced"), [(True, True), (True, False), (False, False)])
def test_a_fee_that_is_not_published_needs_no_reduction(published: bool, reduced: bool) -> None:
    # One of one in hardship; without publication nobody pays.
    pack = tiny_pack(
        (tiny_clause("apply_fee_reductions", groups=("hardship",), min_reduction_pct=100),)
    )
    less = FeeReduction(group="hardship", count=1, reduction_pct=100)
    funding = Funding(
        account="basic",
        fee_fen=100,
        fee_published=published,
        reductions=(less,) if reduced else (),
    )
    school = changed(dear(0).schools[0], funding=(funding,), classes=(kid("C1", 1, hardship=1),))
    record = changed(dear(0), schools=(school,))
    assert (agree(record, pack).plans > 0) == (reduced or not published)


# --- wishes -------------------------------------------------------------------------------------


def test_nobody_stands_on_a_post_in_the_empty_plan() -> None:
    # T1 wants no hours; the paid post counts 50 ch, so a plan with T1 there is 50 over, and the
    # empty plan, against which gaps are measured, is 0 over.
    record = district(
        one_school(
            (kid("C1", 1, "R1"),),
            duty_posts=(gate(start_min=1000, end_min=1010, class_hours_ch=50),),
        ),
        (tiny_person("T1", target_week_ch=0, pay_fen={}),),
        (group(),),
    )
    assert "balance_workload" in agree(record, tiny_pack()).weighed


# --- cells --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("clubs", "seated"), [(True, 1), (False, 0)])
def test_a_class_is_split_only_where_there_is_a_club_to_walk_to(clubs: bool, seated: int) -> None:
    # One seat for a class of two. Where a club is offered (banned here, so it never meets) one may
    # stay in care; without any club the class sits together or not at all.
    kind = ("new_lesson",)
    record = district(
        one_school((kid("C1", 2),), rooms=(room("R1", 1),)),
        (tiny_person("T1", pay_fen={}),),
        (group(), *((club(banned_kinds=kind),) if clubs else ())),
    )
    pack = tiny_pack((tiny_clause("ban_kinds", kinds=kind),))
    agree(record, pack)
    plans = [plan for plan, _ in Watched(record, pack).legal()]
    assert max(sum(m.class_counts["C1"] for m in p.meetings) for p in plans) == seated
