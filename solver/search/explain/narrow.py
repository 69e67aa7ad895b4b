"""From everything that could be otherwise to the few changes that matter.

A change that cures by itself cures together with any others, so groups are halved: a group that
does not cure holds no cure.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from solver.search.explain.change import Change, World

Cured = Callable[[World], bool]


def all_of(world: World, changes: Sequence[Change]) -> World:
    """Returns a world with several changes, each of what the ones before left."""
    for change in changes:
        world = change.apply(world)
    return world


def singles(world: World, changes: Sequence[Change], cured: Cured, most: int) -> list[Change]:
    """Returns the changes that cure by themselves, in order, at most so many."""
    if not changes or most <= 0 or not _tried(all_of(world, changes), cured):
        return []
    if len(changes) == 1:
        return [_least(world, changes[0], cured)]
    half = len(changes) // 2
    found = singles(world, changes[:half], cured, most)
    return found + singles(world, changes[half:], cured, most - len(found))


def core(world: World, changes: Sequence[Change], cured: Cured) -> tuple[World, list[Change], bool]:
    """Gives way to as many changes as leave the clash; the others belong to it.

    Returns
    -------
    tuple
        The world in which the others hold, the changes that were not given way to, and whether
        every change could be judged.
    """
    if not changes:
        return world, [], True
    try:
        given = all_of(world, changes)
        if not cured(given):
            return given, [], True
    except (ValueError, KeyError):
        if len(changes) == 1:
            return world, [], False
    if len(changes) == 1:
        return world, list(changes), True
    half = len(changes) // 2
    world, first, judged = core(world, changes[:half], cured)
    world, second, too = core(world, changes[half:], cured)
    return world, [*first, *second], judged and too


def _least(world: World, change: Change, cured: Cured) -> Change:
    """Returns the smallest change of a figure that still cures; it may be made larger again."""
    if change.sized is None:
        return change
    bad, best, at = change.sized
    good = best
    while abs(good - bad) > 1:
        middle = (bad + good) // 2
        if _tried(at(middle).apply(world), cured):
            good = middle
        else:
            bad = middle
    return replace(at(good), sized=(good, best, at))


def _tried(world: World, cured: Cured) -> bool:
    try:
        return cured(world)
    except (ValueError, KeyError):
        return False  # changes that make no district together
