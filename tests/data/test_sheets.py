"""The declaration of the workbook covers the models, and its words lead to one thing only."""

from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest

from data.readers.plan_book.declared import PLAN_SHEETS
from data.readers.workbook.sheets import SHEETS, sheet
from data.readers.workbook.spec import Sheet
from data.readers.workbook.words import codes, heading, normal, sheet_name, word
from solver.domain import District, Entity
from solver.domain.messages import LANGUAGES, catalogue

NOT_IN_CELLS = {("District", "schema_version"), ("GridPin", "kind"), ("MeetingPin", "kind")}
NOT_IN_CELLS |= {("AbsencePin", "kind")}
LIMIT_OF_EXCEL = 31


def entities(model: type[Entity]) -> Iterator[tuple[type[Entity], str, Any]]:
    """Yields every field of every model that a district is made of."""
    for name, info in model.model_fields.items():
        yield model, name, info.annotation
        for inner in inside(info.annotation):
            yield from entities(inner)


def inside(annotation: Any) -> Iterator[type[Entity]]:
    if isinstance(annotation, type) and issubclass(annotation, Entity):
        yield annotation
    elif get_origin(annotation) in (Annotated, tuple, dict, Union, UnionType):
        for argument in get_args(annotation):
            yield from inside(argument)


def covered() -> set[tuple[str, str]]:
    """Returns model and field of every column, and of every list that a sheet fills."""
    found = set()
    for declared in SHEETS:
        for column in declared.columns:
            for variant in declared.variants:
                path = column.path_for(variant.code)
                if path is None or column.locates or declared.tells_kind(column):
                    continue
                model: Any = variant.model
                for step in path:
                    if declared.mapping or not isinstance(step, str):
                        break
                    if step in getattr(model, "model_fields", {}):
                        found.add((model.__name__, step))
                        inner = list(inside(model.model_fields[step].annotation))
                        model = inner[0] if inner else NoneType
        for variant in declared.variants:
            found.add((declared.parent, str(variant.into[0]) if variant.into else ""))
    return found


def test_every_field_of_every_model_has_a_place_in_the_workbook() -> None:
    have = covered()
    owners = {
        "District": "district", "Term": "term", "Travel": "travel", "School": "school",
        "Room": "room", "SchoolClass": "class", "Funding": "funding", "StaffMember": "person",
        "Provider": "provider", "Activity": "activity", "Student": "student",
    }  # fmt: skip
    missing = {
        (model.__name__, name)
        for model, name, _ in entities(District)
        if (model.__name__, name) not in have
        and (owners.get(model.__name__, ""), name) not in have
        and (model.__name__, name) not in NOT_IN_CELLS
    }
    assert not missing


@pytest.mark.parametrize("declared", SHEETS, ids=lambda s: s.key)
def test_headings_of_both_languages_name_one_column(declared: Sheet) -> None:
    meant: dict[str, str] = {}
    for column in declared.columns:
        for lang in LANGUAGES:
            said = normal(heading(declared, column, lang))
            assert meant.setdefault(said, column.key) == column.key
            assert not said.startswith(("备注", "remark", "note", "#"))


def test_sheet_names_are_unique_and_short() -> None:
    names = [sheet_name(s, lang) for s in SHEETS for lang in LANGUAGES]
    assert len({normal(n) for n in names}) == len(names)
    assert all(len(n) <= LIMIT_OF_EXCEL for n in names)


def test_words_of_a_vocabulary_mean_one_code() -> None:
    groups = {c.group for s in SHEETS for c in s.columns if c.kind == "word"}
    for group in groups:
        assert codes(group)
        meant: dict[str, str] = {}
        for code in codes(group):
            for said in (code, *(word(group, code, lang) for lang in LANGUAGES)):
                assert meant.setdefault(normal(said), code) == code, (group, said)


def test_vocabularies_are_those_of_the_models() -> None:
    for declared in SHEETS:
        for column in declared.columns:
            for variant in declared.variants:
                leaf = declared.leaf(column, variant)
                if leaf is None or column.kind != "word" or column.open:
                    continue
                assert set(leaf.codes) == set(codes(column.group)), (declared.key, column.key)


def test_lists_are_lists_and_only_they() -> None:
    for declared in SHEETS:
        for column in declared.columns:
            leaf = declared.any_leaf(column)
            if leaf is not None:
                assert leaf.many == column.many, (declared.key, column.key)


def test_ids_are_offered_from_their_sheets() -> None:
    groups = {c.group for s in SHEETS for c in s.columns if c.kind == "ref"}
    defined = {v.defines for s in SHEETS for v in s.variants}
    assert groups <= defined
    assert sheet("schools").variants[0].defines == "school"


def test_no_text_of_the_workbook_is_left_over() -> None:
    used = {f"col_{c.key}" for s in SHEETS for c in s.columns}
    used |= {f"col_{s.key}_{c.key}" for s in (*SHEETS, *PLAN_SHEETS) for c in s.columns}
    used |= {f"note_{c.key}" for s in SHEETS for c in s.columns}
    used |= {f"note_{s.key}_{c.key}" for s in SHEETS for c in s.columns}
    used |= {f"word_{c.group}_{x}" for s in SHEETS for c in s.columns for x in codes(c.group)}
    used |= {f"{part}_{s.key}" for part in ("sheet", "about") for s in SHEETS}
    for key in catalogue("zh"):
        area, _, name = key.partition(".")
        if area == "workbook" and name.startswith(("col_", "note_", "word_", "about_")):
            assert name in used


def test_literal_codes_are_found_behind_lists_and_options() -> None:
    assert codes("party") == ("school", "provider", "parent")
    assert codes("mode") == get_args(Literal["1+1+N", "2+N"])
