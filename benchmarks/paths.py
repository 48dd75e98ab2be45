"""Where the benchmarks read and write."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples" / "articles.jsonl"
RESULTS = ROOT / "benchmarks" / "results"
