"""Two public records side by side, field by field, in the desk's words."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from timeline.models.events import (
    Commitment,
    Event,
    EventRelation,
    Participation,
)
from timeline.models.sources import Citation
from timeline.presentation.marks import event_date
from timeline.presentation.saying import capital, date_words

MOST_WORDS = 2000  # of a line that is compared word by word
_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")


class Part(NamedTuple):
    """Words of a line, and whether the other side lacks them."""

    text: str
    differs: bool


Line = list[Part]


class Compared(NamedTuple):
    """A field: what readers have, and what they would get."""

    label: str
    before: list[Line]
    after: list[Line]


def compare(
    old: Mapping[str, Any] | None, new: Mapping[str, Any], fields: Iterable[str]
) -> list[Compared]:
    """The ``fields`` of two records, in the order of the form.

    Without an ``old`` one nothing is marked as different: all of it is new.
    """
    wanted = sorted(set(fields), key=_place)
    return [_compared(name, old, new) for name in wanted]


def labels(fields: Iterable[str]) -> list[str]:
    """What the desk calls these keys of a record, in the order of the form."""
    return [label_of(name) for name in sorted(set(fields), key=_place)]


def label_of(name: str) -> str:
    known = _FIELDS.get(name)
    return known[0] if known else capital(name.replace("_", " "))


def _place(name: str) -> tuple[int, str]:
    order = list(_FIELDS)
    return (order.index(name) if name in _FIELDS else len(order)), name


def _compared(
    name: str, old: Mapping[str, Any] | None, new: Mapping[str, Any]
) -> Compared:
    after = lines_of(name, new.get(name))
    if old is None:
        return Compared(label_of(name), [], [[Part(line, False)] for line in after])
    before = lines_of(name, old.get(name))
    return Compared(label_of(name), *_aligned(before, after))


def lines_of(name: str, value: Any) -> list[str]:
    """A field's value in words, a line for each thing it has."""
    if value in (None, "", []):
        return []
    known = _FIELDS.get(name)
    return list(known[1](value)) if known else _plainly(value)


def _plainly(value: Any) -> list[str]:
    """A field that has no words of its own here."""
    if isinstance(value, list):
        return [line for one in value for line in _plainly(one)]
    if isinstance(value, dict):
        said = (f"{key}: {one}" for key, one in value.items() if one not in ("", None))
        return ["; ".join(said)]
    return [str(value)]


# Lines and words that differ


def _aligned(before: list[str], after: list[str]) -> tuple[list[Line], list[Line]]:
    left: list[Line] = []
    right: list[Line] = []
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            left += [[Part(line, False)] for line in before[a:b]]
            right += [[Part(line, False)] for line in after[c:d]]
        else:
            pairs = min(b - a, d - c)
            for one, other in zip(before[a:b], after[c:d], strict=False):
                mine, theirs = _word_by_word(one, other)
                left.append(mine)
                right.append(theirs)
            left += [[Part(line, True)] for line in before[a + pairs : b]]
            right += [[Part(line, True)] for line in after[c + pairs : d]]
    return left, right


def _word_by_word(one: str, other: str) -> tuple[Line, Line]:
    mine, theirs = _TOKEN.findall(one), _TOKEN.findall(other)
    matcher = SequenceMatcher(a=mine, b=theirs, autojunk=False)
    too_long = max(len(mine), len(theirs)) > MOST_WORDS
    if too_long or matcher.ratio() < 0.4:  # then marked words only confuse
        return [Part(one, True)], [Part(other, True)]
    left: Line = []
    right: Line = []
    for tag, a, b, c, d in matcher.get_opcodes():
        differs = tag != "equal"
        left += [Part("".join(mine[a:b]), differs)] if b > a else []
        right += [Part("".join(theirs[c:d]), differs)] if d > c else []
    return left, right


# The words of each field


def _text(value: str) -> Iterator[str]:
    yield from (line for line in value.splitlines() if line.strip())


def _named(value: Mapping[str, Any]) -> Iterator[str]:
    yield value["label"]


def _each_named(value: list[Mapping[str, Any]]) -> Iterator[str]:
    yield from (one["label"] for one in value)


def _yes(value: bool) -> Iterator[str]:
    yield "Yes" if value else "No"


def _choice(choices: Any) -> Callable[[str], Iterator[str]]:
    labels_of = dict(choices.choices)
    return lambda value: iter([str(labels_of.get(value, value))])


