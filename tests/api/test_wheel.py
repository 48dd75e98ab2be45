"""The wheel, installed in an environment of its own, in a folder that is full of traps."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from hatch_build import PACKAGES, rewritten
from tests.conftest import ROOT

TRAP = 'raise RuntimeError("the local module was imported")\n'


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel in a fresh environment, where other packages are those of this one."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    command = [
        "uv",
        "pip",
        "install",
        "--offline",
        "--no-deps",
        "--python",
        str(python),
        str(wheel),
    ]
    subprocess.run([sys.executable, "-m", *command], check=True, capture_output=True)
    (site,) = (folder / "lib").glob("python*/site-packages")
    # A path in a .pth file: the packages there are found, its own .pth files are not followed.
    (site / "others.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder


@pytest.fixture
def traps(tmp_path: Path) -> Path:
    for name in PACKAGES:
        (tmp_path / f"{name}.py").write_text(TRAP)
    return tmp_path


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_everything_is_below_one_package(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.partition("/")[0] for name in names if ".dist-info" not in name} == {"dateline"}
    for needed in (
        *(
            "__init__.py",
            "__main__.py",
            "py.typed",
            "schemas/ontology.json",
            "samples/articles.jsonl",
        ),
        *("infra/elasticsearch/index-events.json", "models/pipeline/en/meta.json"),
        *("streams/page/static", "streams/extract/triggers/rules/en/triggers.tsv"),
    ):
        assert any(name.startswith(f"dateline/{needed}") for name in names), needed
    assert not [name for name in names if "__pycache__" in name or "/tests/" in name]


def test_no_module_of_the_wheel_imports_a_package_under_its_old_name(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    for name in archive.namelist():
        if name.endswith(".py"):
            source = archive.read(name).decode()
            assert rewritten(source, name) == source, name


def test_the_command_works_beside_modules_of_the_same_names(installed: Path, traps: Path) -> None:
    samples = str(ROOT / "samples" / "articles.jsonl")
    dateline = str(installed / "bin" / "dateline")
    done = run([dateline, "run", "--input", samples, "--output", "events.jsonl"], traps)
    assert done.returncode == 0, done.stderr
    here = run([sys.executable, "-m", "streams.commands.main", "run", "--input", samples], ROOT)
    assert (traps / "events.jsonl").read_text() == here.stdout
    for arguments in (["rules", "check"], ["schemas", "check"], ["types"], ["settings"]):
        assert run([dateline, *arguments], traps).returncode == 0, arguments
    two = run([dateline, "extract", samples, "--jobs", "2"], traps)
    assert (two.returncode, len(two.stdout.splitlines()) > 20) == (0, True), two.stderr
    refused = run([dateline, "evaluate", "gate", "."], traps)
    assert "in a checkout" in refused.stderr


def test_the_module_works_there_and_leaves_the_names_to_their_owners(
    installed: Path, traps: Path
) -> None:
    python = str(installed / "bin" / "python")
    (traps / "schemas.py").write_text("MINE = True\n")
    code = (
        "import schemas, dateline; assert schemas.MINE\n"
        "print([one.place.name for one in dateline.geoparse('He left Aleppo.')])"
    )
    done = run([python, "-c", code], traps)
    assert done.stdout == "['Aleppo']\n", done.stderr
    assert run([python, "-m", "dateline", "--version"], traps).returncode == 0


def test_an_import_that_cannot_be_rewritten_is_refused() -> None:
    assert rewritten("from streams.errors import X\n", "a") == (
        "from dateline.streams.errors import X\n"
    )
    assert rewritten('files("infra") / "x"', "a") == 'files("dateline.infra") / "x"'
    assert rewritten('COMMANDS = {"schemas": 1}', "a") == 'COMMANDS = {"schemas": 1}'
    with pytest.raises(ValueError, match="from streams import"):
        rewritten("import streams.errors\n", "a.py")
