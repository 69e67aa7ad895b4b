"""What real schools do, from both kinds of file to a checked plan and its documents."""

from dataclasses import dataclass
from pathlib import Path

import openpyxl

from data.readers import read_district
from data.writers import export, write_district, write_district_workbook
from solver import check
from solver.domain import District
from solver.plan import Meeting, Plan
from solver.policy import PolicyPack
from solver.search.plan_term import plan_term
from tests.factories.packs import tiny_pack


@dataclass(frozen=True)
class Practised:
    """A plan that the check accepts, and what its documents say."""

    plan: Plan
    folder: Path

    def led(self, **wanted: object) -> list[Meeting]:
        """Returns the meetings whose fields have these values, by period and first class."""
        found = [
            m for m in self.plan.meetings if all(getattr(m, k) == v for k, v in wanted.items())
        ]
        return sorted(found, key=lambda m: (m.period_id, *m.class_counts))

    def sheet(self, name: str) -> str:
        """Returns what a sheet of the plan's workbook says, one row a line."""
        book = openpyxl.load_workbook(next(self.folder.glob("*.xlsx")), read_only=True)
        rows = book[name].iter_rows(values_only=True)
        return "\n".join(" | ".join(str(v) for v in row if v is not None) for row in rows)


def practised(folder: Path, record: District, *clauses: object, **changes: object) -> Practised:
    """Plans a district as its workbook reads; the JSON file has to read the same.

    The plan is checked by the verifier and its documents are written.
    """
    return _planned(folder, record, tiny_pack(tuple(clauses), **changes))  # type: ignore[arg-type]


def _planned(folder: Path, record: District, pack: PolicyPack) -> Practised:
    write_district(record, folder / "d.json")
    write_district_workbook(record, folder / "d.xlsx")
    read = read_district(folder / "d.xlsx")
    assert read == read_district(folder / "d.json") == record
    outcome = plan_term(read, pack, work_limit=20, workers=1, seed=3)
    assert outcome.plan is not None, outcome.findings
    verdict = check(read, pack, outcome.plan)
    assert verdict.ok, [(v.clause_id, v.code, v.subject) for v in verdict.violations]
    out = folder / "out"
    export(read, pack, outcome.plan, out, ("xlsx",))
    return Practised(outcome.plan, out)


def served(done: Practised) -> bool:
    """Tells whether nobody is left without a place and an adult."""
    return not done.plan.unmet and done.plan.levels[0].value == 0
