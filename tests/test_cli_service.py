"""The commands around the service: keys, backups, and what ``serve`` refuses."""

import json
import socket
from pathlib import Path

import pytest

from api.cli import main


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("KEHOU_DATABASE", "KEHOU_LANG"):
        monkeypatch.delenv(name, raising=False)


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(list(words))
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_a_key_is_shown_once_listed_and_revoked(capsys: pytest.CaptureFixture[str]) -> None:
    code, secret, said = run(capsys, "keys", "create", "--role", "planner", "--label", "区教育局")
    assert code == 0
    assert secret.startswith("kh_")
    assert "只显示这一次" in said
    code, listed, _ = run(capsys, "keys", "list")
    assert "区教育局" in listed
    assert "排班员" in listed
    assert "有效" in listed
    assert secret.strip() not in listed
    rows = json.loads(run(capsys, "keys", "list", "--json")[1])
    key_id = rows[0]["id"]
    assert "hash" not in rows[0]
    assert run(capsys, "keys", "revoke", key_id)[0] == 0
    assert "已吊销" in run(capsys, "keys", "list")[1]
    code, _, said = run(capsys, "keys", "revoke", key_id, "--lang", "en")
    assert code == 2
    assert key_id in said
    assert Path("kehou.db").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("keys create", "--role planner"),
        ("keys create --role school", "--district"),
        ("keys create --role school --school S1", "--district"),
        ("keys create --role planner --school S1", "--school"),
        ("keys create key_1 --role planner", "create"),
        ("keys revoke", "kehou keys list"),
        ("keys list --database mysql://x/y", "mysql"),
        ("keys list --database no/such/folder/k.db", "no/such/folder/k.db"),
        ("serve --no-web --workers 0", "--workers 0"),
        ("serve --host 203.0.113.1", "203.0.113.1"),
        ("restore nothing", "nothing"),
        ("backup no.db --database postgresql://u:secret@127.0.0.1:1/x", "127.0.0.1"),
    ],
)
def test_what_is_refused(words: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    for lang in ("zh", "en"):
        code, out, err = run(capsys, *words.split(), "--lang", lang)
        assert code == 2
        assert out == ""
        assert said in err
        assert "secret" not in err


def test_a_port_that_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        code, _, said = run(capsys, "serve", "--port", str(port))
    assert code == 2
    assert str(port) in said


def test_a_backup_is_restored_into_an_empty_database(capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "keys", "create", "--role", "planner")
    before = run(capsys, "keys", "list")[1]
    assert run(capsys, "backup", "kept.gz")[0] == 0
    code, _, said = run(capsys, "backup", "kept.gz")
    assert code == 2
    assert "--force" in said
    assert run(capsys, "backup", "kept.gz", "--force")[0] == 0
    code, out, _ = run(capsys, "restore", "kept.gz", "--database", "other.db")
    assert code == 0
    assert "kept.gz" in out
    assert run(capsys, "keys", "list", "--database", "other.db")[1] == before
    assert run(capsys, "restore", "kept.gz")[0] == 2
    Path("bad.gz").write_bytes(b"no backup")
    assert run(capsys, "restore", "bad.gz", "--database", "third.db")[0] == 2
