"""Root's servers run as somebody else, in folders that this user can reach."""

import os
from pathlib import Path

import pytest

from streams.errors import ServerError
from streams.local.accounts import (
    ROOT_CACHE,
    Account,
    cache_for,
    data_for,
    make_folder,
    make_stand_in,
    reaches,
    server_account,
)

STRANGER = Account("stranger", 54321, 54321)


@pytest.fixture
def open_folder(tmp_path: Path) -> Path:
    """A folder that everybody can enter; pytest's own parents of it are private."""
    folder = tmp_path / "open"
    folder.mkdir()
    for parent in (folder, tmp_path, *tmp_path.parents):
        if parent.stat().st_uid == os.geteuid() and "pytest" in str(parent):
            parent.chmod(0o755)
    return folder


def test_a_private_folder_on_the_way_is_not_passed(open_folder: Path) -> None:
    inner = open_folder / "private" / "home"
    inner.mkdir(parents=True)
    assert reaches(STRANGER, inner)
    inner.parent.chmod(0o700)
    assert not reaches(STRANGER, inner)


def test_a_folder_that_does_not_exist_yet_counts_by_its_parents(open_folder: Path) -> None:
    assert reaches(STRANGER, open_folder / "later" / "on")
    open_folder.chmod(0o700)
    assert not reaches(STRANGER, open_folder / "later" / "on")


def test_the_own_folder_is_reached_by_its_owner(open_folder: Path) -> None:
    open_folder.chmod(0o700)
    owner = Account("owner", os.geteuid(), os.getegid())
    assert reaches(owner, open_folder)


def test_a_home_out_of_reach_gets_a_stand_in_of_its_own(open_folder: Path) -> None:
    open_folder.chmod(0o700)
    one, two = data_for(STRANGER, open_folder / "a"), data_for(STRANGER, open_folder / "b")
    assert len({one, two, open_folder / "a", open_folder / "b"}) == 4
    assert one == data_for(STRANGER, open_folder / "a")
    assert cache_for(STRANGER, open_folder) == ROOT_CACHE


def test_who_is_not_root_stays_at_home(open_folder: Path) -> None:
    open_folder.chmod(0o700)
    assert data_for(None, open_folder) == open_folder
    assert cache_for(None, open_folder) == open_folder


def test_root_becomes_who_called_sudo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv("SUDO_UID", "54321")
    account = server_account()
    assert account is not None
    assert account.uid == 54321


@pytest.mark.parametrize("value", ["0", "", "root"])
def test_root_never_stays_root(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv("SUDO_UID", value)
    account = server_account()
    assert account is not None
    assert account.uid > 0
    assert account.gid > 0


def test_a_link_is_no_stand_in(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with pytest.raises(ServerError, match="is a link"):
        make_stand_in(tmp_path / "link")


def test_a_file_in_the_way_of_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("", encoding="utf-8")
    with pytest.raises(ServerError, match="set DATELINE_HOME"):
        make_folder(tmp_path / "home")
