"""Who comes from outside: approval, agreements, evaluation, content, contracts of hire."""

from data.documents.document import Paper, Request
from data.writers.tables import Kind, Table, Value
from data.writers.words import yuan
from solver.domain.people import Provider
from solver.policy.pack import Clause


def _steps(request: Request) -> list[tuple[str, Clause]]:
    """Returns the steps of approval that the pack asks for, each with its clause."""
    found = []
    for clause in request.view.pack.of_family("require_provider_approval"):
        found += [(step, clause) for step in clause.words("steps")]
    return found


def _district(
    request: Request,
    key: str,
    *tables: Table,
    notes: tuple[str, ...] = (),
    signatures: tuple[str, ...] = (),
) -> list[Paper]:
    return [
        Paper(
            name=request.view.district.name[:20],
            title=request.say(f"title_{key}"),
            subtitle=request.term,
            tables=tables,
            notes=notes,
            signatures=signatures,
        )
    ]


def register_papers(request: Request) -> list[Paper]:
    """Returns every provider with its steps of approval, their dates and evidence."""
    rows: list[tuple[Value, ...]] = []
    for provider in request.view.district.providers:
        asked = [s for s, _ in _steps(request)]
        codes = list(dict.fromkeys([*asked, *(a.code for a in provider.approvals)]))
        for code in codes:
            granted = [a for a in provider.approvals if a.code == code]
            name = request.view.words.word("step", code)
            for step in granted:
                rows.append(
                    (
                        provider.name,
                        request.view.words.word("provider_kind", provider.kind),
                        name,
                        request.view.school(step.school_id),
                        step.granted_on.isoformat(),
                        request.plain(step.valid_to),
                        step.evidence,
                    )
                )
            if not granted:
                kind = request.view.words.word("provider_kind", provider.kind)
                rows.append((provider.name, kind, name, "", request.say("not_granted"), "", ""))
    if not rows:
        return []
    columns: dict[str, Kind] = {
        "provider": "text",
        "provider_kind": "text",
        "step": "text",
        "valid_for": "text",
        "granted_on": "text",
        "valid_to": "text",
        "evidence": "long",
    }
    signatures = (request.say("sign_filled"), request.say("sign_bureau"))
    return _district(
        request, "provider_register", request.table("register", columns, rows),
        signatures=signatures,
    )  # fmt: skip


def evaluation_papers(request: Request) -> list[Paper]:
    """Returns evaluations of providers, suspensions and exits with their grounds (QC-3.2f/g)."""
    view = request.view
    evaluations: list[tuple[Value, ...]] = []
    states: list[tuple[Value, ...]] = []
    for provider in view.district.providers:
        for e in sorted(provider.evaluations, key=lambda e: e.on):
            score = "" if e.score is None else e.score
            evaluations.append((provider.name, e.on.isoformat(), score, e.decision, ""))
        for s in sorted(provider.statuses, key=lambda s: s.from_date):
            status = view.words.word("provider_status", s.status)
            ground = view.words.word("ground", s.ground) if s.ground else ""
            states.append((provider.name, status, s.from_date.isoformat(), ground, ""))
    if not view.district.providers:
        return []
    grounds = [
        view.words.word("ground", g) for c in view.pack.clauses for g in c.words("exit_grounds")
    ]
    notes = (request.say("grounds_note", grounds=view.words.listed(grounds)),) if grounds else ()
    return _district(
        request,
        "provider_evaluation",
        request.table(
            "evaluation",
            {
                "provider": "text",
                "on": "text",
                "score": "text",
                "decision": "long",
                "evidence": "long",
            },
            evaluations,
        ),
        request.table(
            "status",
            {
                "provider": "text",
                "status": "text",
                "from": "text",
                "ground": "long",
                "evidence": "long",
            },
            states,
        ),
        notes=notes,
        signatures=(request.say("sign_filled"), request.say("sign_bureau")),
    )  # fmt: skip


def _taught(request: Request, provider: Provider, school_id: str) -> list[str]:
    """Returns the titles that a provider has at a school in the plan."""
    view = request.view
    return sorted(
        {
            view.activity(m.activity_id)
            for m in view.plan.meetings
            if m.school_id == school_id
            and m.activity_id in view.activities
            and view.activities[m.activity_id].provider_id == provider.id
        }
    )


