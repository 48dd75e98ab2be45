"""Puts all packages of the project into one package of the wheel: ``dateline``.

In the repository, ``streams``, ``schemas``, ``models`` and ``infra`` are folders at the top. If
they were installed so, a ``schemas.py`` in a working directory would be imported in the place
of ours. In the wheel they are ``dateline.streams`` and so on, and their imports are rewritten.
"""

import re
import shutil
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGES = ("streams", "schemas", "models", "infra")
"""The folders that the wheel has below ``dateline``."""
DATA = ("samples",)
NAME = f"({'|'.join(PACKAGES)})"
RULES = (
    (rf"^(\s*)from {NAME}(\.[\w.]+)? import ", r"\1from dateline.\2\3 import "),
    (rf"^(\s*)import {NAME}(\.[\w.]+)? as ", r"\1import dateline.\2\3 as "),
    (rf'''\b(files|import_module|PackageLoader)\((f?)"{NAME}(["./])''', r'\1(\2"dateline.\3\4'),
    (rf"""("-m", "){NAME}\.""", r"\1dateline.\2."),
)
"""What names a package in the code: imports, look-ups of data, and programs that are started."""
PLAIN_IMPORT = re.compile(rf"^\s*import {NAME}(?:\.[\w.]+)?\s*(?:#.*)?$", re.MULTILINE)


def rewritten(source: str, name: str) -> str:
    """Return a module with the packages of the project below ``dateline``.

    Raises:
        ValueError: for ``import streams.x``, which binds the name of the package itself.
    """
    if PLAIN_IMPORT.search(source):
        msg = f"{name}: write `from streams import x` instead of `import streams.x`"
        raise ValueError(msg)
    for pattern, replacement in RULES:
        source = re.sub(pattern, replacement, source, flags=re.MULTILINE)
    return source


class OnePackage(BuildHookInterface):  # type: ignore[misc, type-arg]
    """Writes the rewritten packages beside the build, and includes them in the wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add ``dateline/streams`` and the others to a wheel; leave an editable install alone."""
        if version == "editable":
            return
        root = Path(self.root)
        target = Path(self.directory) / "one-package"
        shutil.rmtree(target, ignore_errors=True)
        for package in (*PACKAGES, *DATA):
            ignored = shutil.ignore_patterns("__pycache__", "*.pyc", "node_modules")
            shutil.copytree(root / package, target / package, ignore=ignored)
            build_data["force_include"][str(target / package)] = f"dateline/{package}"
        for module in target.rglob("*.py"):
            text = rewritten(module.read_text(encoding="utf-8"), module.name)
            module.write_text(text, encoding="utf-8")
        own = target / "dateline"
        own.mkdir()
        for module in (root / "dateline").glob("*.py"):
            text = rewritten(module.read_text(encoding="utf-8"), module.name)
            (own / module.name).write_text(text, encoding="utf-8")
            build_data["force_include"][str(own / module.name)] = f"dateline/{module.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was written for the build."""
        del version, build_data, artifact_path
        shutil.rmtree(Path(self.directory) / "one-package", ignore_errors=True)
