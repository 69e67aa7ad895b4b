"""What is wrong with a text that is no JSON, in words that say what to change."""

import json
from typing import Any

_FULL_WIDTH = "“”‘’，：；｛｝［］【】（）。、"
_CODES = {
    "Expecting ',' delimiter": "json_comma",
    "Expecting ':' delimiter": "json_colon",
    "Expecting property name enclosed in double quotes": "json_name",
    "Illegal trailing comma before end of object": "json_name",
    "Illegal trailing comma before end of array": "json_value",
    "Expecting value": "json_value",
    "Extra data": "json_extra",
    "Unterminated string starting at": "json_string",
    "Invalid control character at": "json_control",
    "Invalid \\escape": "json_escape",
    "Invalid \\uXXXX escape": "json_escape",
}


class JsonSyntaxError(ValueError):
    """A text that is no JSON.

    Attributes
    ----------
    code : str
        Key of the message catalogue, area ``input``.
    params : dict
        Its parameters.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def parse_json(text: str) -> Any:
    """Returns what a JSON text holds; a name that an object has twice is refused.

    Raises
    ------
    JsonSyntaxError
        With the place where the text stops being JSON.
    """
    try:
        return json.loads(text, object_pairs_hook=_no_doubles, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise _explained(error) from error
    except RecursionError as error:
        raise JsonSyntaxError("json_too_deep") from error
    except JsonSyntaxError:
        raise
    except ValueError as error:  # a number of thousands of digits
        raise JsonSyntaxError("json_long_number") from error


def _explained(error: json.JSONDecodeError) -> JsonSyntaxError:
    place = {"line": error.lineno, "column": error.colno}
    if error.pos >= len(error.doc.rstrip()):
        return JsonSyntaxError("json_cut", line=error.doc.rstrip().count("\n") + 1)
    found = error.doc[error.pos]
    if found in _FULL_WIDTH:
        return JsonSyntaxError("json_full_width", value=found, **place)
    code = next((c for start, c in _CODES.items() if error.msg.startswith(start)), "not_json")
    return JsonSyntaxError(code, **place)


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        doubled = next(key for key in keys if keys.count(key) > 1)
        raise JsonSyntaxError("doubled_key", value=doubled)
    return found


def _no_constant(word: str) -> float:
    raise JsonSyntaxError("json_constant", value=word)
