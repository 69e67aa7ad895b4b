"""Each figure of a clause, changed a little: a clause's cases must notice."""

from collections.abc import Iterator
from typing import Any

from solver.policy import Clause
from solver.policy.pack import Value
from solver.policy.vocabulary import PARAMETERS
from solver.verify import check, recompute
from tests.factories import changed, good_plan, tiny_pack, with_claims
from tests.solver.clauses.kit import Case, clauses_of

OTHER_WORD = {
    "1+1+N": "2+N",
    "2+N": "1+1+N",
    "may": "must_on_application",
    "must_on_application": "may",
    "basic": "special",
    "special": "basic",
}


def mutations(clause: Clause) -> Iterator[tuple[str, Clause]]:
    """Yields the clause with one figure changed, and what was changed."""
    known = PARAMETERS.get(str(clause.family), {})
    for i, parameter in enumerate(clause.parameters):
        for value in _others(parameter.value, known[parameter.name].low):
            kept = list(clause.parameters)
            if value is None:
                del kept[i]
            else:
                kept[i] = changed(parameter, value=value)
            said = "away" if value is None else str(value)
            yield f"{parameter.name}={said}", clause.model_copy(update={"parameters": tuple(kept)})


def _others(value: Value, low: int) -> Iterator[Value | None]:
    if isinstance(value, bool):
        yield None if value else True
    elif isinstance(value, int):
        yield value + 1
        if value > low:
            yield value - 1
    elif isinstance(value, str):
        yield OTHER_WORD.get(value, "other")
    else:
        listed: Any = value
        for i in range(len(listed)):
            yield listed[:i] + listed[i + 1 :] or None


def outcome(clauses: tuple[Clause, ...], case: Case) -> object:
    """Returns everything that the check says of a case: breaches, and what wishes count."""
    pack = tiny_pack(clauses)
    plan = case.plan or good_plan(case.record, pack)
    plan = with_claims(case.record, pack, plan) if case.honest else plan
    verdict = check(case.record, pack, plan)
    found = recompute(case.record, pack, plan)
    return (
        sorted((v.clause_id, v.code, v.subject, v.amount) for v in verdict.violations),
        {t.family: t.value for t in found.terms},
    )


def notices(clause_id: str, changed_clause: Clause, case: Case) -> bool:
    """Tells whether a case comes out otherwise under a changed clause."""
    first, *rest = clauses_of(clause_id, case)
    assert first.id == changed_clause.id
    return outcome((first, *rest), case) != outcome((changed_clause, *rest), case)
