"""Papers of providers: the chain of approval with dates, evidence and expiry; evaluation; exit."""

from datetime import date

from data.documents.document import Request
from data.documents.months import months_of
from data.documents.partners import agreement_papers, evaluation_papers, register_papers
from data.readers import read_pack
from data.writers.view import PlanView
from solver.domain import District
from solver.domain.people import ApprovalStep, Evaluation, ProviderStatus
from tests.factories import good_plan, tiny_district, tiny_provider


def request(record: District, pack_id: str = "qiaocheng") -> Request:
    pack = read_pack(pack_id)
    view = PlanView(record, pack, good_plan(record, pack), "zh")
    return Request(view, months_of(record.term))


def record_of(**provider: object) -> District:
    return tiny_district(providers=(tiny_provider(**provider),))


def test_each_step_of_the_chain_stands_with_dates_and_evidence_or_as_missing() -> None:
    steps = (
        ApprovalStep(
            code="district_shortlist", granted_on=date(2026, 1, 5),
            valid_to=date(2026, 7, 31), evidence="谯教〔2026〕3 号",
        ),
        ApprovalStep(code="city_approve", granted_on=date(2026, 1, 9)),
    )  # fmt: skip
    (paper,) = register_papers(request(record_of(approvals=steps)))
    (table,) = paper.tables
    # Step, school ("all" where none is named), granted, valid to, evidence.
    said = [row[2:] for row in table.rows]
    assert [row[2:] for row in said] == [
        ("2026-01-05", "2026-07-31", "谯教〔2026〕3 号"),
        ("2026-01-09", "", ""),
        ("没有记录", "", ""),
    ]
    assert len({row[0] for row in said}) == 3


def test_evaluations_and_states_are_on_record() -> None:
    record = record_of(
        evaluations=(
            Evaluation(on=date(2026, 3, 20), score=58, decision="退出"),
            Evaluation(on=date(2026, 1, 15), score=81, decision="继续合作"),
        ),
        statuses=(
            ProviderStatus(status="suspended", from_date=date(2026, 3, 4)),
            ProviderStatus(status="exited", from_date=date(2026, 3, 20), ground="考核不合格"),
        ),
    )
    (paper,) = evaluation_papers(request(record))
    evaluations, states = paper.tables
    assert [row[1:4] for row in evaluations.rows] == [
        ("2026-01-15", 81, "继续合作"),
        ("2026-03-20", 58, "退出"),
    ]
    assert [row[1:4] for row in states.rows] == [
        ("暂停", "2026-03-04", ""),
        ("退出", "2026-03-20", "考核不合格"),
    ]


def test_an_agreement_with_a_school_has_parties_dates_and_price() -> None:
    (paper,) = agreement_papers(request(record_of()))
    ((provider, _school, parties, *rest),) = paper.tables[0].rows
    assert (provider, parties) == ("Robot House", "学校、机构、家长")
    # Signed, valid to, filed, yuan per meeting, what is taught at the school in the plan.
    assert rest == ["2026-01-15", "2026-03-27", "是", "600.00", "Robots"]
