"""Which documents there are, what packs call them, and which clauses ask for them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.documents.coverage import coverage_papers, district_papers, lunch_papers
from data.documents.document import Paper, Report, Request
from data.documents.fees import board_papers, consumables_papers, fee_list_papers
from data.documents.filings import (
    appraisal_papers,
    certificate_papers,
    deviation_papers,
    plan_papers,
)
from data.documents.ledger import accounts_papers, ledger_papers
from data.documents.lending import lending_papers
from data.documents.logs import (
    archive_papers,
    complaint_papers,
    duty_log_papers,
    meal_log_papers,
    safety_papers,
    training_papers,
)
from data.documents.monthly import monthly_papers
from data.documents.names import MADE
from data.documents.offers import (
    application_papers,
    catalogue_papers,
    guide_papers,
    notice_papers,
    survey_papers,
)
from data.documents.partners import (
    agreement_papers,
    contract_papers,
    evaluation_papers,
    register_papers,
    vetting_papers,
)
from data.documents.pay import external_papers, participation_papers, teacher_papers
from solver.policy.pack import Clause, PolicyPack

REPORTS: tuple[Report, ...] = (
    Report("certificate", certificate_papers, always=True),
    Report("deviations", deviation_papers, always=True),
    Report("school_plan", plan_papers, always=True),
    Report("parent_notice", notice_papers, always=True),
    Report("service_guide", guide_papers),
    Report("service_catalogue", catalogue_papers),
    Report("demand_survey", survey_papers),
    Report("application_sheet", application_papers),
    Report("monthly_summary", monthly_papers),
    Report("district_summary", district_papers, always=True),
    Report("coverage", coverage_papers, always=True),
    Report("lunch_provision", lunch_papers),
    Report("fee_board", board_papers, always=True),
    Report("fee_list", fee_list_papers),
    Report("consumables", consumables_papers),
    Report("term_accounts", accounts_papers, always=True),
    Report("fund_ledger", ledger_papers, always=True),
    Report("teacher_pay", teacher_papers, always=True),
    Report("external_pay", external_papers, always=True),
    Report("participation", participation_papers, always=True),
    Report("lending_balance", lending_papers, always=True),
    Report("contracts", contract_papers, always=True),
    Report("provider_register", register_papers, always=True),
    Report("provider_evaluation", evaluation_papers, always=True),
    Report("service_agreement", agreement_papers),
    Report("content_vetting", vetting_papers),
    Report("duty_log", duty_log_papers, always=True),
    Report("meal_log", meal_log_papers),
    Report("safety_file", safety_papers),
    Report("training", training_papers),
    Report("activity_archive", archive_papers),
    Report("complaints", complaint_papers),
    Report("appraisal", appraisal_papers),
)
"""In the order of the index."""


@dataclass(frozen=True)
class Document:
    """A document that was made: its papers, and the clauses that ask for it."""

    report: Report
    title: str
    papers: tuple[Paper, ...]
    clauses: tuple[str, ...]

    @property
    def key(self) -> str:
        """Name of its files."""
        return self.report.key


def names_in(clause: Clause) -> tuple[str, ...]:
    """Returns what a clause names as serving it, in Chinese."""
    return tuple(re.split("；", clause.served_by.partition(" / ")[0]))


def asking(pack: PolicyPack, report: Report) -> tuple[str, ...]:
    """Returns the clauses of a pack that ask for a document."""
    return tuple(c.id for c in pack.clauses if any(MADE.get(n) == report.key for n in names_in(c)))


def reports_for(pack: PolicyPack, only: Sequence[str] = ()) -> tuple[Report, ...]:
    """Returns the documents to make: those named, or those asked for and those always made.

    Raises
    ------
    KeyError
        If a name is not known.
    """
    known = {r.key: r for r in REPORTS}
    if only:
        return tuple(known[key] for key in dict.fromkeys(only))
    return tuple(r for r in REPORTS if r.always or asking(pack, r))


def made(request: Request, reports: Iterable[Report]) -> tuple[Document, ...]:
    """Makes documents; one without any paper is left out."""
    found = []
    for report in reports:
        papers = tuple(report.build(request))
        if papers:
            title = request.say(f"title_{report.key}")
            found.append(Document(report, title, papers, asking(request.view.pack, report)))
    return tuple(found)
