"""What parents pay and why: notice board, list of fees, consumables."""

from collections.abc import Iterator

from data.documents.document import Field, Paper, Request
from data.writers.tables import Value
from data.writers.words import yuan
from solver.domain.activity import Activity
from solver.domain.money import Funding
from solver.domain.school import School
from solver.policy.pack import Clause
from solver.policy.reductions import reduced


def basic_funding(school: School) -> Funding | None:
    """Returns the record of a school's basic account."""
    return next((f for f in school.funding if f.account == "basic"), None)


def special_activities(request: Request, school: School) -> list[Activity]:
    """Returns the special activities with a meeting at a school, by title."""
    ids = {m.activity_id for m in request.view.plan.meetings if m.school_id == school.id}
    found = [a for a in request.view.district.activities if a.id in ids]
    return sorted((a for a in found if a.service_type == "special"), key=lambda a: a.title)


def fee_rows(request: Request, school: School) -> Iterator[tuple[Value, ...]]:
    """Yields what a school charges: item, fee in fen, unit, whether published, on what basis."""
    for funding in school.funding:
        if funding.account == "special" or not funding.fee_fen:
            continue
        yield (
            request.view.words.word("account", funding.account),
            funding.fee_fen,
            request.say("per_term"),
            request.say("is_published" if funding.fee_published else "not_published"),
            funding.fee_approval_ref,
        )
    special = next((f for f in school.funding if f.account == "special"), None)
    published = special is not None and special.fee_published
    for activity in special_activities(request, school):
        if activity.fee_fen:
            yield (
                activity.title,
                activity.fee_fen,
                request.say("per_term"),
                request.say("is_published" if published else "not_published"),
                special.fee_approval_ref if special else "",
            )


def reductions(request: Request, school: School) -> str:
    """Says which students of a school pay less, without any name."""
    funding = basic_funding(school)
    said = [
        request.say(
            "reduction",
            group=request.view.words.word("group", r.group),
            pct=r.reduction_pct,
            count=r.count,
        )
        for r in (reduced(request.view.district.students, school, funding) if funding else ())
    ]
    return request.view.words.listed(said) or request.say("none")


def _fee_clauses(request: Request) -> list[Clause]:
    return [
        c for c in request.view.pack.clauses if c.family in ("cap_fees", "apply_fee_reductions")
    ]


def _cap_lines(request: Request) -> tuple[str, ...]:
    """Returns the clauses about fees in the project's own words, as the basis of a charge."""
    lang = request.view.lang
    return tuple(
        request.say("clause_line", id=c.id, document=c.document, section=c.section,
                    rule=c.zh if lang == "zh" else c.en)
        for c in _fee_clauses(request)
    )  # fmt: skip


_FEES = {"item": "text", "fee": "money", "unit": "text", "published": "text", "basis": "long"}


def board_papers(request: Request) -> list[Paper]:
    """Returns the notice board of each school: fees, basis, reductions, complaint phone."""
    papers = []
    for school in request.view.district.schools:
        rows = list(fee_rows(request, school))
        papers.append(
            request.school_paper(
                school,
                "board_title",
                fields=(
                    Field(request.say("reductions"), reductions(request, school)),
                    Field(request.say("voluntary_name"), request.say("voluntary")),
                    Field(request.say("complaint_phone")),
                    Field(request.say("posted_on")),
                ),
                tables=(request.table("fees", dict(_FEES), rows),),  # type: ignore[arg-type]
                notes=(request.say("unpublished_note"), *_cap_lines(request)),
                signatures=(request.say("sign_school"),),
            )
        )
    return papers


def fee_list_papers(request: Request) -> list[Paper]:
    """Returns the district's list of fees with their approval, for the government's list."""
    rows = [
        (school.name, *row)
        for school in request.view.district.schools
        for row in fee_rows(request, school)
    ]
    table = request.table("fee_list", {"school": "text", **_FEES}, rows)  # type: ignore[dict-item]
    return [
        Paper(
            name=request.view.district.name[:20],
            title=request.say("title_fee_list"),
            subtitle=request.term,
            tables=(table,),
            notes=_cap_lines(request),
            signatures=(request.say("sign_checked"),),
        )
    ]


def consumables_papers(request: Request) -> list[Paper]:
    """Returns what each special activity needs and costs beside its fee (HF-3.2.3d)."""
    papers = []
    for school in request.view.district.schools:
        rows: list[tuple[Value, ...]] = []
        for activity in special_activities(request, school):
            provider = request.view.providers.get(activity.provider_id or "")
            rows.append(
                (
                    activity.title,
                    provider.name if provider else "",
                    activity.consumables_standard,
                    activity.consumables_fen,
                    "",
                )
            )
        if rows:
            papers.append(
                request.school_paper(
                    school,
                    "consumables_title",
                    tables=(
                        request.table(
                            "consumables",
                            {
                                "item": "text",
                                "provider": "text",
                                "standard": "long",
                                "consumables": "money",
                                "bought_by": "text",
                            },
                            rows,
                        ),
                    ),
                    notes=(request.say("consumables_note", least=yuan(0)),),
                    signatures=(request.say("sign_school"),),
                )
            )
    return papers
