"""Every message about an input says what to do, not only what is wrong."""

import re

import pytest

from solver.domain.messages import catalogue

_DO = (
    "add begin change check choose complete copy correct delete escape fetch fill find format give"
    " join keep make name open put rename save set shorten split take unmerge use write"
)
# An imperative begins a sentence or clause, or is joined to one that does.
_ASKS = re.compile(
    rf"(?:^|[.:;,?] |”\.? |\) |\b(?:and|or|else|first) )(?:{'|'.join(_DO.split())})\b",
    re.IGNORECASE,
)


def messages(lang: str) -> dict[str, str]:
    return {key: said for key, said in catalogue(lang).items() if key.startswith("input.")}


def test_chinese_messages_ask_for_something() -> None:
    assert len(messages("zh")) > 150
    assert [key for key, said in messages("zh").items() if "请" not in said] == []


def test_english_messages_ask_for_something() -> None:
    assert [key for key, said in messages("en").items() if not _ASKS.search(said)] == []


@pytest.mark.parametrize("said", ["The sheet has no row.", "It must be a number.", "Unknown item."])
def test_a_bare_statement_asks_for_nothing(said: str) -> None:
    assert not _ASKS.search(said)
