"""The user that the servers run as, and folders that this user can access.

Elasticsearch refuses to run as root. If root starts the servers, both run as the user who called
``sudo``, else as ``nobody``. Otherwise, they run as the user who starts them.
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
    """Return the user to switch to; None if we are not root, so that the user does not change."""
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
    """Return whether an account may enter every existing folder down to a path."""
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
    """Return the cache folder, or a shared one if the account has no access to it."""
    return wanted if account is None or reaches(account, wanted) else ROOT_CACHE


def data_for(account: Account | None, home: Path) -> Path:
    """Return the data folder: the home, or a replacement if the account has no access to it."""
    if account is None or reaches(account, home):
        return home
    digest = hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
    return ROOT_DATA / f"dateline-{digest}"


def make_folder(folder: Path) -> None:
    """Create a folder, and check that we can write to it.

    Raises:
        ServerError: if not, for example because another user has started servers here.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        msg = (
            f"cannot create {folder} ({error.strerror}); set DATELINE_HOME to a folder of your own"
        )
        raise ServerError(msg) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        msg = (
            f"{folder} belongs to uid {folder.stat().st_uid}, who started servers here; run the "
            "command as that user, or set DATELINE_HOME to a folder of your own"
        )
        raise ServerError(msg)


def make_stand_in(folder: Path) -> None:
    """Create root's replacement for a folder that the account has no access to.

    Raises:
        ServerError: if it belongs to another user or is a link; both could be an attack, as
            everyone may write to the parent folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    info = folder.lstat()
    if not stat.S_ISDIR(info.st_mode) or info.st_uid != os.geteuid():
        msg = f"{folder} belongs to another user or is a link; remove it and run the command again"
        raise ServerError(msg)
    folder.chmod(0o755)


def give(folder: Path, account: Account | None) -> None:
    """Change the owner of a folder and its contents to the account.

    Files with several hard links are left alone, as one may link to a file of another user.
    """
    if account is None:
        return
    for item in (folder, *folder.rglob("*")):
        info = item.lstat()
        if info.st_uid != account.uid and (stat.S_ISDIR(info.st_mode) or info.st_nlink == 1):
            os.chown(item, account.uid, account.gid, follow_symlinks=False)
