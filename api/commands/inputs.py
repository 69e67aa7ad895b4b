"""Reading what the user names, with every finding in the user's words."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from api.commands.answers import BadInputError
from api.texts import Texts

if TYPE_CHECKING:
    from solver.domain import District, InputFinding, Pin
    from solver.plan import Plan
    from solver.policy.pack import PolicyPack

Read = TypeVar("Read")


def read_district(path: Path, texts: Texts) -> "District":
    """Reads a district from JSON or a workbook."""
    from data.readers import read_district as reader

    return _read(reader, path, texts)


def read_plan(path: Path, texts: Texts) -> "Plan":
    """Reads a plan."""
    from data.readers import read_plan as reader

    return _read(reader, path, texts)


def read_pins(path: Path, texts: Texts) -> "tuple[Pin, ...]":
    """Reads decisions that a person fixed."""
    from data.readers import read_pins as reader

    return tuple(_read(reader, path, texts))


def read_pack(pack_id: str, texts: Texts) -> "PolicyPack":
    """Reads a shipped policy pack by its id."""
    from data.readers import pack_ids
    from data.readers import read_pack as reader

    known = pack_ids()
    if pack_id not in known:
        raise BadInputError([texts("unknown_pack", pack=pack_id, known=", ".join(known))])
    return reader(pack_id)


def ready_to_plan(district: "District", pack: "PolicyPack", source: Path, texts: Texts) -> None:
    """Refuses a district that lacks what its policy needs, naming everything that is missing."""
    from solver.policy.requirements import missing_inputs

    missing = missing_inputs(district, pack)
    if missing:
        raise _refusal(missing, source, texts)


def same_district(district: "District", plan: "Plan", texts: Texts) -> None:
    """Refuses a plan that was made for another district."""
    if plan.district_id != district.id:
        raise BadInputError([texts("other_district", plan=plan.district_id, district=district.id)])


def output_file(path: Path, texts: Texts) -> Path:
    """Makes sure that a file can be written before the work that fills it begins."""
    if path.is_dir():
        raise BadInputError([texts("is_folder", path=path)])
    output_folder(path.parent, texts)
    if path.exists() and not os.access(path, os.W_OK):
        raise BadInputError([texts("cannot_write", path=path)])
    return path


def output_folder(path: Path, texts: Texts) -> Path:
    """Makes sure that a folder exists and can be written to."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInputError([texts("cannot_write", path=path)]) from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise BadInputError([texts("cannot_write", path=path)])
    return path


def _read(reader: Callable[[Path], Read], path: Path, texts: Texts) -> Read:
    from solver.domain.errors import InputErrors

    if not path.is_file():
        raise BadInputError([texts("no_such_file", path=path)])
    try:
        return reader(path)
    except InputErrors as refused:
        raise _refusal(refused.errors, path, texts) from refused
    except (OSError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise BadInputError([texts("unreadable", path=path, reason=reason)]) from error


def _refusal(findings: "Sequence[InputFinding]", source: object, texts: Texts) -> BadInputError:
    lines = [texts("refused", path=source, count=len(findings))]
    errors = []
    for finding in findings:
        message = texts.said(finding.code, finding.params)
        lines.append(texts("finding", where=finding.where, message=message))
        errors.append({**finding.model_dump(mode="json"), "message": message})
    return BadInputError(lines, errors)
