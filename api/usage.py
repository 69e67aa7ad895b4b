"""Help pages and refusals of a wrong use, in the user's language.

Typer's own words are English; everything that it would say is said here instead.
"""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any

from typer._click.exceptions import (
    BadOptionUsage,
    BadParameter,
    ClickException,
    MissingParameter,
    NoSuchOption,
    UsageError,
)
from typer.core import TyperCommand, TyperGroup

from api.texts import Texts


class WrongUse(UsageError):
    """A wrong use that is already said in the user's words."""


class _InWords:
    """What a command and the list of commands have in common: their pages and their parsing."""

    params: list[Any]

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        texts: Texts = ctx.obj
        pieces = [texts("page_any_options")]
        for parameter in self.params:
            if parameter.param_type_name == "argument":
                name = _name(parameter)
                pieces.append(name if parameter.required else f"[{name}]")
        if isinstance(self, TyperGroup):
            pieces.append(texts("page_a_command"))
        formatter.write_usage(ctx.command_path, " ".join(pieces), texts("page_usage"))

    def format_options(self, ctx: Any, formatter: Any) -> None:
        texts: Texts = ctx.obj
        arguments, options = [], []
        for parameter in self.get_params(ctx):  # type: ignore[attr-defined]
            if parameter.param_type_name == "argument":
                arguments.append((_name(parameter), _described(parameter, texts)))
            else:
                words = ", ".join(parameter.opts)
                value = f" {parameter.metavar}" if parameter.metavar else ""
                options.append((words + value, _described(parameter, texts)))
        _section(formatter, texts("page_arguments"), arguments)
        _section(formatter, texts("page_options"), options)
        commands = getattr(self, "commands", {})
        _section(formatter, texts("page_commands"), [(n, c.help) for n, c in commands.items()])

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parses the words; refuses what is too much, and options whose value does not fit."""
        texts: Texts = ctx.obj
        group = isinstance(self, TyperGroup)
        ctx.allow_extra_args = True
        try:
            rest: list[str] = super().parse_args(ctx, args)  # type: ignore[misc]
        except BadOptionUsage as error:
            raise WrongUse(self._bad_option(error, texts), ctx) from error
        if rest and not group:
            words = " ".join(rest)
            raise WrongUse(texts("usage_too_much", words=words), ctx)
        return rest

    def _bad_option(self, error: BadOptionUsage, texts: Texts) -> str:
        name = error.option_name
        parameter = next((p for p in self.params if name in p.opts), None)
        if parameter is None or parameter.is_flag:
            return texts("usage_no_value", name=name)
        return texts(
            "usage_needs_value", name=name, metavar=parameter.metavar, help=parameter.help or ""
        )


class Command(_InWords, TyperCommand):
    """A command whose help and refusals are in the user's language."""


class Group(_InWords, TyperGroup):
    """The same for the list of commands; an unknown command is refused with the list."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Finds the command, or refuses with those that there are."""
        if args[0] not in self.commands:
            texts: Texts = ctx.obj
            known = texts("comma").join(self.commands)
            said = texts("usage_no_command", command=args[0], known=known)
            raise WrongUse(said + _nearest(args[0], self.commands, texts), ctx)
        return super().resolve_command(ctx, args)


def usage_lines(error: ClickException, texts: Texts) -> list[str]:
    """Returns what the user reads about a wrong use: how it goes, what is wrong, where help is."""
    ctx = error.ctx if isinstance(error, UsageError) else None
    lines = [] if ctx is None else [ctx.get_usage()]
    lines.append(texts("usage_error", reason=usage_reason(error, texts)))
    lines.append(texts("usage_help", command="kehou" if ctx is None else ctx.command_path))
    return lines


def usage_reason(error: ClickException, texts: Texts) -> str:
    """Returns what is wrong with a use: the word that was found, what is allowed, what to do."""
    if isinstance(error, WrongUse):
        return error.message
    if isinstance(error, NoSuchOption):
        near = _nearest(error.option_name, error.possibilities or (), texts)
        return texts("usage_no_option", name=error.option_name) + near
    parameter: Any = getattr(error, "param", None)
    if isinstance(error, MissingParameter) and parameter is not None:
        name = _name(parameter)
        if parameter.param_type_name == "option":
            name = f"{', '.join(parameter.opts)} {parameter.metavar or ''}".strip()
        return texts(
            f"usage_missing_{parameter.param_type_name}", name=name, help=parameter.help or ""
        )
    if isinstance(error, BadParameter) and parameter is not None:
        return _bad_value(error, parameter, texts)
    if isinstance(error, UsageError) and error.ctx is not None and error.ctx.command_path:
        commands = getattr(error.ctx.command, "commands", None)
        if commands:
            return texts("usage_missing_command", known=texts("comma").join(commands))
    return texts("usage_other")


def _bad_value(error: BadParameter, parameter: Any, texts: Texts) -> str:
    """Says which value was found and what is allowed."""
    name, given = _name(parameter), _given(error)
    choices = parameter.type_descriptor.choices
    if choices:
        known = texts("comma").join(map(str, choices))
        said = texts("usage_choice", name=name, value=given, choices=known)
        return said + _nearest(given, map(str, choices), texts)
    number = {int: "usage_integer", float: "usage_number"}.get(parameter.type_descriptor.annotation)
    if number is not None:
        allowed = _range(parameter, texts)
        return texts(number, name=name, value=given, allowed=allowed)
    return texts("usage_value", name=name, value=given, help=parameter.help or "")


def _given(error: BadParameter) -> str:
    """Returns the refused word: the checker's own error, which Typer keeps as cause, has it."""
    errors = getattr(error.__cause__, "errors", None)
    found = errors()[0].get("input") if callable(errors) else None
    return "" if found is None else str(found)


def _name(parameter: Any) -> str:
    long_names = [word for word in parameter.opts if word.startswith("--")]
    return str(long_names[0] if long_names else parameter.metavar or parameter.name)


def _described(parameter: Any, texts: Texts) -> str:
    """Returns what a help page says of an argument or option."""
    said = texts("page_help") if parameter.name == "help" else parameter.help or ""
    marks = []
    if parameter.required:
        marks.append(texts("page_required"))
    allowed = _range(parameter, texts)
    if allowed:
        marks.append(allowed)
    return said + (texts("page_mark", mark=texts("comma").join(marks)) if marks else "")


def _range(parameter: Any, texts: Texts) -> str:
    low, high = parameter.min, parameter.max
    if low is None and high is None:
        return ""
    return texts("range_between" if high is not None else "range_from", low=low, high=high)


def _nearest(word: str, known: Iterable[str], texts: Texts) -> str:
    found: Sequence[str] = get_close_matches(word, list(known), n=1)
    return texts("usage_nearest", near=found[0]) if found else ""


def _section(formatter: Any, heading: str, rows: list[tuple[str, str]]) -> None:
    if not rows:
        return
    formatter.write_paragraph()
    formatter.write(f"{heading}\n")
    with formatter.indentation():
        formatter.write_dl(rows)
