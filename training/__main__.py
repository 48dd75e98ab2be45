"""`python -m training SHARED WORK`: from the corpora to the packaged pipeline, in one command.

Each step is a module that can be run alone. Training goes on where it was stopped.
"""

import subprocess
import sys
from pathlib import Path

MODEL = "streams/language/model"


def steps(shared: Path, work: Path, target: str) -> list[list[str]]:
    """Return the modules to run in order, with their arguments."""
    return [
        ["training.convert", str(shared / "training"), str(work)],
        ["training.train", "syntax", str(work)],
        ["training.train", "names", str(work), "--drop", "0.25"],
        ["training.assemble", str(work), target],
    ]


def main() -> None:
    """Run all steps; end with the code of the first that fails."""
    if len(sys.argv) not in {3, 4}:
        sys.exit(f"usage: python -m training SHARED WORK [TARGET]; TARGET is {MODEL} if not given")
    shared, work, *target = sys.argv[1:]
    for step in steps(Path(shared), Path(work), target[0] if target else MODEL):
        print("==>", *step, flush=True)
        done = subprocess.run([sys.executable, "-m", *step], check=False)
        if done.returncode:
            sys.exit(done.returncode)


if __name__ == "__main__":
    main()
