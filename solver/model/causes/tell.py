"""A judged need in the words of both languages."""

from solver.domain.messages.said import Message, Row, Value
from solver.model.causes.analysis import Judged
from solver.model.causes.blocks import ORDER, Block
from solver.model.causes.week import Cell
from solver.model.context import Context
from solver.model.shortages.types import when


def told(ctx: Context, need: Judged) -> tuple[str, dict[str, str], str, str]:
    """Returns the cause of a need: its code, figures, and words in Chinese and English.

    The code is that of the first limit, or of what counting found; limits that must be lifted too
    follow in the words.
    """
    first = need.first
    if first is None:
        message = _open(ctx, need)
        return message.key, message.flat(), message.said("zh"), message.said("en")
    if need.shortage is not None:
        finding = need.shortage.finding
        code, params = finding.code, dict(finding.params)
        zh, en = finding.text_zh, finding.text_en
    else:
        message = _message(ctx, need, first, need.amount)
        code, params = message.key, message.flat()
        zh, en = message.said("zh"), message.said("en")
    others = sorted(
        (b for b in need.way.blocks if b is not first), key=lambda b: ORDER.index(b.limit)
    )
    if others:
        params["also"] = ", ".join(b.limit for b in others)
        also = Message(
            "cause.also",
            {"others": Row(tuple(_message(ctx, need, b, b.amount) for b in others), "", " ")},
        )
        zh, en = zh + also.said("zh"), f"{en} {also.said('en')}"
    return code, params, zh, en


def no_time(ctx: Context, cell: Cell, students: int) -> tuple[str, dict[str, str], str, str]:
    """Returns the cause of a need at a school that no search had time for: it is not known."""
    message = Message("cause.no_time", _place(ctx, cell, students))
    return message.key, message.flat(), message.said("zh"), message.said("en")


def _message(ctx: Context, need: Judged, block: Block, amount: int | None) -> Message:
    return Message(
        f"cause.{block.limit}",
        {
            **_place(ctx, need.cell, need.students),
            "short": 1 if amount is None else amount,
            **block.params,
        },
    )


def _place(ctx: Context, cell: Cell, students: int) -> dict[str, Value]:
    class_id, t = cell
    view = ctx.view_of(t)
    return {
        "school": view.school.name,
        "class_name": view.classes[class_id].name,
        **when([view.periods[t]]),
        "students": students,
    }


def _open(ctx: Context, need: Judged) -> Message:
    """Says how a need could be served that the search did not get to."""
    change = need.way.change
    assert change is not None
    view = ctx.view_of(need.cell[1])
    params: dict[str, Value] = {
        **_place(ctx, need.cell, need.students),
        "activity": ctx.activity[change.activity_id].title,
    }
    if change.joins:
        return Message("cause.search_join", params)
    rooms = {r.id: r.name for r in view.school.rooms}
    params["person"] = Row(tuple(ctx.staff[w].name for w in change.staff_ids))
    params["room"] = rooms.get(change.room_id or "", "-")
    return Message("cause.search", params)
