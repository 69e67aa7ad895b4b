"""Rules of the house: what files may say, and that descriptions and pins follow the code."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from api.cli import COMMANDS
from api.commands.answers import Exit
from solver.version import VERSION

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT, TOOLS = PYPROJECT["project"], PYPROJECT["tool"]
# Written in pieces, so that this file does not name what it forbids.
REGISTRIES = ("pypi" + ".org", "python" + "hosted.org", "npmjs" + ".org", "npmjs" + ".com")
READMES = ("README.md", "README.zh.md")


def tracked() -> list[Path]:
    """Returns the files under version control."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split("\0")
    return [ROOT / name for name in listed if name and (ROOT / name).is_file()]


def pins(name: str) -> dict[str, str]:
    """Returns the pinned versions of a requirements file by canonical name."""
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    found = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", text, flags=re.MULTILINE)
    return {canonicalize_name(package): pinned for package, pinned in found}


def test_no_file_names_a_package_registry() -> None:
    named = [
        f"{path.relative_to(ROOT)}: {host}"
        for path in tracked()
        for host in REGISTRIES
        if host.encode() in path.read_bytes()
    ]
    assert named == []


@pytest.mark.parametrize("name", ["run.txt", "dev.txt"])
def test_requirements_carry_hashes_and_no_address(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index-url" not in text
    assert "--find-links" not in text
    for block in re.split(r"\n(?=[A-Za-z0-9])", text.strip()):
        assert "--hash=sha256:" in block, block.splitlines()[0]


@pytest.mark.parametrize(
    ("name", "declared"),
    [
        ("run.txt", PROJECT["dependencies"]),
        ("dev.txt", PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]),
    ],
)
def test_pins_satisfy_what_pyproject_declares(name: str, declared: list[str]) -> None:
    pinned = pins(name)
    for line in declared:
        requirement = Requirement(line)
        version = pinned.get(canonicalize_name(requirement.name))
        assert version is not None, f"{requirement.name} is not in {name}; run `make lock`"
        assert requirement.specifier.contains(version, prereleases=True), (
            f"{requirement.name} {version} in {name} is outside {requirement.specifier}"
        )


def test_both_requirement_files_pin_the_same_versions() -> None:
    run, dev = pins("run.txt"), pins("dev.txt")
    assert run.items() <= dev.items()


@pytest.mark.parametrize("name", READMES)
def test_readme_names_every_command_and_no_other(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    named = set(re.findall(r"kehou ([a-z]+)\b", text))
    assert named == set(COMMANDS)


@pytest.mark.parametrize("name", READMES)
def test_readme_names_every_exit_code(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for code in Exit:
        if code is not Exit.BROKEN_PIPE:
            assert re.search(rf"^\| {int(code)} +\|", text, flags=re.MULTILINE), code


@pytest.mark.parametrize("name", READMES)
def test_readme_points_at_files_that_exist(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#]+)\)", text)
    assert targets
    assert [t for t in targets if "://" not in t and not (ROOT / t).exists()] == []


def test_domain_imports_the_standard_library_and_pydantic_only() -> None:
    allowed = set(sys.stdlib_module_names) | {"pydantic", "pydantic_core"}
    for path in sorted((ROOT / "solver" / "domain").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{path.name}: relative import"
                names = [node.module or ""]
            else:
                continue
            for name in names:
                inside = name == "solver.domain" or name.startswith("solver.domain.")
                assert inside or name.split(".")[0] in allowed, f"{path.name} imports {name}"


def test_no_python_file_is_longer_than_the_wall() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in tracked()
        if path.suffix == ".py" and (lines := len(path.read_bytes().splitlines())) > 400
    }
    assert long == {}


def test_version_is_in_the_changelog() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## [Unreleased]" in text or f"## [{VERSION}]" in text


def test_the_package_takes_its_version_from_the_product() -> None:
    assert "version" in PROJECT["dynamic"]
    assert TOOLS["setuptools"]["dynamic"]["version"] == {"attr": "solver.version.VERSION"}
