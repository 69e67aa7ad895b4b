"""The plan as pages that need nothing but a browser: no script, no outside resource."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from data.writers import plan_duties, plan_money, plan_rules, plan_tables
from data.writers.json_files import write_whole
from data.writers.overview import facts, status_sentence
from data.writers.tables import shares_of
from data.writers.timetables import (
    class_timetable,
    room_agendas,
    school_timetable,
    staff_agendas,
)
from data.writers.view import PlanView
from data.writers.words import class_hours, yuan
from solver.domain.school import School

_TEMPLATES = Path(__file__).parent.parent / "templates"


def write_pages(view: PlanView, out: Path) -> list[Path]:
    """Writes index, compliance, duties and one page per school; returns them, the index first."""
    files = [f"school-{number:03d}.html" for number in range(1, len(view.district.schools) + 1)]
    pages = {
        "index.html": _index(view, files),
        "compliance.html": _compliance(view),
        "duties.html": _duties(view),
    }
    for name, school in zip(files, view.district.schools, strict=True):
        pages[name] = _school(view, school)
    for name, content in pages.items():
        write_whole(out / name, content.encode())
    return [out / name for name in pages]


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
            css=css,
            shares=shares_of,
            footer=facts(view)[-1].said,
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
        schools.append({"file": name, "name": school.name, "said": said})
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


def _school(view: PlanView, school: School) -> str:
    staff = list(staff_agendas(view, school.id))
    rooms = list(room_agendas(view, school.id))
    used = [d for d in range(7) if d < 5 or any(a.days[d] for a in [*staff, *rooms])]
    return _render(
        view,
        "school",
        school.name,
        overview=school_timetable(view, school),
        classes=[class_timetable(view, school, c) for c in school.classes],
        staff=staff,
        rooms=rooms,
        days=used,
        weekdays=[view.weekday(d) for d in range(1, 8)],
        duties=plan_duties.rota(view, school.id),
        unmet=plan_tables.unmet(view, school.id),
        accounts=plan_money.accounts(view, school.id),
    )
