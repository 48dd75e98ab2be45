"""Trees as spaCy's English pipelines give them, word by word: head, label, coarse tag, fine tag."""

import pytest

from streams.extract.syntax.clearnlp import Tree, to_universal

Rows = str


def tree(rows: Rows) -> tuple[Tree, list[str]]:
    """Read lines of "word head label POS TAG lemma"; heads are words, each word stands once."""
    table = [line.split() for line in rows.strip().splitlines()]
    words = [row[0] for row in table]
    heads = [words.index(row[1]) for row in table]
    deps, pos, tags, lemmas = ([row[i] for row in table] for i in (2, 3, 4, 5))
    return Tree(heads, deps, pos, tags, lemmas), words


def converted(rows: Rows) -> dict[str, tuple[str, str]]:
    made, words = tree(rows)
    to_universal(made)
    return {
        word: (label, words[head])
        for word, head, label in zip(words, made.heads, made.deps, strict=True)
    }


PASSIVE = """
Shells  shelled  nsubjpass NOUN NNS shell
were    shelled  auxpass   AUX  VBD be
shelled shelled  ROOT      VERB VBN shell
by      shelled  agent     ADP  IN  by
rebels  by       pobj      NOUN NNS rebel
in      shelled  prep      ADP  IN  in
Homs    in       pobj      PROPN NNP Homs
"""


def test_a_passive() -> None:
    found = converted(PASSIVE)
    assert found["Shells"] == ("nsubj:pass", "shelled")
    assert found["were"] == ("aux:pass", "shelled")
    assert found["rebels"] == ("obl:agent", "shelled")
    assert found["by"] == ("case", "rebels")
    assert found["Homs"] == ("obl", "shelled")
    assert found["in"] == ("case", "Homs")


def test_a_phrase_under_a_noun_is_nmod_and_an_object_is_obj() -> None:
    found = converted("""
    He     hit   nsubj PRON  PRP he
    hit    hit   ROOT  VERB  VBD hit
    banks  hit   dobj  NOUN  NNS bank
    in     banks prep  ADP   IN  in
    Tripoli in   pobj  PROPN NNP Tripoli
    """)
    assert found["banks"] == ("obj", "hit")
    assert found["Tripoli"] == ("nmod", "banks")


def test_a_preposition_in_a_preposition_keeps_one_noun() -> None:
    found = converted("""
    They  fled  nsubj PRON PRP they
    fled  fled  ROOT  VERB VBD flee
    out   fled  prep  ADP  IN  out
    of    out   prep  ADP  IN  of
    town  of    pobj  NOUN NN  town
    """)
    assert found["town"] == ("obl", "fled")
    assert found["out"] == ("case", "town")
    assert found["of"] == ("case", "town")


def test_phrases_joined_by_and_are_conjuncts() -> None:
    found = converted("""
    Fighting  spread   nsubj NOUN  NN  fighting
    spread    spread   ROOT  VERB  VBD spread
    to        spread   prep  ADP   IN  to
    Homs      to       pobj  PROPN NNP Homs
    and       to       cc    CCONJ CC  and
    into      to       conj  ADP   IN  into
    Hama      into     pobj  PROPN NNP Hama
    """)
    assert found["Homs"] == ("obl", "spread")
    assert found["Hama"] == ("conj", "Homs")
    assert found["into"] == ("case", "Hama")
    assert found["and"] == ("cc", "Hama")


def test_a_clause_behind_a_preposition() -> None:
    found = converted("""
    He      fled   nsubj PRON PRP he
    fled    fled   ROOT  VERB VBD flee
    after   fled   prep  ADP  IN  after
    killing after  pcomp VERB VBG kill
    two     killing dobj NUM  CD  two
    """)
    assert found["killing"] == ("advcl", "fled")
    assert found["after"] == ("mark", "killing")
    assert found["two"] == ("obj", "killing")


@pytest.mark.parametrize(("label", "tag", "pos"), [("attr", "NN", "NOUN"), ("acomp", "JJ", "ADJ")])
def test_what_is_said_with_be_is_the_head(label: str, tag: str, pos: str) -> None:
    found = converted(f"""
    Omar    was    nsubj PROPN NNP Omar
    was     was    ROOT  AUX   VBD be
    victim  was    {label} {pos} {tag} victim
    """)
    assert found["victim"] == ("ROOT", "victim")
    assert found["was"] == ("cop", "victim")
    assert found["Omar"] == ("nsubj", "victim")


def test_a_place_said_with_be_is_the_head() -> None:
    found = converted("""
    Omar    was    nsubj PROPN NNP Omar
    was     was    ROOT  AUX   VBD be
    in      was    prep  ADP   IN  in
    Homs    in     pobj  PROPN NNP Homs
    """)
    assert found["Homs"] == ("ROOT", "Homs")
    assert found["was"] == ("cop", "Homs")


def test_there_is_keeps_its_verb() -> None:
    found = converted("""
    There   were   expl  PRON EX  there
    were    were   ROOT  AUX  VBD be
    clashes were   attr  NOUN NNS clash
    in      were   prep  ADP  IN  in
    Homs    in     pobj  PROPN NNP Homs
    """)
    assert found["clashes"] == ("nsubj", "were")
    assert found["Homs"] == ("obl", "were")


def test_conjuncts_hang_on_the_first_and_to_marks() -> None:
    found = converted("""
    Rebels want  nsubj NOUN  NNS rebel
    want   want  ROOT  VERB  VBP want
    to     take  aux   PART  TO  to
    take   want  xcomp VERB  VB  take
    Homs   take  dobj  PROPN NNP Homs
    Hama   Homs  conj  PROPN NNP Hama
    and    Hama  cc    CCONJ CC  and
    Idlib  Hama  conj  PROPN NNP Idlib
    """)
    assert found["to"] == ("mark", "take")
    assert found["Hama"] == ("conj", "Homs")
    assert found["Idlib"] == ("conj", "Homs")
    assert found["and"] == ("cc", "Idlib")


def test_from_behind_the_house_is_one_phrase() -> None:
    found = converted("""
    They   fired  nsubj PRON PRP they
    fired  fired  ROOT  VERB VBD fire
    from   fired  prep  ADP  IN  from
    behind from   pcomp ADP  IN  behind
    walls  behind pobj  NOUN NNS wall
    """)
    assert found["walls"] == ("obl", "fired")
    assert found["from"] == ("case", "walls")
    assert found["behind"] == ("case", "walls")


def test_a_tree_stays_a_tree_and_keeps_one_root() -> None:
    made, _ = tree(PASSIVE)
    to_universal(made)
    assert [at for at, head in enumerate(made.heads) if at == head] == [2]
