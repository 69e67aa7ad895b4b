"""Searches of the same rows tell each other their best point."""

import multiprocessing

from solver.model.context import Context
from solver.search.board import Board
from solver.search.budget import Budget
from solver.search.levels import NAMES, values
from solver.search.school import SchoolSearch
from tests.factories import tiny_class, tiny_person
from tests.solver.model.helpers import district, group, hours, model_of, one_school


def test_the_best_point_stays() -> None:
    board = Board(3, 2)
    assert board.better_than(None) is None
    board.put((1, 5), (7, 8, 9))
    board.put((1, 6), (0, 0, 0))  # worse in the second level
    assert board.better_than(None) == [7, 8, 9]
    assert board.better_than((1, 6)) == [7, 8, 9]
    assert board.better_than((1, 5)) is None
    board.put((0, 9), (1, 2, 3))  # the first level comes first
    assert board.better_than((1, 0)) == [1, 2, 3]


def test_a_forked_search_writes_on_the_same_board() -> None:
    board = Board(2, 1)
    child = multiprocessing.get_context("fork").Process(target=board.put, args=((4,), (1, 2)))
    child.start()
    child.join()
    assert board.better_than((5,)) == [1, 2]


def cared() -> Context:
    """Care of one class in one hour; nobody else may lead it."""
    school = one_school((tiny_class("C1", 10, "R1"),), hours("11"))
    people = (tiny_person("T1", pay_fen={}),)
    return model_of(district(school, people, (group(),)), names_rooms=False)


def test_a_search_takes_over_what_another_one_found() -> None:
    ctx = cared()
    board = Board(len(ctx.rows.lower), len(NAMES))
    first = SchoolSearch(ctx, Budget(work=20), board=board)
    first.first()
    assert first.point is not None
    other = SchoolSearch(ctx, Budget(work=20), board=board)
    other.listen()
    assert other.point == first.point
    assert values(ctx, other.point) == (0,) * len(NAMES)
