"""Every sheet of the workbook, in its order; records come before what belongs to them."""

from data.readers.workbook.sheets_money import MONEY_SHEETS
from data.readers.workbook.sheets_offer import OFFER_SHEETS
from data.readers.workbook.sheets_people import PEOPLE_SHEETS
from data.readers.workbook.sheets_school import SCHOOL_SHEETS
from data.readers.workbook.spec import Sheet, Variant, column
from solver.domain.district import District
from solver.domain.term import Closure, MakeUpDay, Phase, Season

_RECIPE = ("travel", "recipe")

DISTRICT = Sheet(
    key="district",
    parent="district",
    form=True,
    variants=(Variant("district", District, ()),),
    columns=(
        column("id", "id"),
        column("name", "text"),
        column("policy_pack_id", "id"),
        column("term_id", "id", ("term", "id")),
        column("term_name", "text", ("term", "name")),
        column("first_day", "date", ("term", "first_day")),
        column("last_day", "date", ("term", "last_day")),
        column("margin_min", "int", ("travel", "margin_min")),
        column("schools_per_day", "int", ("travel", "schools_per_day")),
        column("recipe_by", "text", (*_RECIPE, "switched_on_by")),
        column("road_factor", "float", (*_RECIPE, "road_factor")),
        column("speed_kmh", "float", (*_RECIPE, "speed_kmh")),
        column("fixed_min", "int", (*_RECIPE, "fixed_min")),
        column("lending_by", "text", ("lending", "enabled_by")),
        column("lending_on", "date", ("lending", "enabled_on")),
        column("lending_within_area", "flag", ("lending", "within_area")),
        column("fund_name", "text", ("fund", "name")),
        column("fund_size", "money", ("fund", "size_fen")),
    ),
)

CALENDAR = Sheet(
    key="calendar",
    parent="term",
    variants=(
        Variant("closure", Closure, ("closures",)),
        Variant("make_up", MakeUpDay, ("make_up_days",)),
        Variant("phase", Phase, ("phases",), defines="phase"),
        Variant("season", Season, ("seasons",), defines="season"),
    ),
    columns=(
        column("kind", "word", group="calendar_kind"),
        column("id", "id", only=("phase", "season")),
        column("name", "text", only=("phase", "season")),
        column("first", "date", paths={"make_up": ("day",)}),
        column("last", "date", only=("closure", "phase", "season")),
        column("follows", "weekday", only=("make_up",)),
        column("off_work", "time", ("off_work_min",), only=("season",)),
        column("phase_kind", "word", ("kind",), group="phase_kind", only=("phase",)),
        column("reason", "text", only=("closure",)),
        column("school_ids", "ref", many=True, group="school", only=("closure",)),
    ),
)

SHEETS: tuple[Sheet, ...] = (
    DISTRICT,
    CALENDAR,
    *SCHOOL_SHEETS,
    *MONEY_SHEETS,
    *PEOPLE_SHEETS,
    *OFFER_SHEETS,
)


def sheet(key: str) -> Sheet:
    """Returns a sheet by its key."""
    return next(s for s in SHEETS if s.key == key)
