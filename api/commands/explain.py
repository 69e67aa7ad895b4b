"""``kehou explain``: why a district cannot be served, and what would help."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import typer

from api.commands.answers import Exit, note, say, say_json
from api.commands.inputs import read_district, read_pack, ready_to_plan
from api.commands.options import (
    DistrictArgument,
    JsonOption,
    LangOption,
    NoMarkedCopyOption,
    PolicyOption,
    SeedOption,
    TimeLimitOption,
    WorkersOption,
)
from api.commands.progress import ProgressDisplay
from api.commands.stopping import StoppableRun
from api.commands.words import shared
from api.texts import Texts

if TYPE_CHECKING:
    from solver.domain import District
    from solver.plan import Explanation, Issue, Money, Remedy

TIME_LIMIT_S = 60.0


def run(
    ctx: typer.Context,
    district: DistrictArgument,
    policy: PolicyOption = None,
    time_limit: TimeLimitOption = None,
    workers: WorkersOption = 2,
    seed: SeedOption = 0,
    json: JsonOption = False,
    no_marked_copy: NoMarkedCopyOption = False,
    lang: LangOption = None,
) -> int:
    """Says what is missing, which requirements clash, and the remedies with their price."""
    from api.cli import STARTED
    from solver import explain

    texts: Texts = ctx.obj
    mark = not no_marked_copy
    read = read_district(district, texts, needs_pack=policy is None, mark=mark)
    pack = read_pack(policy or read.policy_pack_id, texts)
    ready_to_plan(read, pack, district, texts, mark=mark)
    display = ProgressDisplay(texts, names={s.id: s.name for s in read.schools})
    stoppable: StoppableRun[Explanation] = StoppableRun(lambda: display.say(texts("stopping")))

    def answer() -> "Explanation":
        return explain(
            read,
            pack,
            time_limit_s=TIME_LIMIT_S if time_limit is None else time_limit,
            workers=workers,
            seed=seed,
            progress=display,
            should_stop=stoppable.should_stop,
            began=STARTED,
        )

    try:
        with display.shown():
            found = stoppable.run(answer)
    except KeyboardInterrupt:
        note(texts("given_up"))
        raise
    if json:
        say_json(record(found))
    else:
        show(found, read, texts)
    return Exit.INTERRUPTED if stoppable.should_stop() else Exit(found.exit_code)


def record(found: "Explanation") -> dict[str, Any]:
    """Returns the answer as the object that ``--json`` prints."""
    return {**asdict(found), "exit_code": found.exit_code}


def show(found: "Explanation", district: "District", texts: Texts) -> None:
    """Prints the answer in words."""
    # A plan is not written here, so none is promised.
    said = "explain_interrupted" if found.status == "interrupted" else f"status_{found.status}"
    say(texts(said))
    if found.money is not None:
        _money(found.money, district, texts)
    for number, issue in enumerate(found.issues, start=1):
        _issue(number, issue, texts)
    if found.status == "publishable" and not found.issues:
        say(texts("explain_nothing"))


def _money(money: "Money", district: "District", texts: Texts) -> None:
    words = shared(texts.lang)
    least, enough = (words.amount(n, "fen") for n in (money.at_least_fen, money.enough_fen))
    code = "exact" if money.exact else "range" if money.at_least_fen else "enough"
    say(texts(f"explain_money_{code}", least=least, enough=enough))
    names = {s.id: s.name for s in district.schools}
    for gap in money.gaps:
        say(
            texts(
                "explain_gap",
                school=names[gap.school_id],
                account=words.word("account", gap.account),
                missing=words.amount(gap.missing_fen, "fen"),
            )
        )
        _remedies(gap.remedies, texts)


def _issue(number: int, issue: "Issue", texts: Texts) -> None:
    said = issue.text_zh if texts.lang == "zh" else issue.text_en
    say(texts("explain_issue", number=number, said=said))
    if issue.requirements:
        say(texts("explain_clash" if issue.complete else "explain_clash_part"))
        for r in issue.requirements:
            checked = texts(f"explain_checked_{r.checked}" if r.alone else "explain_not_alone")
            words = r.text_zh if texts.lang == "zh" else r.text_en
            say(texts("explain_requirement", said=words, checked=checked))
    if issue.severity != "open":
        _remedies(issue.remedies, texts)


def _remedies(remedies: "tuple[Remedy, ...]", texts: Texts) -> None:
    say(texts("explain_remedies" if remedies else "explain_no_remedy"))
    words = shared(texts.lang)
    for r in remedies:
        marks = []
        if r.cost_fen is not None:
            payer = texts(f"explain_payer_{r.payer}")
            marks.append(texts("explain_cost", cost=words.amount(r.cost_fen, "fen"), payer=payer))
        if r.hours_ch and r.cost_fen is not None:
            hours, rate = words.amount(r.hours_ch, "ch"), r.cost_fen * 100 // r.hours_ch
            marks.append(texts("explain_hours", hours=hours, rate=words.amount(rate, "fen")))
        if not r.allowed:
            marks.append(texts("explain_forbidden", clause=r.clause_id or "-"))
        if r.left:
            unit = "fen" if r.unit == "fen" and r.cost_fen is not None else "minutes"
            left = (
                words.amount(r.left, "fen") if unit == "fen" else texts("explain_still", n=r.left)
            )
            marks.append(texts("explain_left", left=left))
        marks.append(texts(f"explain_checked_{r.checked}"))
        said = r.text_zh if texts.lang == "zh" else r.text_en
        say(texts("explain_remedy", said=said, marks=texts("explain_between").join(marks)))
