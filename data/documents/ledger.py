"""Income and expense of a term, and the ledger that each of its lines can be traced through."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from data.documents.document import Field, Paper, Request
from data.documents.postings import Posting, postings
from data.writers.plan_money import line_name
from data.writers.tables import Table, Value
from data.writers.words import class_hours, span, yuan
from solver.domain.school import School
from solver.plan.types import AccountLine, AccountStatement
from solver.policy.pay import PAY_LINES


def accounts_papers(request: Request) -> list[Paper]:
    """Returns each school's income and expense of the term, to be published to parents."""
    view = request.view
    papers = []
    for school in view.district.schools:
        statements = [a for a in view.plan.accounts if a.school_id == school.id]
        if not statements:
            continue
        students = sum(school.participants_term(c) for c in school.classes)
        papers.append(
            request.school_paper(
                school,
                "accounts_title",
                subtitle=f"{request.term}　{request.say('in_yuan')}",
                tables=tuple(_statement(request, a, students) for a in statements),
                notes=(request.say("planned_note"), request.say("accounts_note")),
                signatures=(request.say("sign_accountant"), request.say("sign_school")),
            )
        )
    return papers


def _statement(request: Request, a: AccountStatement, students: int) -> Table:
    view = request.view
    rows: list[tuple[Value, ...]] = [(request.say("opening"), a.opening_fen, "", "")]
    states = ["opening"]
    for is_income, heading in ((True, "income"), (False, "expense")):
        lines = [line for line in a.lines if _is_income(line) == is_income]
        for line in lines:
            each = abs(line.amount_fen) // students if students else ""
            rows.append((line_name(view, line.kind), line.amount_fen, each, line.note))
            states.append("line")
        rows.append((request.say(f"sum_{heading}"), sum(x.amount_fen for x in lines), "", ""))
        states.append("closing")
    rows.append((request.say("closing"), a.closing_fen, "", ""))
    states.append("closing")
    if a.refund_fen:
        rows.append((request.say("refund"), a.refund_fen, "", request.say("refund_note")))
        states.append("refund")
    if a.missing_fen:
        rows.append((request.say("missing"), a.missing_fen, "", ""))
        states.append("missing")
    return request.table(
        "accounts",
        {"line": "text", "yuan": "money", "per_student": "money", "remark": "long"},
        rows,
        states,
        title=view.words.word("account", a.account),
    )


def _is_income(line: AccountLine) -> bool:
    """Tells whether a line stands under income; what is not charged lessens the fees."""
    return line.amount_fen > 0 or line.kind == "fee_reductions"


def ledger_papers(request: Request) -> list[Paper]:
    """Returns each school's ledger: every sum by month with the record that it comes from."""
    by_school: dict[str, list[Posting]] = defaultdict(list)
    for posting in postings(request.view):
        by_school[posting.school_id].append(posting)
    papers = []
    for school in request.view.district.schools:
        found = by_school[school.id]
        statements = [a for a in request.view.plan.accounts if a.school_id == school.id]
        if not found and not statements:
            continue
        papers.append(
            request.school_paper(
                school,
                "ledger_title",
                subtitle=f"{request.term}　{request.say('in_yuan')}",
                fields=_shares(request, statements),
                tables=tuple(_account_ledger(request, school, a, found) for a in statements),
                notes=(request.say("planned_note"), request.say("voucher_note")),
                signatures=(request.say("sign_accountant"), request.say("sign_school")),
            )
        )
    return papers


def _shares(request: Request, statements: Iterable[AccountStatement]) -> tuple[Field, ...]:
    """Says how much of the spending goes to people (QC-5.1a prints no figure)."""
    spent = people = 0
    for a in statements:
        for line in a.lines:
            if not _is_income(line) and a.account == "basic":
                spent -= line.amount_fen
                people -= line.amount_fen if line.kind in PAY_LINES else 0
    share = f"{100 * people / spent:.1f}%" if spent else "–"
    return (Field(request.say("people_share"), share),)


def _account_ledger(
    request: Request, school: School, statement: AccountStatement, found: list[Posting]
) -> Table:
    rows: list[tuple[Value, ...]] = []
    states: list[str] = []
    balance = statement.opening_fen
    rows.append(("", request.say("opening"), "", "", statement.opening_fen, balance, ""))
    states.append("opening")
    for month, said, kind, basis, amount in _entries(request, found, statement.account):
        balance += amount
        rows.append((month, kind, said, basis, amount, balance, ""))
        states.append("line")
    rows.append(("", request.say("closing"), "", "", "", balance, ""))
    states.append("closing")
    return request.table(
        "ledger",
        {
            "month": "text",
            "category": "text",
            "about": "long",
            "basis": "main",
            "yuan": "money",
            "balance": "money",
            "voucher": "text",
        },
        rows,
        states,
        title=request.view.words.word("account", statement.account),
    )


def _entries(
    request: Request, found: list[Posting], account: str
) -> list[tuple[str, str, str, str, int]]:
    """Returns month, about, category, basis and sum; funding first, then month by month."""
    view = request.view
    fixed, dated = [], []
    for p in found:
        if p.account != account:
            continue
        if not p.dates:
            fixed.append(("", _about(request, p), line_name(view, p.kind), basis(request, p),
                          p.amount_fen))  # fmt: skip
            continue
        by_month: dict[str, list[date]] = defaultdict(list)
        for day in p.dates:
            by_month[f"{day.year}-{day.month:02d}"].append(day)
        for month, days in by_month.items():
            dated.append(
                (month, _about(request, p), line_name(view, p.kind),
                 basis(request, p, tuple(days)), p.each_fen * len(days))
            )  # fmt: skip
    dated.sort(key=lambda e: (e[0], e[2], e[1], e[3]))
    return [*fixed, *dated]


def _about(request: Request, p: Posting) -> str:
    view = request.view
    if p.staff_id:
        return view.person(p.staff_id)
    if p.kind == "fee_reductions":
        return view.words.word("group", p.about)
    if p.event is not None and p.event.meeting is not None:
        return view.activity(p.event.meeting.activity_id)
    return view.activity(p.about) if p.about in view.activities else p.about


def basis(request: Request, p: Posting, days: tuple[date, ...] = ()) -> str:
    """Says what a sum is counted from: rate, class-hours and dates, or a record of funding."""
    if p.event is None:
        if p.count:
            return request.say("basis_students", rate=yuan(p.rate_fen), count=p.count)
        return request.say("basis_record")
    m = p.event.meeting
    what = request.view.activity(m.activity_id) if m else request.say("duty")
    when = f"{request.view.weekday(p.event.weekday)} {span(p.event.start_min, p.event.end_min)}"
    listed = request.view.words.listed([f"{d.month}-{d.day}" for d in days])
    if p.ch:
        return request.say(
            "basis_pay", what=what, when=when, rate=yuan(p.rate_fen),
            hours=class_hours(p.ch), count=len(days), dates=listed,
        )  # fmt: skip
    return request.say(
        "basis_price", what=what, when=when, rate=yuan(p.rate_fen), count=len(days), dates=listed
    )
