"""The sentences with which the domain's own checks refuse a record, as keys of the catalogue.

A test walks the sources of ``solver.domain`` and fails for a sentence that is not listed here.
"""

import re
from typing import NamedTuple


class _Sentence(NamedTuple):
    pattern: re.Pattern[str]
    field: str
    code: str


_SENTENCES = tuple(
    _Sentence(re.compile(pattern), field, code)
    for pattern, field, code in (
        (r"last (?P<last>\S+) is before first (?P<first>\S+)", "last", "range_backwards"),
        (
            r"last_day (?P<last>\S+) is before first_day (?P<first>\S+)",
            "last_day",
            "range_backwards",
        ),
        (r"a term is at most (?P<allowed>\d+) days long", "last_day", "term_too_long"),
        (r"a date is listed twice among make_up_days", "make_up_days", "make_up_twice"),
        (
            r"make-up day (?P<value>\S+) lies outside the term",
            "make_up_days",
            "make_up_outside",
        ),
        (
            r"period (?P<value>.+) ends at (?P<end>\S+), not after its start",
            "end_min",
            "period_backwards",
        ),
        (
            r"(?P<value>\d+) participants exceed the (?P<allowed>\d+) enrolled",
            "enrolled",
            "participants_exceed",
        ),
        (
            r"hardship (?P<value>\d+) exceeds (?P<allowed>\d+) taking part",
            "hardship",
            "hardship_exceeds",
        ),
        (
            r"(?P<value>\d+) students in (?P<window>\w+) exceed (?P<allowed>\d+) enrolled",
            "enrolled",
            "window_exceeds",
        ),
        (r"a block names either weekday or on", "", "weekday_or_date"),
        (
            r"block (?P<value>.+) ends at (?P<end>\S+), not after its start",
            "end_min",
            "block_backwards",
        ),
        (
            r"post (?P<value>.+) ends at (?P<end>\S+), not after its start",
            "end_min",
            "post_backwards",
        ),
        (
            r"service type (?P<value>\w+) is care or guidance",
            "component",
            "window_component",
        ),
        (r"a grid cell names either band_id or class_id", "", "band_or_class"),
        (
            r"an instructor names the provider in provider_id",
            "provider_id",
            "instructor_needs_provider",
        ),
        (
            r"only an instructor has a provider_id",
            "provider_id",
            "provider_only_for_instructor",
        ),
        (
            r"an? (?P<role>\w+) names the home school in home_school_id",
            "home_school_id",
            "needs_home_school",
        ),
        (
            r"grouping (?P<value>\w+) is for extension, not (?P<component>\w+)",
            "grouping",
            "grouping_for_extension",
        ),
        (
            r"an extension activity is grouped whole_band or by_choice",
            "grouping",
            "grouping_of_extension",
        ),
        (
            r"a special activity is by_choice: nobody joins it unasked",
            "grouping",
            "special_by_choice",
        ),
        (
            r"only by_choice activities have several meetings or periods",
            "meetings_per_week",
            "several_only_by_choice",
        ),
        (
            r"an activity of a provider has service_type basic or special",
            "service_type",
            "provider_service",
        ),
        (
            r"basic service of a provider costs students nothing of its own",
            "fee_fen",
            "provider_basic_fee",
        ),
        (
            r"(?P<value>.+) has more than one group_pay for (?P<service>.+): give one each",
            "group_pay",
            "group_pay_twice",
        ),
        (
            r"min_students (?P<value>\d+) exceeds max_students (?P<allowed>\d+)",
            "min_students",
            "min_exceeds_max",
        ),
    )
)


CODES = frozenset(sentence.code for sentence in _SENTENCES)
"""Codes of findings about several fields of a record at once."""


def explain_value_error(sentence: str) -> tuple[str, str, dict[str, str]]:
    """Returns the field, the code and the parameters behind a sentence of the domain."""
    for known in _SENTENCES:
        match = known.pattern.fullmatch(sentence)
        if match:
            params = match.groupdict()
            if "end" in params:
                params["end"] = "{:02d}:{:02d}".format(*divmod(int(params["end"]), 60))
            return known.field, known.code, params
    return "", "invalid", {"column": "", "value": sentence}
