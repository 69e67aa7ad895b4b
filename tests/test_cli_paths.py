"""Files and folders that cannot be read or written: said, exit code 2, and nothing is changed."""

import errno
import os
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

from api.cli import main

DISTRICT = Path(__file__).parents[1] / "data" / "districts" / "qiaocheng.json"
README = Path(__file__).parents[1] / "README.md"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Returns a folder to work in, with a file and a folder; the language is the default."""
    monkeypatch.delenv("KEHOU_LANG", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder.xlsx").mkdir()
    (tmp_path / "filled.xlsx").write_bytes(b"what somebody filled in")
    (tmp_path / "file").write_text("x")
    (tmp_path / "d.json").write_bytes(DISTRICT.read_bytes())
    (tmp_path / "plan.json").write_text('{"plan_id": "p", "meetings": []}')
    return tmp_path


def tree(place: Path) -> dict[str, Any]:
    """Returns every file below a folder with its content."""
    return {
        str(path.relative_to(place)): path.read_bytes() if path.is_file() else None
        for path in sorted(place.rglob("*"))
    }


def refused(words: str, place: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Runs a command that must be refused without a trace; returns what it says."""
    before = tree(place)
    assert main(words.split()) == 2
    assert tree(place) == before
    shown = capsys.readouterr()
    assert "Traceback" not in shown.err
    return shown.out + shown.err


OUTPUTS = {
    "solve d.json -o folder": "“folder”是文件夹",
    "solve d.json -o d.json": "盖掉",
    "solve d.json -o file/p.json": "“file”是文件，不是文件夹",
    "solve d.json -o file/deep/p.json": "“file”是文件，不是文件夹",
    "solve d.json -o p.xlsx": "请改为 .json",
    "solve d.json -o /dev/null": "“/dev/null”不是普通文件",
    f"solve d.json -o {'n' * 300}.json": "名字太长",
    "solve none.json -o new/p.json": "找不到文件“none.json”",
    "template folder.xls": ".xlsx",
    "template file/t.xlsx": "“file”是文件，不是文件夹",
    "template filled.xlsx": "请换一个文件名；里面的内容不要了，请加 --force",
    "template filled.xlsx --lang en": "or add --force if its content is not wanted",
    "template folder --force": ".xlsx",
    "template folder.xlsx --force": "“folder.xlsx”是文件夹",
    "generate --profile town --schools 1 -o folder": "“folder”是文件夹",
    "generate --profile town --schools 1 -o g.csv": "请改为 .json",
    "generate --profile town --schools 1 -o g.json --planted folder": "“folder”是文件夹",
    "generate --profile town --schools 1 -o g.json --planted ./g.json": "同一个文件",
    "generate --profile town --schools 1 -o g.json --with dutys": "evening、duties，几个之间用逗号",
    "export d.json none.json -o new": "找不到文件“none.json”",
    "export d.json plan.json -o file": "“file”是文件，不是文件夹",
    "demo --out file": "“file”是文件，不是文件夹",
}


