"""People who are named twice in a row are counted once."""

import pytest

from streams.extract.casualties.apposition import Appositions, without_ages
from tests.extract.casualties.sentences import person, sentence


def joined(text: str, *people: tuple[str, int, str | None]) -> list[tuple[str, int | None]]:
    s = sentence(text)
    found = Appositions().join(s, [person(s, *one) for one in people])
    return [(" ".join(s.words[p.start : p.end]), p.count.best) for p in found]


def test_a_noun_and_a_name_behind_a_comma_are_one_person() -> None:
    s = sentence("A tailor , Ada Quill , fell")
    people = [person(s, "A tailor", 1, "tailors"), person(s, "Ada Quill", 1, "Ada Quill")]
    (found,) = Appositions().join(s, people)
    assert (found.start, found.end, found.group) == (0, 5, "Ada Quill")


def test_as_many_names_as_a_number_says_are_its_people() -> None:
    found = joined(
        "Two tailors , Ada Quill , 43 , and Ben Roe , 30 , fell",
        ("Two tailors", 2, "tailors"),
        ("Ada Quill", 1, "Ada Quill"),
        ("Ben Roe", 1, "Ben Roe"),
    )
    assert found == [("Two tailors , Ada Quill , 43 , and Ben Roe", 2)]


def test_a_name_beyond_the_number_is_someone_else() -> None:
    found = joined(
        "Two tailors , Ada Quill , Ben Roe , Cy Dunn fell",
        ("Two tailors", 2, "tailors"),
        *((name, 1, name) for name in ("Ada Quill", "Ben Roe", "Cy Dunn")),
    )
    assert found[-1] == ("Cy Dunn", 1)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "A tailor and Ada Quill fell",
            [("A tailor", 1, "tailors"), ("Ada Quill", 1, "Ada Quill")],
        ),
        ("Ben Roe , Ada Quill fell", [("Ben Roe", 1, "Ben Roe"), ("Ada Quill", 1, "Ada Quill")]),
        ("Two tailors , a baker fell", [("Two tailors", 2, "tailors"), ("a baker", 1, "bakers")]),
    ],
)
def test_others_are_counted_apart(text: str, people: list[tuple[str, int, str]]) -> None:
    assert len(joined(text, *people)) == 2


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        (", 24 , and", [",", "and"]),
        (", and", [",", "and"]),
        (", 2024 , and", [",", "2024", ",", "and"]),
    ],
)
def test_ages_between_names_are_left_out(gap: str, expected: list[str]) -> None:
    assert without_ages(gap.split()) == expected
