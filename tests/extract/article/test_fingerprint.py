from streams.extract.article.fingerprint import fingerprint

STORY = " ".join(f"word{i % 97} and thing{i % 53}" for i in range(400))


def distance(one: str, other: str) -> int:
    return (int(one, 16) ^ int(other, 16)).bit_count()


def test_a_copy_has_the_same_fingerprint() -> None:
    assert fingerprint(STORY) == fingerprint(STORY.upper() + "\n")
    assert len(fingerprint(STORY)) == 16


def test_an_edited_word_moves_few_bits() -> None:
    assert distance(fingerprint(STORY), fingerprint(STORY.replace("word5 ", "other ", 1))) <= 3


def test_another_text_moves_many() -> None:
    other = " ".join(f"name{i % 89} or place{i % 61}" for i in range(400))
    assert distance(fingerprint(STORY), fingerprint(other)) > 10


def test_short_and_empty_texts_have_one() -> None:
    assert fingerprint("one") != fingerprint("two")
    assert fingerprint("...") == "0" * 16
