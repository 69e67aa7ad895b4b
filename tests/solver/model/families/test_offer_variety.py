"""``offer_variety``: kinds that could be offered and do not run, and titles that are too few."""

from typing import Any

import pytest

from solver.domain import District
from solver.model.context import Context
from solver.model.families.offer_variety import allowance
from tests.factories import changed, tiny_clause, with_activity, with_room
from tests.solver.model.helpers import guarded, least, model_of, pack_of
from tests.solver.model.wish_cases import titles_of_three, varied

POINTS = 30


def asks(clause_id: str = "T-1", **parameters: Any) -> Any:
    return tiny_clause("offer_variety", clause_id, strength="encouraged", **parameters)


def titles(share: int) -> Any:
    return asks(when="urban_schools", min_extension_titles=2, urban_share_pct=share)


def none_of(ctx: Context, *activity_ids: str) -> dict[int, int]:
    """Returns what fixes activities to no meeting."""
    v = ctx.v
    keyed = (*v.sections.items(), *v.group.items())
    return {var: 0 for (a, *_rest), var in keyed if a in activity_ids}


@pytest.mark.parametrize(
    ("fields", "idle", "missing"),
    [
        # One hour: homework, or one or both of the clubs (science and arts) beside nothing.
        (("science",), (), 0),
        (("science",), ("a",), 1),
        (("science", "arts"), (), 0),
        (("homework", "science", "arts"), (), 1),
        (("homework", "science", "arts"), ("guidance", "p"), 2),
        # Nothing of the field film could be offered; tutoring could, though nobody can lead it.
        (("film",), (), 0),
        (("tutoring",), (), 1),
    ],
)
def test_fields_that_do_not_run(
    fields: tuple[str, ...], idle: tuple[str, ...], missing: int
) -> None:
    ctx = model_of(varied(), pack_of(asks(fields=fields)))
    assert least(ctx, "encouraged", none_of(ctx, *idle)) == POINTS * missing


def test_fee_and_stage_say_what_counts() -> None:
    # Tutoring costs a yuan: free of charge nobody could offer it.
    free = pack_of(asks(fields=("tutoring",), free_of_charge=True))
    assert least(model_of(varied(), free), "encouraged") == 0
    cheaper = with_activity(varied(), "never", fee_fen=0)
    assert least(model_of(cheaper, free), "encouraged") == POINTS
    # A primary school has no junior grades to offer it to.
    junior = pack_of(asks(fields=("tutoring",), stages=("junior",)))
    assert least(model_of(cheaper, junior), "encouraged") == 0


@pytest.mark.parametrize(("idle", "titles"), [((), 0), (("a",), 1), (("p",), 1), (("a", "p"), 2)])
def test_clubs_of_the_school_and_of_a_provider(idle: tuple[str, ...], titles: int) -> None:
    ctx = model_of(guarded(varied()), pack_of(asks(origins=("school", "provider"))))
    assert least(ctx, "encouraged", none_of(ctx, *idle)) == POINTS * titles


def test_a_source_that_the_school_does_not_have_is_no_loss() -> None:
    own = tuple(a for a in varied().activities if a.provider_id is None)
    record = changed(varied(), activities=own, choice_counts=varied().choice_counts[:1])
    ctx = model_of(record, pack_of(asks(origins=("school", "provider"))))
    assert least(ctx, "encouraged") == 0


def test_outings() -> None:
    pack = pack_of(asks(off_campus=True))
    ctx = model_of(varied(), pack)
    assert least(ctx, "encouraged") == 0
    # R2 is the room outside.
    outside = {v: 0 for (*_key, room), v in ctx.v.section_room.items() if room == "R2"}
    outside |= {v: 0 for (*_key, room), v in ctx.v.group_room.items() if room == "R2"}
    assert outside
    assert least(ctx, "encouraged", outside) == POINTS
    # A room that is not safe, or none at all: the school could not go out.
    for change in ({"safety_passed": False}, {"off_campus": False}):
        assert least(model_of(with_room(varied(), "R2", **change), pack), "encouraged") == 0


def test_a_class_at_home_outside_the_school_is_an_outing() -> None:
    record = with_room(with_room(varied(), "R2", off_campus=False), "R1", off_campus=True)
    ctx = model_of(record, pack_of(asks(off_campus=True)))
    guided = {v: 1 for key, v in ctx.v.group.items() if key[0] == "guidance"}
    assert least(ctx, "encouraged", guided) == 0


# S1 can have both titles (two teachers), S2 one of them (a), S3 is not urban.
@pytest.mark.parametrize(
    ("share", "idle", "missing"),
    [
        # Both urban schools count: S2 lacks b.
        (100, (), 1),
        (80, (), 1),
        # One of the two: the better one.
        (50, (), 0),
        (50, ("b",), 1),
        (100, ("b",), 2),
        (50, ("a", "b"), 2),
        (100, ("a", "b"), 4),
    ],
)
def test_titles_at_a_share_of_the_urban_schools(
    share: int, idle: tuple[str, ...], missing: int
) -> None:
    ctx = model_of(titles_of_three(), pack_of(titles(share)))
    assert least(ctx, "encouraged", none_of(ctx, *idle)) == POINTS * missing


@pytest.mark.parametrize(("share", "most"), [(100, 0), (80, 0), (51, 0), (50, 60), (0, 120)])
def test_schools_apart_add_up_to_no_more_than_the_allowance(share: int, most: int) -> None:
    # ceil(share * 2 / 100) of two schools count; each that is left out may lack two titles.
    record, pack = titles_of_three(), pack_of(titles(share))
    assert allowance(model_of(record, pack).policy) == most
    apart = sum(
        least(model_of(record, pack, school_ids=(s.id,)), "encouraged") for s in record.schools
    )
    assert apart == POINTS
    assert apart - most <= least(model_of(record, pack), "encouraged")


def test_two_activities_of_one_title_are_one() -> None:
    record: District = titles_of_three()
    same = tuple(changed(a, title="Club") for a in record.activities)
    ctx = model_of(changed(record, activities=same), pack_of(titles(100)))
    # One title at each of the two: one short each.
    assert least(ctx, "encouraged") == 2 * POINTS