def agreement_papers(request: Request) -> list[Paper]:
    """Returns the agreements with providers: parties, dates, price, what they teach."""
    view = request.view
    rows: list[tuple[Value, ...]] = []
    for provider in view.district.providers:
        for a in provider.agreements:
            rows.append(
                (
                    provider.name,
                    view.school(a.school_id),
                    view.words.listed([view.words.word("party", p) for p in a.parties]),
                    a.signed_on.isoformat(),
                    request.plain(a.valid_to),
                    request.say("yes" if a.filed else "no"),
                    yuan(provider.price_per_meeting_fen),
                    view.words.listed(_taught(request, provider, a.school_id)),
                )
            )
    columns: dict[str, Kind] = {
        "provider": "text",
        "school": "text",
        "parties": "text",
        "signed_on": "text",
        "valid_to": "text",
        "filed": "text",
        "price_per_meeting": "text",
        "taught": "long",
    }
    parties = sorted({p for c in view.pack.clauses for p in c.words("agreement_parties")})
    said = view.words.listed([view.words.word("party", p) for p in parties])
    notes = [request.say("agreement_note")]
    if parties:
        notes.insert(0, request.say("parties_note", parties=said))
    return _district(
        request,
        "service_agreement",
        request.table("agreements", columns, rows),
        notes=tuple(notes),
        signatures=(request.say("sign_school"), request.say("sign_provider")),
    )


def vetting_papers(request: Request) -> list[Paper]:
    """Returns which activities of providers were vetted, by whom and when (QC-3.2h)."""
    view = request.view
    used = {m.activity_id for m in view.plan.meetings}
    rows: list[tuple[Value, ...]] = [
        (
            view.providers[a.provider_id].name,
            a.title,
            view.words.word("field", a.field),
            request.say("yes" if a.is_academic else "no"),
            request.plain(a.vetted_on) or request.say("not_vetted"),
            a.vetted_by,
            request.say("yes" if a.id in used else "no"),
        )
        for a in view.district.activities
        if a.provider_id in view.providers and a.provider_id is not None
    ]
    columns: dict[str, Kind] = {
        "provider": "text",
        "content": "text",
        "field": "text",
        "academic": "text",
        "vetted_on": "text",
        "vetted_by": "text",
        "in_plan": "text",
    }
    if not rows:
        return []
    return _district(
        request,
        "content_vetting",
        request.table("vetting", columns, rows),
        signatures=(request.say("sign_checked"), request.say("sign_school")),
    )


def contract_papers(request: Request) -> list[Paper]:
    """Returns the people hired or volunteering: papers, contract, rate (HB-3.5c, XY-11b)."""
    view = request.view
    rows: list[tuple[Value, ...]] = []
    for p in view.district.staff:
        if p.role not in ("external", "volunteer"):
            continue
        papers = [
            f"{q.kind} {q.number}".strip() + (f"（{q.valid_to}）" if q.valid_to else "")
            for q in p.qualifications
        ]
        kinds = view.words
        rate = [f"{kinds.word('service_type', k)} {yuan(v)}" for k, v in sorted(p.pay_fen.items())]
        rows.append(
            (
                p.name,
                kinds.word("role", p.role),
                kinds.word("external_kind", p.external_kind) if p.external_kind else "",
                kinds.listed(papers),
                request.plain(p.vetted_on),
                request.plain(p.contract_from),
                request.plain(p.contract_to),
                kinds.listed(rate),
                request.say("yes" if view.events.of_person.get(p.id) else "no"),
            )
        )
    if not rows:
        return []
    columns: dict[str, Kind] = {
        "name": "text",
        "role": "text",
        "external_kind": "text",
        "certificates": "long",
        "vetted": "text",
        "contract_from": "text",
        "contract_to": "text",
        "rate_said": "text",
        "in_plan": "text",
    }
    return _district(
        request,
        "contracts",
        request.table("contracts", columns, rows),
        notes=(request.say("contracts_note"),),
        signatures=(request.say("sign_school"),),
    )
