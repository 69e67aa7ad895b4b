"""Variables that decide nothing: how far some terms are short of a limit, or beyond it.

They are only bounded from below by their row, and cost something, so a level that is minimised
makes them exact. Equal questions share a variable.
"""

from collections.abc import Sequence
from typing import cast

from solver.model.context import Context, Terms


def short_of(ctx: Context, tag: str, terms: Terms, least: int) -> int | None:
    """Returns ``max(0, least - sum(terms))``, all terms counting up; ``None`` if it is 0."""
    if least <= 0:
        return None
    key = ("short_of", tuple(sorted(terms)), least)
    if key not in ctx.v.counted:
        var = ctx.v.counted[key] = ctx.rows.var((tag, len(ctx.v.counted)), 0, least)
        ctx.rows.add(tag, [*terms, (var, 1)], low=least)
    return ctx.v.counted[key]


def beyond(ctx: Context, tag: str, terms: Terms, most: int) -> int | None:
    """Returns ``max(0, sum(terms) - most)``; ``None`` if the terms cannot exceed ``most``."""
    largest = sum(c * (ctx.rows.upper if c > 0 else ctx.rows.lower)[v] for v, c in terms)
    if largest <= most:
        return None
    key = ("beyond", tuple(sorted(terms)), most)
    if key not in ctx.v.counted:
        var = ctx.v.counted[key] = ctx.rows.var((tag, len(ctx.v.counted)), 0, largest - most)
        ctx.rows.add(tag, [*terms, (var, -1)], high=most)
    return ctx.v.counted[key]


def largest(ctx: Context, tag: str, parts: Sequence[tuple[int, int]], least: int) -> int:
    """Returns ``max(least, var + constant)`` over all parts ``(var, constant)``."""
    key = ("largest", tuple(sorted(parts)), least)
    if key not in ctx.v.counted:
        most = max([least, *(ctx.rows.upper[v] + k for v, k in parts)])
        var = ctx.v.counted[key] = ctx.rows.var((tag, len(ctx.v.counted)), least, most)
        for v, k in parts:
            if ctx.rows.upper[v] + k > least:
                ctx.rows.add(tag, [(var, 1), (v, -1)], low=k)
    return ctx.v.counted[key]


def recounted(ctx: Context, point: Sequence[int]) -> list[int]:
    """Returns a point with what the functions above count as small as its terms allow.

    A solve that does not minimise them may leave them too large, and they are numbered: in the
    model of other people or dates the same number may be another question's.
    """
    tight = list(point)
    for key, var in ctx.v.counted.items():
        if key[0] in ("short_of", "beyond"):
            total = sum(tight[v] * c for v, c in cast("tuple[tuple[int, int], ...]", key[1]))
            limit = cast("int", key[2])
            tight[var] = max(0, limit - total if key[0] == "short_of" else total - limit)
        elif key[0] == "largest":
            parts = cast("tuple[tuple[int, int], ...]", key[1])
            tight[var] = max([cast("int", key[2]), *(tight[v] + k for v, k in parts)])
    for school_id, (terms, limit) in ctx.v.costs.items():
        # A draw is no more than its account is short of; other schools may use the rest.
        var = ctx.v.draw[school_id]
        short = sum(tight[v] * c for v, c in terms) - limit
        tight[var] = min(tight[var], max(0, short))
    return tight
