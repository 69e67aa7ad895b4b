"""The certificate: every clause with its figures, what it concerns, made without the solver."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl

from data.documents.document import Request
from data.documents.filings import certificate_papers
from data.documents.months import months_of
from data.readers import read_pack
from data.synthetic.shipped import example
from data.writers import write_district, write_plan
from data.writers.view import PlanView
from solver.plan import Plan, digest, plan_digest
from solver.verify import with_verdict
from tests.factories import changed

MAKE = """
import sys
for name in ("ortools", "numpy", "pandas"):
    sys.modules[name] = None
from api.cli import main
done = main(["report", sys.argv[1], sys.argv[2], "--documents", "certificate", "-o", sys.argv[3]])
assert not [m for m in sys.modules if m.startswith(("solver.model", "solver.search"))]
raise SystemExit(done)
"""


def rows(path: Path) -> list[tuple[Any, ...]]:
    (sheet, *_) = openpyxl.load_workbook(path).worksheets
    return list(sheet.iter_rows(values_only=True))


def test_the_check_makes_it_alone_from_a_plan_without_verdict(tmp_path: Path) -> None:
    district, plan = example("qiaocheng")
    pack = read_pack("qiaocheng")
    write_district(district, tmp_path / "d.json")
    write_plan(changed(plan, verdict=None), tmp_path / "p.json")
    done = subprocess.run(
        [sys.executable, "-c", MAKE, *(str(tmp_path / n) for n in ("d.json", "p.json", "out"))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = rows(tmp_path / "out" / "certificate.xlsx")
    table = {r[0]: r for r in said}
    for clause in pack.clauses:
        _, document, section, rule, *_, compared, how = table[clause.id]
        assert str(document).startswith(clause.document) and section == clause.section
        assert rule == clause.zh and (compared or how)
    assert pack.doc_no in str(table["QC-2b"][1])
    # Two hours, and the ten minutes before them that count as a break.
    assert "不少于 120 分钟，方案 130 分钟" in str(table["QC-2b"][6])
    text = "\n".join(str(v) for r in said for v in r if v)
    assert all(x in text for x in (digest(district), digest(pack), plan_digest(plan)))


def told(plan: Plan) -> list[tuple[object, ...]]:
    """Returns the rows about meetings concerned."""
    district, _ = example("qiaocheng")
    pack = read_pack("qiaocheng")
    view = PlanView(district, pack, with_verdict(district, pack, plan), "zh")
    _, *concerned = certificate_papers(Request(view, months_of(district.term)))
    return [tuple(r) for paper in concerned for t in paper.tables for r in t.rows]


def test_the_meetings_that_break_a_clause_are_listed() -> None:
    _, plan = example("qiaocheng")
    assert told(plan) == []
    m = next(m for m in plan.meetings if m.component == "guidance")
    nobody = changed(
        plan, meetings=tuple(changed(x, staff_ids=()) if x is m else x for x in plan.meetings)
    )
    found = told(nobody)
    weekday = "周一周二周三周四周五"[2 * m.weekday - 2 : 2 * m.weekday]
    assert any(weekday in r for r in found), found
