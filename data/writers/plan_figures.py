"""Each figure that a clause asks for beside the plan's own, as a table."""

from data.writers.clause_figures import item, measured, place_of, required
from data.writers.plan_rules import clause_states
from data.writers.tables import Kind, Table, Value, table
from data.writers.view import PlanView


def figures(view: PlanView) -> Table:
    """Returns one row per figure: required, reached, how far apart, and where."""
    words = view.words
    verdict = view.plan.verdict
    said = {c.clause_id: c for c in verdict.clauses} if verdict else {}
    states = clause_states(view)
    rows: list[tuple[Value, ...]] = []
    shown: list[str] = []
    for clause in view.pack.clauses:
        known = said.get(clause.id)
        for f in known.figures if known else ():
            room = f.found - f.required if f.sense == "least" else f.required - f.found
            shown.append(states[clause.id])
            rows.append(
                (
                    clause.id,
                    item(words, clause, f),
                    words.word("state", states[clause.id]),
                    required(words, f),
                    measured(words, f.found, f.unit),
                    words.amount(room, "min" if f.unit == "clock" else f.unit),
                    place_of(view, f),
                    f.places,
                    f.short,
                )
            )
    columns: dict[str, Kind] = {
        "clause": "text",
        "item": "source",
        "state": "state",
        "required": "text",
        "value": "text",
        "margin": "text",
        "tightest": "long",
        "places": "count",
        "places_short": "count",
    }
    note = words("figures_note") if rows else ""
    return table(view, "figures", columns, rows, tuple(shown), note)
