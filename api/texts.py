"""What the command line says, in the user's language.

The words live in ``solver/domain/messages/cli.<lang>.toml`` with everything else that is said to
users. They are read from the file here, not through the domain package: ``kehou --help`` must
answer at once and the domain's models take time to build.
"""

import os
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

LANGUAGES = ("zh", "en")
DEFAULT_LANGUAGE = "zh"
ENVIRONMENT = "KEHOU_LANG"


@cache
def _words(lang: str) -> dict[str, str]:
    spec = find_spec("solver")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("the solver package is not installed")
    folder = Path(spec.submodule_search_locations[0]) / "domain" / "messages"
    return tomllib.loads((folder / f"cli.{lang}.toml").read_text(encoding="utf-8"))


class Texts:
    """The words of one language.

    Parameters
    ----------
    lang
        ``zh`` or ``en``.
    """

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def __call__(self, name: str, /, **params: object) -> str:
        """Returns the command line's message ``cli.<name>`` with its placeholders filled."""
        return _words(self.lang)[name].format(**params)

    def has(self, name: str) -> bool:
        """Tells whether there is a message ``cli.<name>``."""
        return name in _words(self.lang)

    def said(self, code: str, params: Mapping[str, object]) -> str:
        """Returns a message of any area; the bare code and figures where there is no wording."""
        from solver.domain.messages import text

        try:
            return text(code, self.lang, **params)
        except (KeyError, IndexError, ValueError):
            figures = ", ".join(f"{name}={value}" for name, value in params.items())
            return f"{code} ({figures})" if figures else code


def pick_language(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> str:
    """Returns the language that ``--lang`` or the environment asks for.

    It is needed before the arguments are parsed, because the help is in that language too. A value
    that is no language is left to the parser, which refuses it.
    """
    asked = environment.get(ENVIRONMENT, "")
    for position, word in enumerate(arguments):
        if word == "--":
            break
        if word.startswith("--lang="):
            asked = word.removeprefix("--lang=")
        elif word == "--lang" and position + 1 < len(arguments):
            asked = arguments[position + 1]
    short = asked.lower().replace("-", "_").split("_")[0].split(".")[0]
    return short if short in LANGUAGES else DEFAULT_LANGUAGE
