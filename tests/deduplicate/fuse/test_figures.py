"""One toll out of many reports."""

from datetime import timedelta

import pytest

from schemas.mention import Casualties, Figure, Mention, Quantities
from streams.deduplicate.fuse.figures import fuse_casualties, fuse_quantities
from tests.deduplicate.stories import PUBLISHED, make_figure, make_mention

Numbers = int | tuple[int | None, int | None, int | None]


def killed(*mentions: Mention) -> Figure:
    sources = {mention.publisher: mention.publisher for mention in mentions}
    figure = fuse_casualties(mentions, sources).killed
    assert figure is not None
    return figure


def numbers(figure: Figure) -> tuple[int | None, int | None, int | None]:
    return figure.low, figure.best, figure.high


def reported(mention_id: str, figure: Numbers, **changes: object) -> Mention:
    return make_mention(mention_id, killed=figure, **changes)


def test_nobody_said_is_null() -> None:
    mention = make_mention("a")
    assert fuse_casualties([mention], {mention.publisher: "a"}) == Casualties()


@pytest.mark.parametrize(
    ("first", "second", "fused"),
    [
        ((18, 20, 22), (20, 20, None), (20, 20, 22)),
        ((20, 20, None), (18, 20, 22), (20, 20, 22)),
        ((12, 12, 12), (3, 3, 3), (12, 12, 12)),
        ((24, 36, 99), (40, 40, 40), (40, 40, 40)),
        ((5, 5, None), (7, 7, None), (7, 7, None)),
        ((0, 15, 15), (1, 1, 1), (0, 15, 15)),
        ((0, 3, 4), (3, 3, 3), (3, 3, 3)),
    ],
)
def test_a_figure_reported_twice_in_an_article_narrows_and_never_adds_up(
    first: Numbers, second: Numbers, fused: Numbers
) -> None:
    pair = (
        reported("a", first, article_id="x"),
        reported("b", second, article_id="x", char_start=50),
    )
    assert numbers(killed(*pair)) == fused


def test_the_later_article_of_an_outlet_corrects_its_earlier_one() -> None:
    earlier = reported("a", 40, publisher="one.example")
    later = reported("b", 25, publisher="one.example", published_at=PUBLISHED + timedelta(hours=3))
    figure = killed(later, earlier)
    assert numbers(figure) == (25, 25, 25)
    assert figure.mention_id == "b"


def test_the_figure_that_most_outlets_support_is_best() -> None:
    late = reported("c", 31, published_at=PUBLISHED + timedelta(hours=5))
    figure = killed(reported("a", 20), reported("b", 20), late)
    assert numbers(figure) == (20, 20, 31)
    assert figure.mention_id in ("a", "b")


def test_copies_of_one_text_support_a_figure_once() -> None:
    late = reported("c", 31, published_at=PUBLISHED + timedelta(hours=5))
    mentions = [reported("a", 20), reported("b", 20), late]
    sources = {item.publisher: "wire" for item in mentions[:2]} | {late.publisher: "late"}
    figure = fuse_casualties(mentions, sources).killed
    assert figure is not None
    assert figure.best == 31


def test_open_figures_stay_open() -> None:
    assert numbers(killed(reported("a", (20, 20, None)))) == (20, 20, None)


def test_kinds_do_not_mix() -> None:
    mention = make_mention("a", casualties=Casualties(injured=make_figure(9)))
    fused = fuse_casualties([mention], {mention.publisher: "a"})
    assert fused.killed is None
    assert fused.injured is not None
    assert fused.injured.best == 9


def test_the_wording_is_kept_as_long_as_the_range_is_its_own() -> None:
    vague = Figure(low=200, best=300, high=999, as_written="hundreds")
    one = make_mention("a").model_copy(update={"casualties": Casualties(killed=vague)})
    assert killed(one).as_written == "hundreds"
    exact = reported("b", 240, publisher="other.example")
    assert killed(one, exact).as_written is None


def test_quantities_are_fused_as_casualties_are() -> None:
    mentions = [
        make_mention(f"m{n}", quantities=Quantities(participants=make_figure(n)))
        for n in (200, 500)
    ]
    fused = fuse_quantities(mentions, {m.publisher: m.publisher for m in mentions})
    assert fused.participants is not None
    assert (fused.participants.low, fused.participants.high) == (200, 500)
    assert fused.weapons is None
