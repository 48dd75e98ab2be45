"""The records that are sent on topics and stored in indices."""

from schemas.activity import ActivityChange, Area, CityActivity, Contribution
from schemas.alert import Alert, Baseline
from schemas.article import Article
from schemas.dead_letter import DeadLetter
from schemas.event import AttributedClaim, Event, EventConfidence, Evidence, MergeStep, Rejection
from schemas.extraction import Extraction, MentionDraft, PlaceLink, Toponym
from schemas.mention import (
    Actor,
    ArticleSignature,
    Casualties,
    Claim,
    Figure,
    Mention,
    MentionConfidence,
    Quantities,
    Withdrawal,
)
from schemas.place import Place, PlaceCandidate
from schemas.record import Record
from schemas.story import (
    EventOffer,
    EventProfile,
    EventRef,
    ForwardedMention,
    MentionMessage,
    MergeOrder,
    OfferedArticle,
    parse_mention_message,
)

__all__ = [
    "ActivityChange",
    "Actor",
    "Alert",
    "Area",
    "Article",
    "ArticleSignature",
    "AttributedClaim",
    "Baseline",
    "Casualties",
    "CityActivity",
    "Claim",
    "Contribution",
    "DeadLetter",
    "Event",
    "EventConfidence",
    "EventOffer",
    "EventProfile",
    "EventRef",
    "Evidence",
    "Extraction",
    "Figure",
    "ForwardedMention",
    "Mention",
    "MentionConfidence",
    "MentionDraft",
    "MentionMessage",
    "MergeOrder",
    "MergeStep",
    "OfferedArticle",
    "Place",
    "PlaceCandidate",
    "PlaceLink",
    "Quantities",
    "Record",
    "Rejection",
    "Toponym",
    "Withdrawal",
    "parse_mention_message",
]
