from collections import Counter
from itertools import pairwise

from streams.wiring.pipeline import arrival
from tests.samples.read import FOLDER, articles


def test_there_are_enough_of_them_from_enough_outlets() -> None:
    told = articles()
    assert len(told) >= 14
    outlets = {article.publisher for article in told}
    assert len(outlets) >= 7
    assert all(outlet.endswith(".example") for outlet in outlets)


def test_they_stand_in_order_of_arrival() -> None:
    assert all(arrival(one) <= arrival(two) for one, two in pairwise(articles()))


def test_versions_rise_and_only_corrected_ones_have_two() -> None:
    versions: dict[str, list[int]] = {}
    for article in articles():
        versions.setdefault(article.article_id, []).append(article.version)
    assert sorted(v for v in versions.values() if v != [1]) == [[1, 2], [1, 2]]


def test_one_is_a_copy_under_another_headline() -> None:
    texts = Counter(article.text for article in articles())
    [(copied, _)] = [(text, n) for text, n in texts.items() if n > 1]
    tellings = [article for article in articles() if article.text == copied]
    assert len({article.title for article in tellings}) == len(tellings) == 2
    assert len({article.publisher for article in tellings}) == 2


def test_one_is_retracted() -> None:
    assert [a.article_id for a in articles() if a.status == "retracted"] == ["maiduguri-abduction"]


def test_the_readme_says_what_each_is_for() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert [a.article_id for a in articles() if f"`{a.article_id}`" not in readme] == []
