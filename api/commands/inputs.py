"""Reading what the user names, with every finding in the user's words."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from api.commands.answers import BadInputError, note
from api.commands.paths import system_reason
from api.commands.refusals import finding_lines, marked_line, note_lines
from api.texts import Texts

if TYPE_CHECKING:
    from data.readers.plan_book.edits import EditedPlan
    from solver.domain import District, InputFinding, Pin
    from solver.domain.changes import ChangeRequest
    from solver.plan import Plan
    from solver.policy.pack import PolicyPack

Read = TypeVar("Read")


def read_district(
    path: Path, texts: Texts, *, needs_pack: bool = False, mark: bool = True
) -> "District":
    """Reads a district from JSON or a workbook, and says what is worth knowing of it.

    Parameters
    ----------
    needs_pack
        Whether the policy pack that it names will be used, so that it must be a shipped one.
    mark
        Whether a refused workbook gets a copy beside it in which its errors are marked.
    """
    from data.readers import pack_ids
    from data.readers import read_district as reader

    packs = pack_ids() if needs_pack else None
    notes: list[InputFinding] = []
    try:
        return _read(lambda file: reader(file, packs, notes), path, texts, mark)
    finally:
        for line in note_lines(notes, texts):
            note(line)


def read_edited_plan(
    path: Path, district: "District", texts: Texts, mark: bool = True
) -> "EditedPlan":
    """Reads a plan of a district, from JSON or from its workbook."""
    from data.readers import read_edited_plan as reader

    return _read(lambda file: reader(file, district), path, texts, mark)


def read_pins(
    path: Path, district: "District", texts: Texts, mark: bool = True
) -> "tuple[Pin, ...]":
    """Reads decisions that a person fixed about a district."""
    from data.readers import read_pins as reader

    notes: list[InputFinding] = []
    pins = _read(lambda file: reader(file, district, notes), path, texts, mark)
    for line in note_lines(notes, texts):
        note(line)
    return pins


def read_change(path: Path, district: "District", texts: Texts) -> "ChangeRequest":
    """Reads what happens after a plan was published, and refuses what the district has not."""
    from data.readers import read_change as reader

    return _read(lambda file: reader(file, district), path, texts)


def read_pack(asked: str, texts: Texts) -> "PolicyPack":
    """Reads a shipped policy pack by its id, or a pack of one's own by the path of its file."""
    from data.readers import pack_ids
    from data.readers import read_pack as reader

    if asked.lower().endswith(".toml"):
        return _read(reader, Path(asked), texts)
    known = pack_ids()
    if asked not in known:
        words = {"pack": asked, "known": texts("comma").join(known)}
        raise BadInputError([texts.said("input.unknown_pack", words)])
    return reader(asked)


def ready_to_plan(
    district: "District", pack: "PolicyPack", source: Path, texts: Texts, mark: bool = True
) -> None:
    """Refuses a district that lacks what its policy needs, naming everything that is missing."""
    from solver.policy.requirements import missing_inputs

    missing = missing_inputs(district, pack)
    if missing:
        from data.readers import located

        raise _refusal(located(source, missing), source, texts, mark)


@contextmanager
def telling(source: Path, texts: Texts) -> Iterator[None]:
    """Lets what is refused inside be told in the user's words; ``source`` is what was asked."""
    from solver.domain.errors import InputErrors

    try:
        yield
    except InputErrors as refused:
        raise _refusal(refused.errors, source, texts, mark=False) from refused


def same_district(district: "District", plan: "Plan", texts: Texts) -> None:
    """Refuses a plan that was made for another district."""
    if plan.district_id != district.id:
        raise BadInputError([texts("other_district", plan=plan.district_id, district=district.id)])


def _read(reader: Callable[[Path], Read], path: Path, texts: Texts, mark: bool = False) -> Read:
    from solver.domain.errors import InputErrors

    try:
        return reader(path)
    except InputErrors as refused:
        raise _refusal(refused.errors, path, texts, mark) from refused
    except OSError as error:
        reason = system_reason(error, texts)
        raise BadInputError([texts("unreadable", path=path, reason=reason)]) from error


def _refusal(
    findings: "Sequence[InputFinding]", source: Path, texts: Texts, mark: bool
) -> BadInputError:
    lines = [texts("refused", path=source, count=len(findings)), *finding_lines(findings, texts)]
    errors = [
        {**finding.model_dump(mode="json"), "message": texts.said(finding.code, finding.params)}
        for finding in findings
    ]
    if len(errors) == 1 and source.name in errors[0]["message"]:
        lines = [errors[0]["message"]]  # about the file as a whole, which it names itself
    marked = marked_line(source, findings, texts) if mark else None
    if marked is not None:
        lines.append(marked)
    return BadInputError(lines, errors)
