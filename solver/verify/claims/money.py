"""Claims about accounts: each line's kind and amount, sums, shortfall and refund."""

from collections import Counter, defaultdict

from solver.domain.messages import yuan
from solver.plan import AccountStatement, Violation
from solver.verify.accounts import statements
from solver.verify.context import Context
from solver.verify.report import Line, Word, claim


def check_accounts(ctx: Context) -> list[Violation]:
    """Checks every statement against the recount; lines of one kind are added up.

    Lines of nothing and statements of nothing may be there or not.
    """
    counted = {(a.school_id, a.account): a for a in statements(ctx)}
    told = Counter((a.school_id, a.account) for a in ctx.plan.accounts)
    found = []
    for school_id, account in counted:
        if not told[(school_id, account)]:
            found.append(
                claim(
                    "accounts",
                    "account_missing",
                    school=ctx.schools[school_id],
                    subject=account,
                    account=Word(account),
                )
            )
    for (school_id, account), times in told.items():
        if school_id not in ctx.schools:
            found.append(_unknown(school_id))
        elif times > 1:
            found.append(
                claim(
                    "accounts",
                    "account_twice",
                    school=ctx.schools[school_id],
                    subject=account,
                    amount=times - 1,
                    account=Word(account),
                )
            )
    for statement in ctx.plan.accounts:
        if statement.school_id in ctx.schools:
            empty = AccountStatement(
                school_id=statement.school_id,
                account=statement.account,
                opening_fen=0,
                lines=(),
                closing_fen=0,
            )
            key = (statement.school_id, statement.account)
            found += _compare(ctx, statement, counted.get(key, empty))
    return found


def _unknown(school_id: str) -> Violation:
    return claim("accounts", "unknown_id", subject=school_id, kind=Word("school"), value=school_id)


def _compare(ctx: Context, said: AccountStatement, true: AccountStatement) -> list[Violation]:
    pairs = [
        ("opening_fen", said.opening_fen, true.opening_fen),
        ("closing_fen", said.closing_fen, true.closing_fen),
        ("refund_fen", said.refund_fen, true.refund_fen),
    ]
    if said.missing_fen > true.missing_fen:  # less is `balance_accounts`
        pairs.append(("missing_fen", said.missing_fen, true.missing_fen))
    lines: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for i, statement in enumerate((said, true)):
        for line in statement.lines:
            lines[line.kind][i] += line.amount_fen
    pairs += [(kind, *amounts) for kind, amounts in lines.items()]  # type: ignore[misc]
    return [
        claim(
            "accounts",
            "account_line",
            school=ctx.schools[said.school_id],
            subject=f"{said.account}/{kind}",
            amount=abs(claimed - counted),
            unit="fen",
            account=Word(said.account),
            line=_line(ctx, kind),
            claimed=yuan(claimed),
            counted=yuan(counted),
        )
        for kind, claimed, counted in pairs
        if claimed != counted
    ]


def _line(ctx: Context, kind: str) -> Line:
    group, _, detail = kind.partition(":")
    if group == "provider" and detail in ctx.providers:
        detail = ctx.providers[detail].name
    return Line(group, detail)
