"""Lending between schools: what each gives and receives, person by person, and who pays."""

from data.documents.document import Field, Paper, Request
from data.writers.lending import (
    BALANCE_COLUMNS,
    LENT_COLUMNS,
    balance_rows,
    lent_rows,
)
from data.writers.tables import Value
from solver.domain.pins import LendingSwitch


def lending_papers(request: Request) -> list[Paper]:
    """Returns the balance of lending; none where no plan of the district could lend anybody."""
    view = request.view
    balance, rows = balance_rows(view), lent_rows(view)
    if not rows and not any(p.lendable_to and p.home_school_id for p in view.district.staff):
        return []
    fields = [Field(request.say("lending_allowed_by"), _allowed_by(request, view.district.lending))]
    for school in view.district.schools:
        for name in ("max_lent_days", "max_received_days"):
            limit = getattr(school, name)
            if limit is not None:
                said = request.say(f"lending_{name}", limit=limit)
                fields.append(Field(school.name, said))
    return [
        Paper(
            name=view.district.name[:20],
            title=request.say("title_lending_balance"),
            subtitle=f"{request.term}　{request.say('in_yuan')}",
            fields=tuple(fields),
            tables=(
                request.table(
                    "lending_balance",
                    BALANCE_COLUMNS,
                    [*balance, *_total(request, balance, 1, len(BALANCE_COLUMNS))],
                    [*["line"] * len(balance), "closing"],
                ),
                request.table(
                    "lent_people",
                    LENT_COLUMNS,
                    [*rows, *_total(request, rows, 3, len(LENT_COLUMNS), without=4)],
                    [*["line"] * len(rows), "closing"],
                ),
            ),
            notes=(request.say("lending_note"), request.say("planned_note")),
            signatures=(request.say("sign_filled"), request.say("sign_checked")),
        )
    ]


def _allowed_by(request: Request, switch: LendingSwitch | None) -> str:
    """Says which clauses allow lending, or who switched it on."""
    clauses = [
        c for c in request.view.pack.of_family("lend_within_area") if c.get("allowed") is True
    ]
    if clauses:
        return request.view.words.listed([f"{c.document} {c.section} ({c.id})" for c in clauses])
    if switch is None:
        return request.say("lending_nobody")
    return request.say("lending_planner", by=switch.enabled_by, on=switch.enabled_on)


def _total(
    request: Request,
    rows: list[tuple[Value, ...]],
    first: int,
    columns: int,
    without: int | None = None,
) -> list[tuple[Value, ...]]:
    """Returns the row of sums, from a column on; none where there is nothing to add up."""
    if not rows:
        return []
    sums: list[Value] = [
        "" if i == without else sum(int(row[i]) for row in rows) for i in range(first, columns)
    ]
    return [(request.say("total"), *[""] * (first - 1), *sums)]
