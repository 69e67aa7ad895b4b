"""Counting a thing once per check, however many rules ask for it."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from solver.verify.context import Context

ResultT = TypeVar("ResultT")


def once(count: Callable[[Context], ResultT]) -> Callable[[Context], ResultT]:
    """Returns the function with its result kept in the context."""

    @wraps(count)
    def kept(ctx: Context) -> ResultT:
        if count.__qualname__ not in ctx.results:
            ctx.results[count.__qualname__] = count(ctx)
        result: ResultT = ctx.results[count.__qualname__]  # type: ignore[assignment]
        return result

    return kept
