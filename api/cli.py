"""The command ``kehou``.

Only the light parts of Typer are imported here; every command imports what it needs when it runs
(``kehou --help`` answers at once, and ``kehou check`` works where the optimiser is not installed).
"""

import sys
import time
import traceback
from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer
from typer._click.exceptions import (
    BadParameter,
    ClickException,
    MissingParameter,
    NoArgsIsHelpError,
    NoSuchOption,
    UsageError,
)
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from api.commands import (
    check,
    demo,
    export,
    generate,
    policies,
    schema,
    solve,
    template,
    validate,
)
from api.commands.answers import BadInputError, Exit, note, say_json
from api.commands.options import LangOption
from api.texts import Texts, pick_language

STARTED = time.monotonic()
"""When the command began, so that a time limit covers reading the input too."""

COMMANDS: dict[str, Callable[..., int]] = {
    "demo": demo.run,
    "template": template.run,
    "generate": generate.run,
    "validate": validate.run,
    "solve": solve.run,
    "export": export.run,
    "check": check.run,
    "schema": schema.run,
    "policies": policies.run,
}


class _Command(TyperCommand):
    """A command whose help has its headings in the user's language."""

    def get_help(self, ctx: Any) -> str:
        return _in_words(super().get_help(ctx), ctx.obj)


class _Group(TyperGroup):
    """The same for the list of commands; an unknown command is refused with the list."""

    def get_help(self, ctx: Any) -> str:
        return _in_words(super().get_help(ctx), ctx.obj)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args[0] not in self.commands:
            known = ", ".join(self.commands)
            raise UsageError(ctx.obj("usage_no_command", command=args[0], known=known), ctx)
        return super().resolve_command(ctx, args)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line and returns the exit code.

    Parameters
    ----------
    arguments
        The words after ``kehou``; by default those of the process.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    texts = Texts(pick_language(words))
    try:
        answer = build(texts).main(words, prog_name="kehou", standalone_mode=False, obj=texts)
    except NoArgsIsHelpError as error:
        note(error.message)
        return Exit.BAD_INPUT
    except ClickException as error:
        note(_usage_message(error, texts))
        return Exit.BAD_INPUT
    except BadInputError as error:
        for line in error.lines:
            note(line)
        if "--json" in words:
            say_json({"status": "bad_input", "errors": error.errors})
        return Exit.BAD_INPUT
    except SystemExit:  # Typer leaves this way when nobody reads its output any more
        return Exit.BROKEN_PIPE
    except OSError as error:
        note(texts("system_error", reason=error))
        return Exit.BAD_INPUT
    except Exception:
        # Python's own exit code for this is 1, which means "violations found" here.
        traceback.print_exc()
        note(texts("defect"))
        return Exit.DEFECT
    return int(answer or 0)


def build(texts: Texts) -> Any:
    """Returns the command line with its help in the language of ``texts``."""
    app = typer.Typer(
        cls=_Group,
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback(help="about")(_everywhere)
    for name, run in COMMANDS.items():
        app.command(name, cls=_Command, help=f"help_{name}")(run)
    group: Any = get_command(app)
    for command in (group, *group.commands.values()):
        command.help = texts(command.help)
        for parameter in command.params:
            if getattr(parameter, "help", None):
                parameter.help = texts(parameter.help)
    return group


def _version(asked: bool) -> None:
    if asked:
        from solver.version import VERSION

        typer.echo(f"kehou {VERSION}")
        raise typer.Exit


def _everywhere(
    lang: LangOption = None,
    show_version: Annotated[
        bool,
        typer.Option(
            "--version",
            help="opt_version",
            is_eager=True,
            show_default=False,
            callback=_version,
        ),
    ] = False,
) -> None:
    """Holds the options that stand before a command."""


def _usage_message(error: ClickException, texts: Texts) -> str:
    lines = []
    if isinstance(error, UsageError) and error.ctx is not None:
        lines.append(_in_words(error.ctx.get_usage(), texts))
    lines.append(texts("usage_error", reason=_reason(error, texts)))
    return "\n".join(lines)


def _reason(error: ClickException, texts: Texts) -> str:
    if isinstance(error, NoSuchOption):
        return texts("usage_no_option", name=error.option_name)
    if isinstance(error, BadParameter) and error.param is not None:
        parameter = error.param
        long_names = [word for word in parameter.opts if word.startswith("--")]
        name = long_names[0] if long_names else parameter.metavar or parameter.name
        if isinstance(error, MissingParameter):
            return texts("usage_missing", name=name)
        choices = parameter.type_descriptor.choices
        if choices:
            return texts("usage_choice", name=name, choices=", ".join(map(str, choices)))
        detail = error.message.removeprefix("Value error, ")
        return texts("usage_value", name=name, detail=detail)
    return error.format_message()


def _in_words(page: str, texts: Texts) -> str:
    """Puts the headings of a help page into the user's language."""
    for name, words in (
        ("page_usage", "Usage:"),
        ("page_arguments", "Arguments:"),
        ("page_options", "Options:"),
        ("page_commands", "Commands:"),
        ("page_required", "[required]"),
        ("page_help", "Show this message and exit."),
    ):
        page = page.replace(words, texts(name))
    return page


if __name__ == "__main__":
    sys.exit(main())
