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
from typer._click.exceptions import ClickException, NoArgsIsHelpError
from typer.main import get_command

from api.commands import (
    backup,
    check,
    compare,
    cover,
    demo,
    explain,
    export,
    generate,
    keys,
    policies,
    report,
    reschedule,
    schema,
    serve,
    solve,
    template,
    validate,
)
from api.commands.answers import BadInputError, Exit, note, say_json
from api.commands.options import LangOption
from api.texts import Texts, pick_language
from api.usage import Command, Group, usage_lines, usage_reason

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
    "cover": cover.run,
    "explain": explain.run,
    "compare": compare.run,
    "report": report.run,
    "reschedule": reschedule.run,
    "schema": schema.run,
    "policies": policies.run,
    "serve": serve.run,
    "keys": keys.run,
    "backup": backup.run,
    "restore": backup.restore,
}


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
        for line in usage_lines(error, texts):
            note(line)
        if "--json" in words:
            errors = [{"message": usage_reason(error, texts)}]
            say_json({"status": "bad_input", "errors": errors})
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
        from api.commands.paths import system_reason

        place = error.filename2 or error.filename or "-"
        note(texts("system_error", path=place, reason=system_reason(error, texts)))
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
        cls=Group,
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback(help="about")(_everywhere)
    for name, run in COMMANDS.items():
        app.command(name, cls=Command, help=f"help_{name}")(run)
    group: Any = get_command(app)
    for command in (group, *group.commands.values()):
        command.help = texts(command.help)
        for parameter in command.params:
            if getattr(parameter, "help", None):
                parameter.help = texts(parameter.help)
            # Files are checked by the commands, which say more than Typer does.
            parameter.type_descriptor.parameter_info.readable = False
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


if __name__ == "__main__":
    sys.exit(main())