@pytest.mark.parametrize("words", OUTPUTS)
def test_an_output_that_cannot_be_written_changes_nothing(
    words: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert OUTPUTS[words] in refused(words, place, capsys)


INPUTS = {
    "validate none.json": "找不到文件“none.json”",
    "validate folder": "“folder”是文件夹",
    "validate file/d.json": "找不到文件",
    "validate /dev/null": "“/dev/null”不是普通文件",
    f"validate {README}": "“README.md”既不是 .xlsx 工作簿，也不是 JSON",
    "validate table.csv": "kehou template",
    "validate old.xls": "旧格式",
    "validate empty.json": "“empty.json”是空的",
    "validate archive.zip": "“archive.zip”是压缩包",
    "validate archive.xlsx": "“archive.xlsx”是压缩包",
    "validate word.docx": "“word.docx”是压缩包",
    "validate letter.docx": "“letter.docx”是文字文档",
    "solve letter.docx -o p.json": "“letter.docx”是文字文档",
    "validate broken.xlsx": "“broken.xlsx”打不开",
    "validate plan.json": "“plan.json”是方案",
    "solve archive.zip -o p.json": "“archive.zip”是压缩包",
    "check plan.json d.json": "“plan.json”是方案",
    "check d.json d.json": "“d.json”是区县",
    "check d.json archive.xlsx": "“archive.xlsx”是压缩包",
    "check d.json folder": "“folder”是文件夹",
    "export d.json table.csv -o out": "“table.csv”不是 JSON",
    "solve d.json -o p.json --pins folder": "“folder”是文件夹",
    "solve d.json -o p.json --pins table.csv": "“table.csv”既不是 JSON，也不是方案的工作簿",
    "solve d.json -o p.json --start d.json": "“d.json”是区县",
    "solve d.json -o p.json --policy nowhere": "没有编号为“nowhere”的政策包",
    "solve d.json -o p.json --policy none.toml": "找不到文件“none.toml”",
    "policies nowhere": "anxi、hebi、hefei、qiaocheng、xinyi",
}


@pytest.mark.parametrize("words", INPUTS)
def test_an_input_of_another_kind_is_told_from_what_is_wanted(
    words: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "table.csv").write_bytes("学校,班级\n一小,1班\n".encode("gb18030"))
    (place / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    (place / "empty.json").write_text(" \n")
    for name in ("archive.zip", "archive.xlsx", "word.docx"):
        with zipfile.ZipFile(place / name, "w") as archive:
            archive.writestr("word/document.xml", "<x/>")
    for name, part in (("letter.docx", "word/document.xml"), ("broken.xlsx", "xl/workbook.xml")):
        with zipfile.ZipFile(place / name, "w") as archive:
            archive.writestr("[Content_Types].xml", "<x/>")
            archive.writestr(part, "<x/>")
    told = refused(words, place, capsys)
    assert INPUTS[words] in told
    # The file itself is wrong, so this one line is all, and no copy of it is tried.
    assert len(told.splitlines()) == 1


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.EACCES, "没有权限"),
        (errno.EROFS, "只读"),
        (errno.ENOSPC, "磁盘已满"),
        (errno.EBADF, "EBADF"),
    ],
)
@pytest.mark.parametrize(
    "words",
    [
        "template folder/t.xlsx",
        "template folder/deep/t.xlsx",
        "solve d.json -o folder/p.json",
        "export d.json plan.json -o folder/out",
        "demo --out folder/out",
    ],
)
def test_a_folder_without_permission_is_refused_before_the_work(
    number: int,
    said: str,
    words: str,
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def denied(dir: Path) -> None:
        raise OSError(number, os.strerror(number), str(dir))

    monkeypatch.setattr(tempfile, "TemporaryFile", denied)
    told = refused(words, place, capsys)
    assert said in told
    assert "folder" in told
    assert os.strerror(number) not in told


def test_a_file_without_permission_is_refused(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def denied(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))

    (place / "mine.json").write_text("{}")
    monkeypatch.setattr(Path, "open", denied)
    assert main(["solve", "d.json", "-o", "mine.json"]) == 2
    assert "不能写到“mine.json”：没有权限" in capsys.readouterr().err
    monkeypatch.setattr(Path, "read_bytes", denied)
    assert main(["validate", "mine.json"]) == 2
    assert "“mine.json”打不开" in capsys.readouterr().err


def test_an_error_while_writing_is_said_in_words(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(path: Path, lang: str) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr("data.writers.write_template", full)
    assert main(["template", "t.xlsx", "--lang", "en"]) == 2
    assert "“t.xlsx” failed: the disk is full" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("template new/deep/t.xlsx", "new/deep/t.xlsx"),
        ("generate --profile town --schools 1 -o new/deep/g.json", "new/deep/g.json"),
    ],
)
def test_a_folder_that_is_not_there_is_made_and_said(
    words: str, made: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words.split()) == 0
    assert (place / made).is_file()
    assert "已新建文件夹 new/deep" in capsys.readouterr().err
    (place / made).unlink()
    assert main(words.split()) == 0
    assert "已新建" not in capsys.readouterr().err


def test_a_template_replaces_a_file_only_if_told_to(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["template", "filled.xlsx", "--force"]) == 0
    assert "已写入 filled.xlsx" in capsys.readouterr().out
    assert zipfile.is_zipfile(place / "filled.xlsx")
    filled = (place / "filled.xlsx").read_bytes()
    assert main(["template", "filled.xlsx"]) == 2
    assert (place / "filled.xlsx").read_bytes() == filled


def test_existing_output_is_not_touched_by_the_check_before_the_work(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = place / "old.json"
    old.write_text("old plan")
    stamp = old.stat().st_mtime_ns
    assert "找不到" in refused("solve none.json -o old.json", place, capsys)
    assert old.stat().st_mtime_ns == stamp
