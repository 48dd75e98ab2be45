"""MkDocs hooks: the generated reference pages join the written ones when the site is built."""

import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from documentation.reference import PAGES


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add each generated page; MkDocs calls this when it has read the folder ``docs``."""
    for path, page in PAGES.items():
        files.append(File.generated(config, path, content=page()))
    return files
