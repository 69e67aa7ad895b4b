"""The rows as a CP-SAT model, built in bulk through its proto."""

from collections.abc import Mapping, Sequence

from ortools.sat.python import cp_model

from solver.model.rows import NO_LIMIT, Objective, Rows

_INT_MIN, _INT_MAX = -(1 << 62), 1 << 62


def as_cpsat(
    rows: Rows,
    objective: Objective | None = None,
    fixed: Mapping[int, int] | None = None,
    hint: Sequence[int] | None = None,
    caps: Sequence[tuple[Objective, int]] = (),
    floor: int | None = None,
) -> cp_model.CpModel:
    """Returns the CP-SAT model of rows.

    Parameters
    ----------
    rows : Rows
        The rule rows.
    objective : Objective, optional
        What to minimise.
    fixed : mapping of int to int, optional
        Variables that are fixed in this solve.
    hint : sequence of int, optional
        A value for every variable.
    caps : sequence of (Objective, int)
        Levels before: each objective stays at most at its value.
    floor : int, optional
        A valid lower bound of the objective: a solve that meets it is proved at once.
    """
    model = cp_model.CpModel()
    _add_variables(model, rows, fixed or {})
    _add_rows(model, rows)
    proto = model.proto
    for earlier, limit in caps:
        linear = proto.constraints.add().linear
        linear.vars.extend(earlier.terms.keys())
        linear.coeffs.extend(earlier.terms.values())
        linear.domain.extend([_INT_MIN, limit - earlier.constant])
    if objective is not None and objective.terms:
        proto.objective.vars.extend(objective.terms.keys())
        proto.objective.coeffs.extend(objective.terms.values())
        proto.objective.offset = float(objective.constant)
        if floor is not None:
            linear = proto.constraints.add().linear
            linear.vars.extend(objective.terms.keys())
            linear.coeffs.extend(objective.terms.values())
            linear.domain.extend([floor - objective.constant, _INT_MAX])
    if hint is not None:
        proto.solution_hint.vars.extend(range(len(hint)))
        proto.solution_hint.values.extend(hint)
    return model


def _add_variables(model: cp_model.CpModel, rows: Rows, fixed: Mapping[int, int]) -> None:
    variables = model.proto.variables
    for i, (low, high) in enumerate(zip(rows.lower, rows.upper, strict=True)):
        variable = variables.add()
        if rows.lp_only_var[i]:
            variable.domain.extend([0, 0])
        elif i in fixed:
            variable.domain.extend([fixed[i], fixed[i]])
        else:
            variable.domain.extend([low, high])


def _add_rows(model: cp_model.CpModel, rows: Rows) -> None:
    constraints = model.proto.constraints
    is_bool = [lo >= 0 and hi <= 1 for lo, hi in zip(rows.lower, rows.upper, strict=True)]
    for low, high, variables, coefs, _tag, lp_only in rows.rows:
        if lp_only:
            continue
        constraint = constraints.add()
        plain = all(c == 1 for c in coefs) and all(is_bool[v] for v in variables)
        if plain and low == high == 1:
            constraint.exactly_one.literals.extend(variables)
        elif plain and high == 1 and low <= 0:
            constraint.at_most_one.literals.extend(variables)
        else:
            linear = constraint.linear
            linear.vars.extend(variables)
            linear.coeffs.extend(coefs)
            linear.domain.extend(
                [_INT_MIN if low <= -NO_LIMIT else low, _INT_MAX if high >= NO_LIMIT else high]
            )
