"""Each kind of expression: its words, TIMEX3 type and value; published 2023-03-15, a Wednesday."""

import pytest

from tests.extract.time.timex.tagging import expressions, values

CASES = [
    ("The bridge fell today.", "today", "DATE", "2023-03-15"),
    ("The bridge fell the day before yesterday.", "the day before yesterday", "DATE", "2023-03-13"),
    ("The bridge fell on Sunday.", "Sunday", "DATE", "2023-03-12"),
    ("The bridge fell on Wednesday.", "Wednesday", "DATE", "2023-03-15"),
    ("The bridge fell last Wednesday.", "last Wednesday", "DATE", "2023-03-08"),
    ("The bridge fell early Monday.", "early Monday", "DATE", "2023-03-13"),
    ("The bridge fell on Friday the 13th.", "Friday the 13th", "DATE", "2023-01-13"),
    ("The council will meet on Friday.", "Friday", "DATE", "2023-03-17"),
    ("The council meets next Friday.", "next Friday", "DATE", "2023-03-17"),
    ("The bridge fell on 9 March.", "9 March", "DATE", "2023-03-09"),
    ("The bridge fell on March 9, 2021.", "March 9, 2021", "DATE", "2021-03-09"),
    ("The bridge fell on Thursday, March 9.", "Thursday, March 9", "DATE", "2023-03-09"),
    ("The bridge fell on Nov. 9.", "Nov. 9", "DATE", "2022-11-09"),
    ("The bridge is to open by April 9.", "April 9", "DATE", "2023-04-09"),
    ("The bridge fell on the 14th of February.", "the 14th of February", "DATE", "2023-02-14"),
    ("The bridge fell on the 11th.", "the 11th", "DATE", "2023-03-11"),
    ("The bridge fell on 2023-03-09.", "2023-03-09", "DATE", "2023-03-09"),
    ("The bridge fell on 3/9/23.", "3/9/23", "DATE", "2023-03-09"),
    ("The bridge fell on Christmas Eve.", "Christmas Eve", "DATE", "2022-12-24"),
    ("The bridge fell on Good Friday last year.", "Good Friday last year", "DATE", "2022-04-15"),
    ("The bridge fell on Thanksgiving.", "Thanksgiving", "DATE", "2022-11-24"),
    ("The bridge fell last week.", "last week", "DATE", "2023-W10"),
    ("The bridge fell over the weekend.", "the weekend", "DATE", "2023-W10-WE"),
    ("The bridge fell last month.", "last month", "DATE", "2023-02"),
    ("The bridge fell in February.", "February", "DATE", "2023-02"),
    ("The bridge fell in October.", "October", "DATE", "2022-10"),
    ("The bridge fell in late October 2019.", "late October 2019", "DATE", "2019-10"),
    ("The bridge fell in June last year.", "June last year", "DATE", "2022-06"),
    ("The bridge fell last May.", "last May", "DATE", "2022-05"),
    ("The bridge will open in May.", "May", "DATE", "2023-05"),
    ("The bridge fell last summer.", "last summer", "DATE", "2022-SU"),
    ("The bridge fell in the fall of 2019.", "the fall of 2019", "DATE", "2019-FA"),
    ("Profit fell in the third quarter.", "the third quarter", "DATE", "2022-Q3"),
    ("Profit fell in the first quarter of 2020.", "the first quarter of 2020", "DATE", "2020-Q1"),
    (
        "Profit fell in the second half of last year.",
        "the second half of last year",
        "DATE",
        "2022-H2",
    ),
    ("The bridge fell in 1998.", "1998", "DATE", "1998"),
    ("The bridge fell in nineteen ninety-eight.", "nineteen ninety-eight", "DATE", "1998"),
    ("Sales grew in fiscal 2021.", "fiscal 2021", "DATE", "2021"),
    ("The bridge fell in the early 1990s.", "the early 1990s", "DATE", "199"),
    ("The bridge was built in the 19th century.", "the 19th century", "DATE", "18"),
    ("The bridge must open by the end of the year.", "the end of the year", "DATE", "2023"),
    ("The bridge fell two days ago.", "two days ago", "DATE", "2023-03-13"),
    ("The bridge fell about three months ago.", "about three months ago", "DATE", "2022-12"),
    ("The bridge fell six years ago.", "six years ago", "DATE", "2017"),
    ("The bridge fell recently.", "recently", "DATE", "PAST_REF"),
    ("Many bridges fell in recent years.", "recent years", "DATE", "PAST_REF"),
    ("The bridge is now closed.", "now", "DATE", "PRESENT_REF"),
    ("The bridge will reopen soon.", "soon", "DATE", "FUTURE_REF"),
    ("Much traffic is expected in coming weeks.", "coming weeks", "DATE", "FUTURE_REF"),
    ("The bridge fell on Monday evening.", "Monday evening", "TIME", "2023-03-13TEV"),
    ("The bridge fell this morning.", "this morning", "TIME", "2023-03-15TMO"),
    ("The bridge fell last night.", "last night", "TIME", "2023-03-14TNI"),
    (
        "The bridge fell at 9:30 p.m. on Tuesday.",
        "9:30 p.m. on Tuesday",
        "TIME",
        "2023-03-14T21:30",
    ),
    ("The bridge fell Tuesday at noon.", "Tuesday at noon", "TIME", "2023-03-14T12:00"),
    ("The bridge fell on Tuesday at 0300 GMT.", "Tuesday at 0300 GMT", "TIME", "2023-03-14T03:00"),
    ("The road was closed for two years.", "two years", "DURATION", "P2Y"),
    ("The road was closed for two and a half years.", "two and a half years", "DURATION", "P2Y6M"),
    ("It took a minute and a half.", "a minute and a half", "DURATION", "PT1M30S"),
    ("It was a two-hour flight.", "two-hour", "DURATION", "PT2H"),
    ("Six fell over the past five days.", "the past five days", "DURATION", "P5D"),
    ("The road will be closed for several weeks.", "several weeks", "DURATION", "PXW"),
    ("The road was closed for almost a week.", "almost a week", "DURATION", "P1W"),
    ("The boat sails every Saturday night.", "every Saturday night", "SET", "XXXX-WXX-6TNI"),
    ("The boat sails every day.", "every day", "SET", "P1D"),
    ("The boat sails every two weeks.", "every two weeks", "SET", "P2W"),
    ("The boat sails twice a week.", "a week", "SET", "P1W"),
    ("The road is closed annually.", "annually", "SET", "P1Y"),
]


