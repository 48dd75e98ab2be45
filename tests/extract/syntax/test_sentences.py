from typing import Any


def test_sentences_end_where_they_end(nlp: Any) -> None:
    text = "Two shells hit the market at noon. Nobody was hurt. The army denied any part in it."
    assert [sentence.text for sentence in nlp(text).sents] == [
        "Two shells hit the market at noon.",
        "Nobody was hurt.",
        "The army denied any part in it.",
    ]


def test_a_paragraph_ends_a_sentence(nlp: Any) -> None:
    doc = nlp("Heavy rain fell over the valley all night\n\nSchools stayed shut on Monday.")
    starts = [sentence.text.split()[0] for sentence in doc.sents]
    assert starts == ["Heavy", "Schools"]


def test_a_title_does_not_end_a_sentence(nlp: Any) -> None:
    doc = nlp("The ceasefire was announced by Gen. Peter Collins in Geneva.")
    assert len(list(doc.sents)) == 1
