from evaluation.mistakes import Mistake, as_errors, causes_section


def mistakes() -> list[Mistake]:
    return [
        Mistake("date", "d1", "Monday"),
        Mistake("place", "d1", "Paris", {"wanted": "Paris, Texas"}),
        Mistake("place", "d2", "Lima"),
        Mistake("place", "d3", "Lima"),
    ]


def test_the_most_frequent_cause_comes_first_with_its_most_frequent_example() -> None:
    rows = causes_section(mistakes()).rows
    assert rows == (("place", "3", "75%", "Lima (2)\nParis"), ("date", "1", "25%", "Monday"))


def test_errors_are_ordered_by_cause_and_keep_their_details() -> None:
    errors = as_errors(mistakes())
    assert [error["where"] for error in errors] == ["d1", "d2", "d3", "d1"]
    assert errors[0] == {
        "error": "place",
        "where": "d1",
        "what": "Paris",
        "wanted": "Paris, Texas",
    }


def test_no_mistake_makes_an_empty_table() -> None:
    assert causes_section([]).rows == ()
