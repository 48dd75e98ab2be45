"""Chooses the place of an event among the places of its article, by weighed evidence.

A conditional logit: of the options of an event one is right, or none. The weights are readable,
one row a feature, and learned by ``python -m training.place_choice``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from schemas import MentionDraft
from streams.geocode.place.options import Agreement, Shares, StoryOptions
from streams.logistic import LogisticModel, read_logistic_model, shares

WEIGHTS = "geocode/place_choice.tsv"
"""The weights of ``StoryOptions.features``, below ``models/``."""


LEAST = 0.15
"""Probability (0-1) from which the likeliest option is taken; the rest is that of all others."""
_Kind = tuple[str, date, date]
"""Type, first and last day of an event."""


@dataclass(frozen=True, slots=True)
class ChosenPlace:
    """The option that an event is put at, by its number, and its probability (0-1)."""

    option: int
    probability: float


def installed_choice() -> LogisticModel:
    """Return the weights that are shipped; raises as ``read_logistic_model``."""
    return read_logistic_model(WEIGHTS)


def choose(
    story: StoryOptions, drafts: Sequence[MentionDraft], model: LogisticModel
) -> list[ChosenPlace | None]:
    """Return the place of each draft, or None where no option is likely enough.

    Twice: what the first round says of the other drafts is evidence in the second.
    """
    first = [probabilities(story, draft, model) for draft in drafts]
    agreements = agreements_of(drafts, first)
    return [
        _best(probabilities(story, draft, model, agreement))
        for draft, agreement in zip(drafts, agreements, strict=True)
    ]


def agreements_of(drafts: Sequence[MentionDraft], chosen: Sequence[Shares]) -> list[Agreement]:
    """Return for each draft the share of the other counting drafts at each option.

    Apart from all others those are counted that may tell the same happening: of one type, on days
    that overlap.
    """
    counting = [at for at, draft in enumerate(drafts) if draft.counts and chosen[at]]
    groups: dict[_Kind, list[int]] = {}
    for at in counting:
        groups.setdefault(_kind(drafts[at]), []).append(at)
    sums = {kind: _added([chosen[at] for at in group]) for kind, group in groups.items()}
    everything = _added(list(sums.values()))
    found: list[Agreement] = []
    for at, draft in enumerate(drafts):
        own = chosen[at] if at in counting else {}
        alike = [kind for kind in groups if _may_be_one(kind, _kind(draft))]
        same = _added([sums[kind] for kind in alike])
        number = sum(len(groups[kind]) for kind in alike)
        found.append(
            {
                "agree": _without(everything, own, len(counting) - bool(own)),
                "same": _without(same, own, number - bool(own)),
            }
        )
    return found


def _kind(draft: MentionDraft) -> _Kind:
    return draft.event_type, draft.date_start or draft.date_end, draft.date_end


def _may_be_one(one: _Kind, other: _Kind) -> bool:
    return one[0] == other[0] and one[1] <= other[2] and other[1] <= one[2]


def _added(parts: Sequence[Shares]) -> dict[int, float]:
    total: dict[int, float] = {}
    for part in parts:
        for option, share in part.items():
            total[option] = total.get(option, 0.0) + share
    return total


def _without(total: Shares, own: Shares, others: int) -> Shares:
    """Return the mean over the others of a draft."""
    if others <= 0:
        return {}
    return {option: (share - own.get(option, 0.0)) / others for option, share in total.items()}


def probabilities(
    story: StoryOptions,
    draft: MentionDraft,
    model: LogisticModel,
    agreement: Agreement | None = None,
) -> dict[int, float]:
    """Return the probability (0-1) of each option of a draft; the rest is that of none."""
    numbers, features = story.features(draft, agreement)
    return dict(zip(numbers, shares([model.logit(one) for one in features]), strict=True))


def _best(found: Mapping[int, float]) -> ChosenPlace | None:
    if not found:
        return None
    option = max(found, key=lambda one: (found[one], -one))
    return ChosenPlace(option, found[option]) if found[option] >= LEAST else None
