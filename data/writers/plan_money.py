"""Accounts of a plan line by line, and who or what it never used, as tables."""

from data.writers.tables import Kind, Table, Value, table
from data.writers.view import PlanView


def line_name(view: PlanView, kind: str) -> str:
    """Returns the name of an account line, e.g. of ``provider:<id>``."""
    group, _, detail = kind.partition(":")
    name = view.words.word("line", group)
    if not detail:
        return name
    if group == "provider" and detail in view.providers:
        detail = view.providers[detail].name
    elif group == "running":
        detail = view.words.word("spending", detail)
    return view.words("line_detail", name=name, detail=detail)


def accounts(view: PlanView, school_id: str | None = None) -> Table:
    """Returns every account: opening, lines, closing, what is missing or to be refunded."""
    words = view.words
    rows: list[tuple[Value, ...]] = []
    states: list[str] = []
    for statement in view.plan.accounts:
        if school_id not in (None, statement.school_id):
            continue
        lines = [("opening", words("line_opening"), statement.opening_fen, "")]
        lines += [
            ("line", line_name(view, line.kind), line.amount_fen, line.note)
            for line in statement.lines
        ]
        lines.append(("closing", words("line_closing"), statement.closing_fen, ""))
        if statement.account == "special" or statement.refund_fen:
            note = words("refund_note") if statement.refund_fen else ""
            lines.append(("refund", words("line_refund"), statement.refund_fen, note))
        short = "missing" if statement.missing_fen else "line"
        lines.append((short, words("line_missing"), statement.missing_fen, ""))
        for state, name, amount, note in lines:
            states.append(state)
            account = words.word("account", statement.account)
            rows.append((view.school(statement.school_id), account, name, amount, note))
    columns: dict[str, Kind] = {
        "school": "text",
        "account": "text",
        "line": "text",
        "yuan": "money",
        "remark": "long",
    }
    return table(view, "accounts", columns, rows, tuple(states))


def totals(view: PlanView) -> Table:
    """Returns the accounts one to a row: what came in, what went out, what is left or missing."""
    rows: list[tuple[Value, ...]] = []
    for statement in view.plan.accounts:
        amounts = [line.amount_fen for line in statement.lines]
        rows.append(
            (
                view.school(statement.school_id),
                view.words.word("account", statement.account),
                statement.opening_fen,
                sum(a for a in amounts if a > 0),
                -sum(a for a in amounts if a < 0),
                statement.closing_fen,
                statement.refund_fen,
                statement.missing_fen,
            )
        )
    columns: dict[str, Kind] = {
        "school": "text",
        "account": "text",
        "opening": "money",
        "income": "money",
        "cost": "money",
        "closing": "money",
        "refund": "money",
        "missing": "money",
    }
    states = ["missing" if a.missing_fen else "" for a in view.plan.accounts]
    return table(view, "totals", columns, rows, tuple(states))


def unused(view: PlanView) -> Table:
    """Returns the people, providers, rooms and activities never used, each with the reason."""
    rows: list[tuple[Value, ...]] = []
    for resource in view.plan.unused:
        rows.append(
            (
                view.words.word("resource", resource.kind),
                resource.id,
                view.subject(resource.id),
                view.school(resource.school_id) if resource.school_id else "",
                view.words.rule(resource.clause_id),
                view.words.said(
                    resource.reason, resource.params, resource.text_zh, resource.text_en
                ),
            )
        )
    columns: dict[str, Kind] = {
        "kind": "text",
        "id": "text",
        "name": "text",
        "school": "text",
        "clause": "text",
        "reason": "main",
    }
    return table(view, "unused", columns, rows)
