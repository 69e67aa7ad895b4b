"""The plan as pages that need nothing but a browser: no script, no outside resource."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from data.writers import lending, plan_duties, plan_figures, plan_money, plan_rules, plan_tables
from data.writers.calendars import calendar_files
from data.writers.door_sheets import Sheet, class_sheets, room_sheets, staff_sheets
from data.writers.json_files import write_whole
from data.writers.overview import facts, provenance, status_sentence
from data.writers.plan_weather import miss_table, wet_table
from data.writers.shortage_page import heat_map
from data.writers.tables import shares_of
from data.writers.timetables import COMPONENTS, room_agendas, staff_agendas
from data.writers.view import PlanView
from data.writers.weeks import school_weeks
from data.writers.wet_weather import wet_periods
from data.writers.words import class_hours, share_said, yuan
from solver.domain.school import School

_TEMPLATES = Path(__file__).parent.parent / "templates"


def write_pages(view: PlanView, out: Path, with_calendars: bool = False) -> list[Path]:
    """Writes the district's pages and four per school; returns them, the index first.

    Parameters
    ----------
    with_calendars : bool
        Whether people's pages link to their calendars.
    """
    schools = view.district.schools
    files = [f"school-{number:03d}" for number in range(1, len(schools) + 1)]
    calendars = calendar_files(view) if with_calendars else {}
    written = []

    def write(name: str, content: str) -> None:
        write_whole(out / name, content.encode())
        written.append(out / name)

    write("index.html", _index(view, files))
    write("compliance.html", _compliance(view))
    write("duties.html", _duties(view))
    write("shortage.html", _shortage(view))
    write("weather.html", _weather(view))
    for file, school in zip(files, schools, strict=True):
        write(f"{file}.html", _school(view, school, file))
        write(
            f"{file}-classes.html",
            _sheets(view, school, file, "classes", class_sheets(view, school)),
        )
        people = staff_sheets(view, school, calendars)
        write(f"{file}-staff.html", _sheets(view, school, file, "staff", people))
        write(f"{file}-rooms.html", _sheets(view, school, file, "rooms", room_sheets(view, school)))
    return written


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _render(view: PlanView, template: str, title: str, **content: object) -> str:
    css = Markup((_TEMPLATES / "style.css").read_text(encoding="utf-8"))
    return (
        _environment()
        .get_template(f"{template}.html.jinja")
        .render(
            title=title,
            page=template,
            words=view.words,
            yuan=yuan,
            class_hours=class_hours,
            share_said=share_said,
            css=css,
            shares=shares_of,
            footer=provenance(view),
            status=status_sentence(view),
            **content,
        )
    )


def _index(view: PlanView, files: list[str]) -> str:
    words = view.words
    schools = []
    for name, school in zip(files, view.district.schools, strict=True):
        missing = sum(a.missing_fen for a in view.plan.accounts if a.school_id == school.id)
        unmet = sum(n.student_periods for n in view.plan.unmet if n.school_id == school.id)
        said = words(
            "page_school_line",
            classes=len(school.classes),
            unmet=unmet,
            missing=words.amount(missing, "fen"),
        )
        schools.append({"file": f"{name}.html", "name": school.name, "said": said})
    return _render(
        view,
        "index",
        words("document_title", district=view.district.name),
        facts=facts(view),
        levels=plan_tables.levels(view),
        wishes=plan_tables.wishes(view),
        schools=schools,
        unmet=plan_tables.unmet(view),
        totals=plan_money.totals(view),
        lending=lending.balance(view),
        lent=lending.lent(view),
        unused=plan_money.unused(view),
    )


def _compliance(view: PlanView) -> str:
    return _render(
        view,
        "compliance",
        view.words("title_compliance"),
        states=plan_rules.state_counts(view),
        violations=plan_rules.violations(view),
        compliance=plan_rules.compliance(view),
        figures=plan_figures.figures(view),
        waivers=plan_rules.waivers(view),
    )


def _duties(view: PlanView) -> str:
    return _render(
        view,
        "duties",
        view.words("title_duties"),
        duties=plan_duties.rota(view),
        flexible=plan_duties.flexible(view),
    )


def _shortage(view: PlanView) -> str:
    return _render(view, "shortage", view.words("title_shortage"), heat=heat_map(view))


def _weather(view: PlanView) -> str:
    periods = wet_periods(view)
    return _render(
        view,
        "weather",
        view.words("title_weather"),
        wet=wet_table(view, periods),
        stranded=miss_table(view, periods),
    )


def _school(view: PlanView, school: School, file: str) -> str:
    staff = list(staff_agendas(view, school.id))
    rooms = list(room_agendas(view, school.id))
    used = [d for d in range(7) if d < 5 or any(a.days[d] for a in [*staff, *rooms])]
    return _render(
        view,
        "school",
        school.name,
        file=file,
        overview=school_weeks(view, school),
        legend=_legend(view),
        staff=staff,
        rooms=rooms,
        days=used,
        weekdays=[view.weekday(d) for d in range(1, 8)],
        duties=plan_duties.rota(view, school.id),
        unmet=plan_tables.unmet(view, school.id),
        accounts=plan_money.accounts(view, school.id),
    )


def _sheets(view: PlanView, school: School, file: str, kind: str, sheets: Iterable[Sheet]) -> str:
    """Returns the pages of a school's classes, people or rooms, one below the other."""
    return _render(
        view,
        "sheets",
        f"{school.name} {view.words(f'nav_{kind}')}",
        school=school.name,
        school_file=f"{file}.html",
        sheets=list(sheets),
        legend=_legend(view),
        sheet_footer=view.words("sheet_footer", plan=view.plan.plan_id, version=view.plan.version),
    )


def _legend(view: PlanView) -> list[tuple[str, str, str]]:
    """Returns each component with its letter and its word."""
    return [(c, view.words.word("letter", c), view.words.word("component", c)) for c in COMPONENTS]
