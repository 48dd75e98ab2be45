"""Weights refer to features that the code can still produce: no weight has lost its feature."""

import json
import re
from collections.abc import Callable
from types import ModuleType
from typing import get_args

import pytest

from models import read_model_file
from schemas.mention import DateBasis
from schemas.ontology import load_ontology
from streams.extract.document.sentence import SegmentKind
from streams.extract.places import link_model
from streams.extract.time import story_day
from streams.extract.triggers import event_classifier
from streams.extract.triggers.tables import (
    ARGUMENT,
    TRIGGERS,
    TYPE_RULES,
    cue_set_names,
)
from streams.extract.vocabulary.tables import FeatureHint
from streams.logistic import read_logistic_model
from streams.rules.table import model_path
from training import event_model as event_model_script
from training import place_link as place_link_script
from training import story_day as story_day_script

PIPELINE = json.loads(read_model_file("pipeline/en/meta.json"))["labels"]
POS = (
    *("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN"),
    *("PUNCT", "SCONJ", "SYM", "VERB", "X"),
)


def one_of(*values: str) -> str:
    return f"(?:{'|'.join(map(re.escape, values))})"


def event_model() -> list[str]:
    types, sets = one_of(*load_ontology().types), cue_set_names()
    cues = [f"{a}:{c}" for a, more in ARGUMENT.items() for c in {*sets, *more}]
    return [
        f"(?:type|direct)={types}",
        f"sense={one_of(*(row.phrase for row in TRIGGERS.rows()))}",
        f"rule={one_of(*(row.id for row in TYPE_RULES.rows()))}",
        r"(?:weight|rules)=(?:0\.\d|1\.0)",
        f"tag={one_of(*PIPELINE['tagger'])}",
        f"label={one_of(*PIPELINE['parser'])}",
        r"opener=[a-z']+",
        f"above={one_of(*POS)}",
        one_of("agentless", "light", "no agent", "no object", *cues),
        one_of("quote", "first person", "second person", "digits"),
        "at=(?:lead|early|late)",
        f"kind={one_of(*get_args(SegmentKind))}",
        "(?:place|date)=(?:own|inherited|none)",
        "(?:figure|claimed|actors)=(?:True|False)",
    ]


def place_link() -> list[str]:
    relations = {*PIPELINE["parser"], *(label.partition(":")[0] for label in PIPELINE["parser"])}
    rel, pos, word, flag = one_of(*relations, "self"), one_of(*POS), r"(?:\S+| )", "(?:True|False)"
    up, down = f"{rel}?(?:<{rel})*", f"{rel}?(?:>{rel})*"
    side, count, count2 = "(?:before|behind)", r"(?:\d+|\+)", r"(?:\d+|\+)\|(?:\d+|\+)"
    hint = one_of(*get_args(FeatureHint), "None")
    entity = one_of(*PIPELINE["ner"], "-")
    prep = r"[^=]+"
    return [
        f"up={up}",
        f"down={down}",
        rf"path={up}\|{down}",
        f"steps={count2}",
        rf"turns={up}\|{down}",
        rf"chain={word}?(?:\|[012])?",
        f"chain pos={pos}(?:<{pos})*",
        f"(?:via|shared|under|next|last|event)={word}",
        f"over={word} {rel}",
        rf"{side} prep={word} up=[0-3] down=[0-2]",
        rf"{side} (?:{rel}|-) (?:{rel}|-) (?:{rel}|-)",
        f"(?:prep|cue)={prep}",
        f"prep={prep} rel={rel}",
        f"prep={prep} down={down}",
        f"prep={prep} steps={count2}",
        f"prep={prep} hint={hint}",
        f"{side} (?:gap|verbs)={count}",
        f"{side} rel={rel}",
        f"start={count}",
        f"{side} over={word}",
        f"event={word} rel={rel}",
        f"event={word} prep={word}",
        rf"event={word} steps=\d+ rel={rel}",
        f"event dep={rel}",
        f"event tag={one_of(*PIPELINE['tagger'])}",
        f"passive={flag} rel={rel} outer=(?:{rel}|-)",
        f"(?:negated|known|metonym|toponym)={flag}",
        f"says(?: rel={rel})?",
        f"hint={hint}",
        f"entity={entity}(?: rel={rel})?",
        f"under={word} rel={rel}",
        f"(?:sites|near|close)={count}",
        f"near={count} {side} sites={count}",
        f"close={count} rel={rel}",
        f"inner={flag} within={flag}",
        "(?:comma|in|of) (?:left|right)",
    ]


def story_day_model() -> list[str]:
    marks = ("court", "aftermath", "happens")
    lag = r"(?:0|1|2|3|4-7|8-31|32\+)"
    told = one_of(
        *marks, *(f"owned {mark}" for mark in marks), *get_args(DateBasis),
        *("said", "lead", "own", "own lead", "hour", "hour said"),
    )  # fmt: skip
    return [
        f"lag={lag}",
        f"{told}(?: often)?",
        "unnamed lag=[01] (?:others=[012]|part=(?:none|morning|night))",
        f"named lag={lag} of=[123]",
        "day (?:before|after)=(?:unnamed|owned|said|named)",
        one_of("nothing owned", "most owned", "less owned", "earliest"),
        "place=[0123]",
        "share=[01234]",
    ]


@pytest.mark.parametrize(
    ("name", "patterns"),
    [
        (event_classifier.WEIGHTS, event_model),
        (link_model.WEIGHTS, place_link),
        (story_day.WEIGHTS, story_day_model),
    ],
)
def test_every_weight_has_a_feature(name: str, patterns: Callable[[], list[str]]) -> None:
    known = [re.compile(pattern) for pattern in patterns()]
    weights = read_logistic_model(model_path(name)).weights
    assert [name for name in weights if not any(one.fullmatch(name) for one in known)] == []


def test_a_weight_of_a_rule_that_is_gone_is_noticed() -> None:
    known = [re.compile(pattern) for pattern in event_model()]
    assert not any(one.fullmatch("rule=bomb.no-such-rule") for one in known)


@pytest.mark.parametrize("script", [event_model_script, place_link_script, story_day_script])
def test_a_weight_table_has_the_header_that_its_script_writes(script: ModuleType) -> None:
    name = script.__name__.rpartition(".")[2]
    assert read_model_file(model_path(f"{name}.tsv")).startswith(script.HEADER + "bias\t")
