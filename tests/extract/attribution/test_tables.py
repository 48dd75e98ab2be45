import pytest

from streams.extract.attribution.tables import ATTRIBUTION_VERBS, STANCE_PHRASES, check
from streams.rules.table import RuleError


def test_a_verb_may_need_a_preposition() -> None:
    assert ATTRIBUTION_VERBS.parse(1, "put\tat").preposition == "at"
    assert ATTRIBUTION_VERBS.parse(1, "argue\t-").preposition is None


def test_an_unknown_stance_is_refused_with_those_allowed() -> None:
    with pytest.raises(RuleError, match=r"column stance: unknown value 'doubts'.*'cannot_verify'"):
        STANCE_PHRASES.parse(4, "doubts\tremains unclear")


def test_no_rule_of_attribution_is_unreachable() -> None:
    assert list(map(str, check())) == []
