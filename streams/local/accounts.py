"""Which user the servers run as, and folders that this user can reach.

Elasticsearch refuses to run as root. Started by root, both servers run as the user who called
``sudo``, else as ``nobody``; started by anybody else, as that user.
"""

import grp
import hashlib
import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path

from streams.errors import ServerError

NOBODY = 65534
ROOT_CACHE = Path("/var/cache/dateline")
ROOT_DATA = Path("/var/tmp")  # noqa: S108 - survives a reboot; ownership is checked below


@dataclass(frozen=True)
class Account:
    """The user that the servers run as when root starts them."""

    name: str
    uid: int
    gid: int


def server_account() -> Account | None:
    """Return the user to drop to, or None when we are not root and stay who we are."""
    if os.geteuid() != 0:
        return None
    sudo = os.environ.get("SUDO_UID", "0")
    uid = int(sudo) if sudo.isdigit() and int(sudo) else None
    try:
        entry = pwd.getpwuid(uid) if uid else pwd.getpwnam("nobody")
    except KeyError:
        return Account(str(uid or NOBODY), uid or NOBODY, _nobody_group())
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _nobody_group() -> int:
    names = {group.gr_name: group.gr_gid for group in grp.getgrall()}
    return names.get("nogroup", names.get("nobody", NOBODY))


def reaches(account: Account, path: Path) -> bool:
    """Return whether an account may pass through every existing folder down to a path."""
    real = path.resolve()
    return all(_may_enter(account, folder) for folder in (real, *real.parents) if folder.is_dir())


def _may_enter(account: Account, folder: Path) -> bool:
    info = folder.stat()
    if info.st_uid == account.uid:
        return bool(info.st_mode & stat.S_IXUSR)
    if info.st_gid == account.gid:
        return bool(info.st_mode & stat.S_IXGRP)
    return bool(info.st_mode & stat.S_IXOTH)


def cache_for(account: Account | None, wanted: Path) -> Path:
    """Return the cache folder itself, or root's shared one when the account cannot reach it."""
    return wanted if account is None or reaches(account, wanted) else ROOT_CACHE


def data_for(account: Account | None, home: Path) -> Path:
    """Return the folder of the servers' data: the home, or a stand-in that the account reaches."""
    if account is None or reaches(account, home):
        return home
    digest = hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
    return ROOT_DATA / f"dateline-{digest}"


def make_folder(folder: Path) -> None:
    """Make a folder that we can write to.

    Raises:
        ServerError: if we cannot: another user started servers here before.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        msg = f"cannot make {folder} ({error.strerror}); set DATELINE_HOME to a folder of yours"
        raise ServerError(msg) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        msg = (
            f"{folder} belongs to uid {folder.stat().st_uid}, who started servers here before; run "
            "the command as that user, or set DATELINE_HOME to a folder of yours"
        )
        raise ServerError(msg)


def make_stand_in(folder: Path) -> None:
    """Make root's folder in place of one that the account cannot reach.

    Raises:
        ServerError: if somebody else made it, or it is a link: in a folder that everybody may
            write to, both could be a trap.
    """
    folder.mkdir(parents=True, exist_ok=True)
    info = folder.lstat()
    if not stat.S_ISDIR(info.st_mode) or info.st_uid != os.geteuid():
        msg = f"{folder} belongs to another user or is a link; remove it and run the command again"
        raise ServerError(msg)
    folder.chmod(0o755)


def give(folder: Path, account: Account | None) -> None:
    """Hand a folder, with all that is in it, to the account.

    Files with several links stay as they are: a link to somebody else's file may be among them.
    """
    if account is None:
        return
    for item in (folder, *folder.rglob("*")):
        info = item.lstat()
        if info.st_uid != account.uid and (stat.S_ISDIR(info.st_mode) or info.st_nlink == 1):
            os.chown(item, account.uid, account.gid, follow_symlinks=False)
