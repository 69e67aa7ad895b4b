"""How a sheet is declared: its rows' records, where they belong, and one column per field."""

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from data.readers.workbook.fields import Leaf, leaf_of
from solver.domain.base import Entity

Path = tuple[str | int, ...]
Kind = Literal[
    "id",
    "text",
    "ref",
    "word",
    "flag",
    "int",
    "percent",
    "float",
    "grade",
    "weekday",
    "time",
    "date",
    "money",
    "hours",
]


@dataclass(frozen=True)
class Column:
    """A column (or a row of a form) and the field it fills.

    Attributes
    ----------
    key : str
        Its name in the catalogue (``workbook.col_<sheet>_<key>`` or ``workbook.col_<key>``).
    kind : str
        What a cell holds.
    path : tuple
        Field of the record, with steps into parts of it.
    many : bool
        Whether a cell lists several items.
    group : str
        The kind of record a ``ref`` names, the vocabulary of a ``word``, or ``passed`` for a
        ``flag`` that may also say 合格.
    only : tuple of str
        The variants that have the field; empty means all.
    paths : mapping
        Other paths for some variants.
    locates : bool
        Whether it names the record that the row belongs to, instead of filling a field.
    none_word : bool
        Whether a word stands for "without limit" because blank already means the default.
    open : bool
        Whether words outside the vocabulary are taken as they stand.
    """

    key: str
    kind: Kind
    path: Path
    many: bool = False
    group: str = ""
    only: tuple[str, ...] = ()
    paths: MappingProxyType[str, Path] = field(default_factory=lambda: MappingProxyType({}))
    locates: bool = False
    none_word: bool = False
    open: bool = False

    def path_for(self, variant: str) -> Path | None:
        """Returns the field it fills in a row of a variant; ``None`` if it fills none."""
        if self.only and variant not in self.only:
            return None
        return self.paths.get(variant, self.path)


@dataclass(frozen=True)
class Variant:
    """A kind of row: its model, the list it goes to, and the kind of id it defines, if any."""

    code: str
    model: type[Entity]
    into: Path
    defines: str = ""


@dataclass(frozen=True)
class Sheet:
    """A sheet: a list of records, or a form with one record.

    Attributes
    ----------
    parent : str
        The kind of record that its rows belong to; ``district`` is the root.
    variants : tuple of Variant
        More than one: a column ``kind`` tells them apart.
    mapping : bool
        Rows are key and value of a mapping instead of records.
    """

    key: str
    parent: str
    variants: tuple[Variant, ...]
    columns: tuple[Column, ...]
    form: bool = False
    mapping: bool = False

    @property
    def has_kinds(self) -> bool:
        """Tells whether a column says which kind of row each row is."""
        return len(self.variants) > 1

    @property
    def kind_column(self) -> Column:
        """The column that says which kind of row each row is."""
        return next(c for c in self.columns if c.key == "kind")

    def tells_kind(self, column: Column) -> bool:
        """Tells whether a column says which kind of row each row is."""
        return self.has_kinds and column.key == "kind"

    def leaf(self, column: Column, variant: Variant) -> Leaf | None:
        """Returns what the model says of the field that a column fills."""
        path = column.path_for(variant.code)
        if path is None or column.locates or self.mapping or self.tells_kind(column):
            return None
        return leaf_of(variant.model, path)

    def any_leaf(self, column: Column) -> Leaf | None:
        """Returns what the first model that has a column's field says of it."""
        return next(
            (leaf for variant in self.variants if (leaf := self.leaf(column, variant))), None
        )

    def required(self, column: Column) -> bool:
        """Tells whether every row must fill a column."""
        if column.locates or self.mapping or self.tells_kind(column):
            return True
        leaves = [self.leaf(column, variant) for variant in self.variants]
        return all(leaf is not None and leaf.required for leaf in leaves)


def column(key: str, kind: Kind, path: Path = (), **more: object) -> Column:
    """Returns a column; its field is its key unless ``path`` says otherwise."""
    paths = more.pop("paths", {})
    assert isinstance(paths, dict)
    return Column(key, kind, path or (key,), paths=MappingProxyType(paths), **more)  # type: ignore[arg-type]


def of(key: str, group: str) -> Column:
    """Returns a column that names the record a row belongs to."""
    return Column(key, "ref", (key,), group=group, locates=True)
