from evaluation.measures import Counts
from evaluation.muc4.align import align, outcome_counts
from evaluation.muc4.template import Entity
from tests.evaluation.muc4.make import answer, template

ALAS: tuple[tuple[tuple[str, ...], ...], ...] = ((("CHILE",), ("ALAS",)),)


def test_the_pair_with_most_credit_is_taken_first() -> None:
    near, far = template(), template("ATTACK", places=ALAS)
    outcome = align([far, near], [answer()])
    assert outcome.pairs == ((near, answer()),)
    assert outcome.missing == (far,)


def test_a_pair_needs_its_type_and_one_more_slot() -> None:
    elsewhere = answer(country="chile", finest="alas", when=(None, template().dates[0][1]))
    assert align([template()], [elsewhere]).pairs
    assert not align([template(when=())], [elsewhere]).pairs
    assert not align([template()], [answer("KIDNAPPING")]).pairs


def test_an_optional_template_is_not_missing() -> None:
    assert align([template(optional=True)], []).missing == ()


def test_all_templates_counts() -> None:
    told = template(to=(Entity(("MAYOR",)),))
    right = align([told], [answer(to=("mayor", "driver"))])
    missed = align([template(places=())], [])
    invented = align([], [answer(finest=None, country=None)])
    counts = outcome_counts([right, missed, invented])
    assert counts["incident"] == Counts(1, 2, 2)
    assert counts["type"] == Counts(1, 2, 2)
    assert counts["date"] == Counts(1, 2, 2)
    assert counts["location"] == Counts(1, 1, 1)
    assert counts["perpetrator"] == Counts()
    assert counts["target"] == Counts(1, 2, 1)
    assert counts["all"] == Counts(4, 7, 6)
