"""Small rules that turn annotated phrases into names with a label."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from training.wordlists import plain_places, table, weapons

TYPES = table("name_words.json")
DATES = table("dates.json")


def is_capital(token: Token) -> bool:
    """Tell whether the word has a capital letter (also after a prefix: "al-Assad")."""
    return token.text[:1].isupper() or (
        token.text[:3].lower() in {"al-", "el-"} and token.text[3:4].isupper()
    )


def name_runs(span: Span, *, joined: bool = False) -> Iterator[Span]:
    """Yield the capitalized runs of a phrase, with the small words inside of them.

    With ``joined``, words like "of" hold a run together.
    """
    start = end = None
    for token in span:
        if is_capital(token) and not (start is None and token.text in TYPES["no_name"]):
            start = _with_article(token) if start is None else start
            end = token.i + 1
        elif start is not None and not _holds(span.doc[start], token, joined=joined):
            yield span.doc[start:end]
            start = end = None
    if start is not None:
        yield span.doc[start:end]


def _with_article(token: Token) -> int:
    """Return where a name starts: before an Arabic article tied by a hyphen ("al-Hilla")."""
    doc, index = token.doc, token.i
    tied = index > 1 and doc[index - 1].text == "-" and not doc[index - 1].whitespace_
    return index - 2 if tied and doc[index - 2].lower_ in TYPES["inside"] else index


def _holds(first: Token, token: Token, *, joined: bool) -> bool:
    """Tell whether a small word may stand inside of the name that began with ``first``."""
    if token.lower_ == "of" and first.lower_ in TYPES["LOC"]:
        return True
    if token.lower_ in TYPES["joining"]:
        return joined
    return token.lower_ in TYPES["inside"] or (joined and token.is_digit)


def place_label(span: Span) -> str:
    """Return FAC, LOC or GPE by the last word of a place's name (or the first: "Mount")."""
    if span.text in plain_places():
        return "GPE"
    if span[0].lower_ in TYPES["FIRST"]:
        return "LOC"
    for label in ("FAC", "LOC"):
        if span[-1].lower_ in TYPES[label] and (len(span) > 1 or label == "LOC"):
            return label
    return "GPE"


def time_label(span: Span) -> str:
    """Return TIME when the phrase names a time of day or a length in hours, else DATE."""
    clock = any(token.lower_ in DATES["times"] or ":" in token.text for token in span)
    return "TIME" if clock else "DATE"


def is_date(span: Span) -> bool:
    """Tell whether a phrase about time is a date or a clock time that a reader can place."""
    known = DATES["weekdays"] | DATES["months"] | DATES["adverbs"] | DATES["times"] | DATES["units"]
    return any(token.lower_ in known or (token.is_digit and len(token) == 4) for token in span)


def is_cardinal(token: Token) -> bool:
    """Tell whether a word is a number and not an ordinal or a percentage."""
    return token.like_num and not token.lower_.endswith(("st", "nd", "rd", "th", "%"))


def number_runs(span: Span) -> Iterator[Span]:
    """Yield the runs of number words: "2.5 million" is one number."""
    index = span.start
    while index < span.end:
        end = index
        while end < span.end and is_cardinal(span.doc[end]):
            end += 1
        if end > index and (end == len(span.doc) or span.doc[end].text != "%"):
            yield Span(span.doc, index, end, "CARDINAL")
        index = max(end, index + 1)


def weapon_runs(span: Span) -> Iterator[Span]:
    """Yield the longest phrases of the weapon list."""
    longest = max(len(phrase) for phrase in weapons())
    index = span.start
    while index < span.end:
        for size in range(min(longest, span.end - index), 0, -1):
            if tuple(token.lower_ for token in span.doc[index : index + size]) in weapons():
                yield Span(span.doc, index, index + size, "WEAPON")
                index += size - 1
                break
        index += 1


def dates_of(doc: Doc) -> Iterator[Span]:
    """Yield plain dates: weekdays, month with day and year, "yesterday", "last week"."""
    index = 0
    while index < len(doc):
        end = _date_end(doc, index)
        if end > index:
            span = doc[index:end]
            yield Span(doc, index, end, time_label(span))
        index = max(end, index + 1)


def _date_end(doc: Doc, index: int) -> int:
    word = doc[index].lower_
    after = doc[index + 1].lower_ if index + 1 < len(doc) else ""
    if (
        word in {"last", "next", "this"}
        and after in DATES["units"] | DATES["weekdays"] | DATES["months"]
    ):
        return index + 2
    if not _anchors(doc, index):
        return index
    end = index + 1
    while end < len(doc) and _continues(doc, end):
        end += 1
    while doc[end - 1].text == ",":
        end -= 1
    return end


def _anchors(doc: Doc, index: int) -> bool:
    token = doc[index]
    if token.lower_ in DATES["adverbs"] | DATES["weekdays"] - {"sat", "sun"}:
        return token.lower_ in DATES["adverbs"] or token.text[:1].isupper()
    month = token.lower_ in DATES["months"] and token.text[:1].isupper()
    if month and token.text in {"May", "March"}:
        return index + 1 < len(doc) and doc[index + 1].is_digit
    ahead = doc[index + 1] if index + 1 < len(doc) else None
    day = (
        token.is_digit and len(token) < 3 and ahead is not None and ahead.lower_ in DATES["months"]
    )
    return month or (day and ahead is not None and ahead.text[:1].isupper())


def _continues(doc: Doc, index: int) -> bool:
    token = doc[index]
    if token.lower_ in DATES["months"] or token.lower_ in {
        "morning",
        "night",
        "evening",
        "afternoon",
    }:
        return True
    if token.is_digit and len(token) in {1, 2, 4}:
        return True
    return (
        token.text == ","
        and index + 1 < len(doc)
        and doc[index + 1].is_digit
        and len(doc[index + 1]) in {2, 4}
    )
