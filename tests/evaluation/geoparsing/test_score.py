import pytest

from evaluation.geoparsing.gold import GoldPlace
from evaluation.geoparsing.score import country_right, end_to_end, is_near, is_right, judge
from evaluation.measures import Counts
from evaluation.system import GazetteerPoint
from tests.evaluation.geoparsing.make import FRANCE, TEXAS, found, name, spot

LA = GoldPlace("4331987", "Louisiana", 31.0, -92.0, "US", "ADM1")


def test_a_place_is_right_within_161_km() -> None:
    assert is_right(TEXAS, spot(35.1))
    assert not is_right(TEXAS, spot(35.12))


def test_the_same_geonames_id_is_right_wherever_its_point_is() -> None:
    assert is_right(TEXAS, spot(0, 0, identity="geonames:4717560"))


@pytest.mark.parametrize(
    ("given", "right"),
    [
        (spot(43.0, 5.0, name="France", kind="country", country="FR"), True),
        (spot(46.0, 2.0, country="FR"), False),
        (spot(46.0, 2.0, kind="country", country="MC"), False),
    ],
)
def test_a_country_is_right_by_its_code_and_not_by_its_centre(
    given: GazetteerPoint, right: bool
) -> None:
    assert is_right(FRANCE, given) is right


def test_another_area_is_right_by_its_name_in_its_country() -> None:
    assert is_right(LA, spot(35, -89, name="Louisiana", kind="admin1"))
    assert not is_right(LA, spot(35, -89, name="Louisiana", kind="admin1", country="CR"))
    assert not is_right(TEXAS, spot(0, 0))


@pytest.mark.parametrize(
    ("gold", "given", "near"),
    [
        (FRANCE, spot(48.9, 2.4, name="France", kind="country", country="FR"), False),
        (FRANCE, spot(46.5, 2.5, name="Creuse", kind="admin2", country="FR"), True),
        (LA, spot(35, -89, name="Louisiana", kind="admin1"), False),
        (TEXAS, spot(0, 0, identity="geonames:4717560"), False),
        (TEXAS, spot(35.1, country="MX"), True),
    ],
)
def test_by_distance_alone_neither_codes_nor_names_count(
    gold: GoldPlace, given: GazetteerPoint, near: bool
) -> None:
    assert is_near(gold, given) is near


def test_both_rules_judge_the_same_names() -> None:
    gold = [name(0, 5, FRANCE), name(10, 15)]
    far = spot(48.9, 2.4, name="France", kind="country", country="FR")
    given = [found(0, 5, far), found(10, 15, spot())]
    assert end_to_end(gold, given).counts == Counts(2, 2, 2)
    assert end_to_end(gold, given, is_near).counts == Counts(1, 2, 2)


def test_end_to_end_needs_an_overlapping_span_and_the_right_place() -> None:
    gold = [name(0, 5), name(10, 15), name(20, 25)]
    given = [found(2, 7, spot()), found(10, 15, spot(0, 0)), found(30, 35, spot())]
    result = end_to_end(gold, given)
    assert result.counts == Counts(1, 3, 3)
    assert [one.start for one in result.missed] == [10, 20]
    assert [one.start for one in result.wrong] == [10, 30]


def test_a_name_without_a_place_is_no_answer() -> None:
    assert end_to_end([name(0, 5)], [found(0, 5, None)]).counts == Counts(0, 0, 1)


def test_gold_names_without_coordinates_are_left_out() -> None:
    result = end_to_end([name(0, 5, None)], [found(0, 5, spot())])
    assert result.counts == Counts(0, 0, 0)


def test_each_found_name_is_right_once() -> None:
    result = end_to_end([name(0, 5), name(6, 11)], [found(0, 11, spot())])
    assert result.counts == Counts(1, 1, 2)


@pytest.mark.parametrize(
    ("given", "readings", "cause"),
    [
        (spot(), [spot()], "right"),
        (None, [spot(0, 0)], "not in the gazetteer"),
        (spot(0, 0), [spot(0, 0)], "not in the gazetteer"),
        (None, [spot()], "unresolved"),
        (spot(48.8, 2.3, country="FR"), [spot()], "wrong country"),
        (spot(40.0), [spot()], "wrong place"),
    ],
)
def test_the_cause_of_a_wrong_answer(
    given: GazetteerPoint | None, readings: list[GazetteerPoint], cause: str
) -> None:
    assert judge(TEXAS, given, readings) == cause


def test_a_country_is_right_only_with_an_answer() -> None:
    assert country_right(TEXAS, spot(0, 0))
    assert not country_right(TEXAS, spot(country="FR"))
    assert not country_right(TEXAS, None)
