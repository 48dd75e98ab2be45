"""Messages and bytes of each topic per article, in process, on articles about gun violence.

    python -m benchmarks.message_bytes ../shared/benchmarks/gunviolence --sample 8

Bytes are those of the JSON before the producer's compression. The digest is of all events that
stand at the end: two versions that decide alike have the same one.
"""

import hashlib
import zlib
from collections import Counter
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from evaluation.gunviolence.gold import part_of, read_folder, sample_of
from schemas import Event
from streams.runtime.delivery import Incoming, Outgoing
from streams.wiring.pipeline import Pipeline, arrival, make_pipeline


class CountedPipeline(Pipeline):
    """A pipeline that counts what is sent, by topic."""

    def __init__(self, pipeline: Pipeline) -> None:
        self.__dict__.update(pipeline.__dict__)
        self.messages: Counter[str] = Counter()
        self.bytes: Counter[str] = Counter()
        self.compressed: Counter[str] = Counter()
        self._article: dict[str, bytes] = {}

    def close_article(self) -> None:
        """Count what the messages of the article take when they are compressed together."""
        for topic, raw in self._article.items():
            self.compressed[topic] += len(zlib.compress(raw))
        self._article.clear()

    def _arrive(self, output: Outgoing, origin: float) -> Incoming:
        value = output.value or b""
        self.messages[output.topic] += 1
        self.bytes[output.topic] += len(value)
        self._article[output.topic] = self._article.get(output.topic, b"") + value
        return super()._arrive(output, origin)


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--sample", default=8, help="Take the articles of every n-th incident.")
@click.option("--part", default="dev", type=click.Choice(["dev", "test"]))
def main(folder: Path, sample: int, part: str) -> None:
    """Run the articles and print messages and bytes per article."""
    told = sample_of(part_of(read_folder(folder), part), sample)
    pipeline = CountedPipeline(make_pipeline())
    for one in told:
        key = one.article.article_id.encode()
        pipeline.feed(key, one.article.to_json(), arrival(one.article))
        pipeline.close_article()
    events = pipeline.result().events
    Console().print(_table(pipeline, len(told)))
    click.echo(f"{len(told)} articles, {len(events)} events, digest {digest(events)}")


def digest(events: list[Event]) -> str:
    """Return a digest of whole events, in whatever order they come."""
    lines = sorted(event.to_json() for event in events)
    return hashlib.sha256(b"\n".join(lines)).hexdigest()[:16]


def _table(pipeline: CountedPipeline, articles: int) -> Table:
    table = Table(show_edge=False, pad_edge=False)
    headings = ("topic", "messages/article", "bytes/message", "bytes/article", "deflated/article")
    for heading in headings:
        table.add_column(heading, justify="left" if heading == "topic" else "right")
    for topic in sorted(pipeline.messages):
        messages, size = pipeline.messages[topic], pipeline.bytes[topic]
        table.add_row(
            topic,
            f"{messages / articles:.1f}",
            f"{size / messages:,.0f}",
            f"{size / articles:,.0f}",
            f"{pipeline.compressed[topic] / articles:,.0f}",
        )
    return table


if __name__ == "__main__":
    main()
