"""`python -m training SHARED WORK`: from the corpora to the packaged pipeline, in one command.

Each step is a module that can be run alone. Training goes on where it was stopped.
"""

import argparse
import importlib.util
import subprocess
import sys
import time
from pathlib import Path

from training.train import EPOCHS

MODEL = Path("models/pipeline/en")
CORPORA = ("ewt", "gum", "re3d")


def steps(options: argparse.Namespace) -> list[list[str]]:
    """Return the modules to run in order, with their arguments."""
    work = str(options.work)
    syntax, names = (str(n) for n in (options.syntax_epochs, options.names_epochs))
    return [
        ["training.convert", str(options.shared / "training"), work],
        ["training.train", "syntax", work, "--epochs", syntax],
        ["training.train", "names", work, "--drop", "0.25", "--epochs", names],
        ["training.assemble", work, str(options.target)],
    ]


def lacking(shared: Path) -> str | None:
    """Return what is not there to begin with, and how to get it."""
    absent = [name for name in CORPORA if not (shared / "training" / name).is_dir()]
    if absent:
        return f"{shared / 'training'} has no folder {', '.join(absent)}: SHARED must have them"
    if importlib.util.find_spec("spacy_lookups_data") is None:
        return "tables of lemmas and clusters are not installed: pip install 'dateline[training]'"
    return None


def run(options: argparse.Namespace) -> int:
    """Run the steps until one fails; return its code."""
    todo = steps(options)
    for number, step in enumerate(todo, start=1):
        print(f"[{number}/{len(todo)}] {' '.join(step)}", flush=True)
        code = subprocess.run([sys.executable, "-m", *step], check=False).returncode
        if code:
            print(f"{step[0]} ended with {code}. The same command goes on from here.")
            return code
    return 0


def main() -> None:
    """Read the command line, run all steps, say what to do next."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("shared", type=Path, help="folder with training/ewt, gum and re3d")
    parser.add_argument("work", type=Path, help="folder for what is made on the way")
    parser.add_argument("target", type=Path, nargs="?", default=MODEL, help=f"default: {MODEL}")
    parser.add_argument("--syntax-epochs", type=int, default=EPOCHS["syntax"])
    parser.add_argument("--names-epochs", type=int, default=EPOCHS["names"])
    options = parser.parse_args()
    if problem := lacking(options.shared):
        sys.exit(problem)
    started = time.monotonic()
    try:
        code = run(options)
    except KeyboardInterrupt:
        sys.exit("\nStopped. The same command goes on after the last whole epoch.")
    if code:
        sys.exit(code)
    minutes = (time.monotonic() - started) / 60
    print(f"\nThe pipeline is in {options.target}, after {minutes:.0f} minutes. Measure it:")
    measure = f"training.evaluate {options.work} {options.shared} --pipeline {options.target}"
    print(f"  python -m {measure}")


if __name__ == "__main__":
    main()