def _date(value: Any) -> Iterator[str]:
    yield capital(date_words(event_date(value), with_weekday=True))
    yield f"Typed: {value['text']}"
    if value["time_zone"]:
        yield f"Time zone: {value['time_zone']}"
    if value["best_guess"]:
        yield f"Best guess: {value['best_guess']}"


def _planned(value: list[Mapping[str, Any]]) -> Iterator[str]:
    for one in value:
        when = date_words(event_date(one["date"]))
        announced = f"announced {one['announced']}" if one["announced"] else ""
        cited = f"source {one['citation']}" if one["citation"] else ""
        yield _joined(f"Was to be {when}", announced, one["reason"], cited)


def _place_line(value: Mapping[str, Any]) -> Iterator[str]:
    yield ", ".join([value["name"], *(one["name"] for one in value["ancestors"])])


_ROLES = dict(Participation.Role.choices)
_ATTENDANCE = dict(Participation.Attendance.choices)


def _people(value: list[Mapping[str, Any]]) -> Iterator[str]:
    for one in value:
        side = one["on_behalf_of"]
        yield _joined(
            one["participant"]["name"],
            _lower(_ROLES, one["role"]),
            _lower(_ATTENDANCE, one["attendance"]),
            one["office"],
            f"for {side['name']}" if side else "",
            one["note"],
        )


_ABOUT = dict(Citation.About.choices)


def _sources(value: list[Mapping[str, Any]]) -> Iterator[str]:
    for one in value:
        head = _joined(one["outlet"], one["title"], one["byline"], one["published"])
        yield f"[{one['number']}] {head}"
        yield from filter(None, (one["url"], one["archive_url"]))
        if one["quote"]:
            speaker = f", {one['speaker']['name']}" if one["speaker"] else ""
            yield f"“{one['quote']}”{speaker}"
        if one["translation"]:
            yield f"Translated: “{one['translation']}” {one['translated_by']}".strip()
        yield from filter(None, [_stated(one)])


def _stated(one: Mapping[str, Any]) -> str:
    disputes = "disputes it" if one["stance"] == "disputes" else ""
    about = _lower(_ABOUT, one["about"]) if one["about"] != "all" else ""
    grade = f"{one['source_grade']}{one['information_grade']}"
    return capital(
        _joined(
            f"about {about}" if about else "",
            f"says {one['states']}" if one["states"] else "",
            disputes,
            one["locator"],
            f"graded {grade}" if grade else "",
        )
    )


def _tracks(value: list[Mapping[str, Any]]) -> Iterator[str]:
    for one in value:
        yield _joined(one["name"], one["round_label"])


_RELATIONS = dict(EventRelation.Kind.choices)


def _relations(value: list[Mapping[str, Any]]) -> Iterator[str]:
    for one in value:
        kind = _RELATIONS.get(one["kind"], one["kind"])
        yield f"{kind}: {one['title']} ({one['date']})"


_OWED = dict(Commitment.Status.choices)


def _commitments(value: list[Mapping[str, Any]]) -> Iterator[str]:
    for one in value:
        whom = one["beneficiary"]
        owed = f" to {whom['name']}" if whom else ""
        due = f"due {one['due']}" if one["due"] else ""
        what = f"{one['debtor']['name']}{owed}: {one['what']}"
        yield _joined(what, due, _lower(_OWED, one["status"]))


def _standing(value: str) -> Iterator[str]:
    yield capital(value)


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _lower(choices: Mapping[Any, Any], value: str) -> str:
    label = str(choices.get(value, value))
    return f"{label[:1].lower()}{label[1:]}"


# In the order of the form: the key of the record, its label, its words.
_FIELDS: dict[str, tuple[str, Callable[[Any], Iterator[str]]]] = {
    "title": ("Title", _text),
    "type": ("Kind", _named),
    "date": ("When", _date),
    "status": ("Status", _choice(Event.Status)),
    "place": ("Where", _place_line),
    "format": ("Format", _choice(Event.Format)),
    "participations": ("Who took part", _people),
    "tracks": ("Processes", _tracks),
    "summary": ("Summary", _text),
    "key": ("Key event", _yes),
    "topics": ("Topics", _each_named),
    "citations": ("Sources", _sources),
    "standing": ("Standing", _standing),
    "planned_dates": ("Earlier plans", _planned),
    "relations": ("Related events", _relations),
    "commitments": ("Commitments", _commitments),
}
