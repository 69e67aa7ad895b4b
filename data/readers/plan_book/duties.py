"""The rows of a plan's duties as they stand after people have edited them."""

from collections.abc import Iterable, Mapping
from typing import Any

from data.readers.plan_book.cells import Row
from data.readers.plan_book.meetings import Known
from solver.plan.types import Duty

CELLS: Mapping[str, tuple[str, ...]] = {
    "on_duty": ("staff_ids",),
    "from_date": ("from_date",),
    "to_date": ("to_date",),
    "except_dates": ("except_dates",),
    "post": ("post_id",),
}
"""Columns that may be edited, with the fields that they fill."""
Posts = Mapping[str, tuple[str, int]]
"""School and weekday of every post that the workbook was written with."""


def read_duty(row: Row, known: Known, base: Duty | None, posts: Posts) -> Duty | None:
    """Returns the duty of a row; ``None`` if nobody stands there or something is wrong with it."""
    now: dict[str, Any] = {} if base is None else base.model_dump()
    post_id = row.said("post")
    if row.is_changed("post") or base is None:
        if row.is_blank("post"):
            row.add("post", "missing")
        elif post_id not in posts:
            row.add("post", "unknown_post", value=post_id, examples=", ".join(list(posts)[:6]))
        else:
            now["post_id"] = post_id
            now["school_id"], now["weekday"] = posts[post_id]
    if row.is_changed("on_duty") or base is None:
        people = () if row.is_blank("on_duty") else row.value("on_duty", now.get("school_id"), ())
        if len(set(people)) < len(people):
            row.add("on_duty", "person_twice", value=row.said("on_duty"))
        now["staff_ids"] = tuple(people)
    if row.is_wrong() or not now["staff_ids"]:
        return None
    term = known.district.term
    for key, day in (("from_date", term.first_day), ("to_date", term.last_day)):
        if row.is_changed(key) or base is None:
            now[key] = day if row.is_blank(key) else row.value(key, None)
    if row.is_changed("except_dates") or base is None:
        now["except_dates"] = () if row.is_blank("except_dates") else row.dates("except_dates")
    if row.is_wrong():
        return None
    if now["to_date"] < now["from_date"]:
        row.add("to_date", "range_backwards", first=now["from_date"], last=now["to_date"])
        return None
    if base is None:
        now["id"] = known.fresh(f"{now['post_id']}-new")
    return Duty.model_validate(now)


def edited_cells(row: Row, now: Duty, base: Duty) -> Iterable[str]:
    """Yields the columns of a row whose cells mean something else than they did."""
    for key, names in CELLS.items():
        if row.is_changed(key) and any(getattr(now, n) != getattr(base, n) for n in names):
            yield key
