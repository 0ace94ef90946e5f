"""Titles of events that a file gives only as actors and a kind of event.

Plain sentences in the present tense, at most 110 characters as events have them. They
say what the codes say and no more.
"""

from timeline.names import clean

LONGEST = 110
# By event type: what is said of one actor and another, and of one alone.
_SAID: dict[str, tuple[str, str]] = {
    "bilateral-meeting": ("{one} meets {other}", "{one} holds a meeting"),
    "negotiation-round": ("{one} negotiates with {other}", "{one} negotiates"),
    "mediation": ("{one} mediates with {other}", "{one} mediates"),
    "visit": ("{one} visits {other}", "{one} makes a visit"),
    "call": ("{one} speaks with {other} by telephone", "{one} speaks by telephone"),
    "statement": ("{one} makes a statement about {other}", "{one} makes a statement"),
    "joint-statement": (
        "{one} expresses accord with {other}",
        "{one} expresses accord",
    ),
    "criticism": ("{one} criticises {other}", "{one} voices criticism"),
    "accusation": ("{one} accuses {other}", "{one} makes an accusation"),
    "meeting-announced": (
        "{one} says it intends to meet {other}",
        "{one} says it intends to meet or negotiate",
    ),
    "call-for-talks": (
        "{one} calls on {other} to negotiate or end hostilities",
        "{one} calls for talks or an end of hostilities",
    ),
    "proposal": (
        "{one} says it intends to settle a dispute with {other}",
        "{one} says it intends to settle a dispute",
    ),
    "mediation-offer": (
        "{one} offers to mediate for {other}",
        "{one} offers to mediate",
    ),
    "demand": ("{one} makes a demand of {other}", "{one} makes a demand"),
    "rejection": ("{one} rejects a proposal of {other}", "{one} rejects a proposal"),
    "agreement-signed": (
        "{one} signs an agreement with {other}",
        "{one} signs an agreement",
    ),
    "commitment": (
        "{one} says it intends to cooperate with {other}",
        "{one} says it intends to cooperate",
    ),
    "ceasefire-announced": (
        "{one} announces a ceasefire with {other}",
        "{one} announces a ceasefire",
    ),
    "ceasefire-in-force": (
        "{one} observes a ceasefire with {other}",
        "{one} observes a ceasefire",
    ),
    "ceasefire-violation": (
        "{one} violates a ceasefire with {other}",
        "{one} violates a ceasefire",
    ),
    "prisoner-exchange": (
        "{one} releases persons to {other}",
        "{one} releases persons",
    ),
    "humanitarian-access": (
        "{one} allows humanitarian access to {other}",
        "{one} allows humanitarian access",
    ),
    "withdrawal": ("{one} withdraws its forces from {other}", "{one} withdraws forces"),
    "aid": ("{one} gives aid to {other}", "{one} gives aid"),
    "recognition": (
        "{one} grants diplomatic recognition to {other}",
        "{one} grants diplomatic recognition",
    ),
    "relations-cut": (
        "{one} reduces or breaks relations with {other}",
        "{one} reduces or breaks relations",
    ),
    "expulsion": ("{one} expels diplomats of {other}", "{one} expels diplomats"),
    "diplomatic-protest": (
        "{one} complains officially to {other}",
        "{one} complains officially",
    ),
    "sanctions-imposed": (
        "{one} imposes sanctions on {other}",
        "{one} imposes sanctions",
    ),
    "sanctions-eased": ("{one} eases sanctions on {other}", "{one} eases sanctions"),
    "threat-ultimatum": ("{one} threatens {other}", "{one} makes a threat"),
    "talks-broken-off": (
        "{one} breaks off talks with {other}",
        "{one} breaks off talks",
    ),
    "veto": ("{one} vetoes a proposal of {other}", "{one} casts a veto"),
    "court-action": (
        "{one} takes {other} to court",
        "{one} goes to court",
    ),
}


def title(type_slug: str, one: str, other: str = "", *, place: str = "") -> str:
    """Who did what to whom, with the place where it fits; empty without an actor."""
    one, other = spoken(one), spoken(other)
    if not one and other:
        one, other = other, ""
    said = _SAID.get(type_slug)
    if not one or not said:
        return ""
    sentence = said[0 if other and other != one else 1].format(one=one, other=other)
    longer = f"{sentence} in {place}"
    return cut(longer if place and len(longer) <= LONGEST else sentence)


def spoken(name: str) -> str:
    """A name without the capitals some files write all names in."""
    name = clean(name)
    if not name.isupper() or len(name) <= 3:
        return name
    small = {"of", "the", "and", "for", "in"}
    words = [w if w in small else w.capitalize() for w in name.casefold().split()]
    return " ".join([words[0].capitalize(), *words[1:]])


def cut(sentence: str) -> str:
    """At most 110 characters, cut after a word and marked with an ellipsis."""
    sentence = clean(sentence)
    if len(sentence) <= LONGEST:
        return sentence
    kept = sentence[: LONGEST - 1]
    return (kept.rpartition(" ")[0] or kept).rstrip(",;:–- ") + "…"
