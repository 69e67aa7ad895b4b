"""The one catalogue of everything that is said to users, in Chinese and English.

Each area has two files beside this one, ``<area>.zh.toml`` and ``<area>.en.toml``, with the same
keys and the same placeholders (tested). A key is ``<area>.<name>``.
"""

import tomllib
from functools import cache
from pathlib import Path

LANGUAGES = ("zh", "en")
_FOLDER = Path(__file__).parent


@cache
def catalogue(lang: str) -> dict[str, str]:
    """Returns every message of a language by its key ``<area>.<name>``."""
    found: dict[str, str] = {}
    for path in sorted(_FOLDER.glob(f"*.{lang}.toml")):
        area = path.name.split(".")[0]
        for key, value in tomllib.loads(path.read_text(encoding="utf-8")).items():
            found[f"{area}.{key}"] = value
    return found


def text(key: str, lang: str = "zh", **params: object) -> str:
    """Returns the message of a key with its placeholders filled.

    Raises
    ------
    KeyError
        If the key or a placeholder's value is missing.
    """
    return catalogue(lang)[key].format(**params)
