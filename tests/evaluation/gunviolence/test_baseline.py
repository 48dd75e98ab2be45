from datetime import timedelta

from evaluation.gunviolence.baseline import TfIdf, baseline_groups, single_pass
from tests.evaluation.gunviolence.make import DAY, told

RED, BLUE = {"red": 1.0}, {"blue": 1.0}


def test_near_articles_share_a_group_and_others_do_not() -> None:
    assert single_pass([RED, BLUE, RED], [DAY] * 3, 0.5) == [0, 1, 0]


def test_a_group_is_closed_seven_days_after_its_last_article() -> None:
    days = [DAY, DAY + timedelta(7), DAY + timedelta(15)]
    assert single_pass([RED] * 3, days, 0.5) == [0, 0, 1]


def test_the_bound_decides_who_joins() -> None:
    both = {"red": 0.6, "blue": 0.8}
    assert single_pass([RED, both], [DAY] * 2, 0.5) == [0, 0]
    assert single_pass([RED, both], [DAY] * 2, 0.7) == [0, 1]


def test_words_that_all_articles_have_weigh_nothing() -> None:
    articles = [told(str(n), f"the {word}").article for n, word in enumerate(("dog", "cat"))]
    vector = TfIdf(articles).vector(articles[0])
    assert vector["the"] == 0
    assert vector["dog"] == 1


def test_the_bound_is_fitted_on_the_earlier_articles() -> None:
    texts = ["a dog bit a postman", "a dog bit the postman", "the ship sank", "a ship sank there"]
    dev = [told(str(n), text, about=f"i{n // 2}") for n, text in enumerate(texts)]
    groups, bound = baseline_groups(dev, dev)
    assert groups == [0, 0, 1, 1]
    assert 0 < bound < 1