@pytest.mark.parametrize(("text", "words", "kind", "value"), CASES, ids=[case[1] for case in CASES])
def test_an_expression_has_its_words_type_and_value(
    text: str, words: str, kind: str, value: str
) -> None:
    found = [(words, one.timex.type, one.timex.value) for words, one in expressions(text)]
    assert found == [(words, kind, value)]


@pytest.mark.parametrize(
    "text",
    [
        "The dog may bark, and they march on.",
        "The fall of the town cost 30 lives.",
        "A 20-year-old man and a two-year-old girl live at 1760 Oak Street.",
        "The shop stands in the 1500 block of Elm Street.",
        "He is in his 20s.",
        "About 1999 people came, for $2000.",
        "The quarter of the old town is more than a quarter of the city.",
        "Our daily bread is second to none.",
    ],
)
def test_words_that_look_like_times_are_none(text: str) -> None:
    assert values(text) == []


def test_a_year_earlier_is_the_quarter_that_figures_were_given_for() -> None:
    text = "Profit fell in the fourth quarter. It was higher a year earlier."
    assert values(text)[1] == ("a year earlier", "2021-Q4")
    year = (
        "Profit fell in the fourth quarter and over the nine months. It was higher a year earlier."
    )
    assert values(year)[2] == ("a year earlier", "2021")


def test_the_next_day_and_that_night_count_from_the_day_told_last() -> None:
    text = "The bridge fell on Sunday. The next day the road was closed. It rained that night."
    assert values(text) == [
        ("Sunday", "2023-03-12"),
        ("The next day", "2023-03-13"),
        ("that night", "2023-03-12TNI"),
    ]
