"""The output of ``dateline extract --explain`` on a terminal."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from schemas import Article
from streams.extract.article.explanation import Explainer, Reason, Stretch, by_sentence
from streams.extract.core import Explained
from streams.extract.triggers.refusals import Refusal
from streams.search.words import without_controls

STYLES = {
    "trigger": "bold reverse",
    "agent": "magenta",
    "target": "yellow",
    "place": "green",
    "date": "cyan",
    "figure": "red",
}


class ExplainedPrinter:
    """Prints an article by sentence: the drafts with reasons, then the words that were refused."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._explainer = Explainer()

    def show(self, article: Article, explained: Explained) -> None:
        """Print one article."""
        counted = sum(draft.counts for draft in explained.drafts)
        head = Text(without_controls(article.title or article.article_id), style="bold underline")
        self._console.print(head)
        self._console.print(
            Text(
                f"{len(explained.drafts)} mentions, {counted} that count, "
                f"{len(explained.refusals)} words refused",
                style="dim",
            )
        )
        drafts = by_sentence(explained.candidates)
        refused: dict[int, list[Refusal]] = {}
        for refusal in explained.refusals:
            refused.setdefault(refusal.sentence, []).append(refusal)
        for index in sorted({*drafts, *refused}):
            self._sentence(article, explained, drafts.get(index, []), refused.get(index, []))
        self._console.print()

    def _sentence(
        self,
        article: Article,
        explained: Explained,
        drafts: Sequence[int],
        refused: Sequence[Refusal],
    ) -> None:
        self._console.print()
        for number in drafts:
            candidate, draft = explained.candidates[number], explained.drafts[number]
            stretches = self._explainer.stretches(candidate, draft, explained.analysis)
            text = article.text if draft.quoted_from == "text" else draft.title or ""
            self._console.print(marked(text, (draft.char_start, draft.char_end), stretches))
            self._console.print(
                _table(self._explainer.reasons(candidate, draft, explained.analysis), draft.counts)
            )
        if refused:
            s = explained.analysis.contexts[refused[0].sentence].sentence
            if not drafts:
                self._console.print(marked(article.text, (s.start, s.end), []))
            self._console.print(_refusals(s.words, refused))


def marked(text: str, span: tuple[int, int], stretches: Sequence[Stretch]) -> Text:
    """Return a sentence with its stretches in colour and the trigger in brackets."""
    made = Text(overflow="fold")
    at = span[0]
    for stretch in _apart(stretches, span):
        made.append(_flat(text[at : stretch.start]))
        words = _flat(text[stretch.start : stretch.end])
        made.append(f"[{words}]" if stretch.part == "trigger" else words, STYLES[stretch.part])
        at = stretch.end
    made.append(_flat(text[at : span[1]]))
    return made


def _apart(stretches: Sequence[Stretch], span: tuple[int, int]) -> Iterator[Stretch]:
    """Yield the stretches of a sentence in order; of two that overlap, the first is kept."""
    kept: list[Stretch] = []
    for one in stretches:
        inside = span[0] <= one.start and one.end <= span[1]
        if inside and all(one.end <= old.start or one.start >= old.end for old in kept):
            kept.append(one)
    yield from sorted(kept, key=lambda one: one.start)


def _table(reasons: Sequence[Reason], counts: bool) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, justify="right", min_width=12, style="dim")
    table.add_column(overflow="fold", max_width=40)
    table.add_column(overflow="fold", style="dim")
    for number, reason in enumerate(reasons):
        style = ("bold green" if counts else "bold") if number == 0 else ""
        value = Text(without_controls(reason.value), style=style)
        table.add_row(Text(reason.field), value, Text(without_controls(reason.why)))
    return table


def _refusals(words: Sequence[str], refused: Sequence[Refusal]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, justify="right", min_width=12, style="red")
    table.add_column(overflow="fold", max_width=40)
    table.add_column(overflow="fold", style="dim")
    for one in refused:
        span = without_controls(" ".join(words[one.start : one.end]))
        table.add_row("refused", Text(span), Text(without_controls(one.reason)))
    return table


def _flat(text: str) -> str:
    return without_controls(text.replace("\n", " "))
