"""The console script before the command line is imported."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from api import start


def test_console_script_begins_where_interruptions_are_heard() -> None:
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["scripts"] == {"kehou": "api.start:main"}


def test_ctrl_c_while_importing_ends_quietly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def importing() -> Callable[[object], int]:
        raise KeyboardInterrupt

    monkeypatch.setattr(start, "_command_line", importing)
    assert start.main([]) == 130
    assert capsys.readouterr() == ("", "")


def test_exit_code_of_the_command_line_is_passed_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert start.main(["solve"]) == 2
    assert capsys.readouterr().err
