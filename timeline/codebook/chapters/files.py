"""Columns of the CSV file, fields of the JSON record, parameters of addresses."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any, get_args, get_type_hints, is_typeddict

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timeline import eventrecord
from timeline.codebook.field_words import FIELD_MEANINGS
from timeline.codebook.filter_words import FILTER_WORDS
from timeline.codebook.sample import sample_record, sample_view
from timeline.codebook.shape import Fact, Row, Section, Term
from timeline.eventrecord import EventRecord
from timeline.formats import FORMATS, Format, Note
from timeline.formats.csv import BOM, line
from timeline.selection.vocabulary import (
    LONGEST_VALUE,
    MOST_VALUES,
    OTHER_NAMES,
    PARAMETERS,
    REPEATED,
)

_PLAIN: dict[Any, str | Promise] = {
    str: gettext_lazy("text"),
    int: gettext_lazy("integer"),
    float: gettext_lazy("number"),
    bool: gettext_lazy("true or false"),
    type(None): "null",
}

# Columns


_HEADINGS = {
    "event": gettext_lazy("Columns of the CSV file"),
    "participation": gettext_lazy("Columns with a row for each participant"),
    "citation": gettext_lazy("Columns with a row for each source"),
}


def columns() -> tuple[Section, ...]:
    """The formats, then the columns of each kind of row."""
    described = {
        name: unit.notes
        for fmt in FORMATS.values()
        for name, unit in fmt.units.items()
        if unit.notes
    }
    tables = (_columns(name, notes) for name, notes in described.items())
    return _formats(), *tables


def _formats() -> Section:
    return Section(
        anchor="formats",
        heading=_("Formats"),
        intro=(
            _(
                "Every view is a file in each of these formats: the same events in the "
                "same order, in English. Put the parameters of the view behind the "
                "address."
            ),
        ),
        terms=tuple(map(_format, FORMATS.values())),
        prefix="format",
    )


def _format(fmt: Format) -> Term:
    facts = [Fact(_("Media type"), fmt.media_type)]
    if len(fmt.units) > 1:
        kinds = ", ".join(f"rows={unit}" for unit in fmt.units)
        facts.append(Fact(_("A row for each"), kinds))
    return Term(
        code=fmt.name,
        label=_(fmt.label),
        definition=_(fmt.note),
        example=f"/events.{fmt.name}",
        facts=tuple(facts),
    )


def _columns(unit: str, notes: Mapping[str, Note]) -> Section:
    """The columns of the files that have a row for each ``unit``."""
    first = unit == "event"
    cells = _sample_cells(unit)
    return Section(
        anchor="columns" if first else f"{unit}-columns",
        heading=str(_HEADINGS[unit]),
        intro=_reading() if first else (_begins_alike(),),
        found_in=tuple(
            Fact(_("File"), f"/events.{name}" + ("" if first else f"?rows={unit}"))
            for name, fmt in FORMATS.items()
            if unit in fmt.units and fmt.units[unit].notes
        ),
        terms=tuple(_column(name, note, cells[name]) for name, note in notes.items()),
        prefix="term" if first else unit,
    )


def _reading() -> tuple[str, ...]:
    return (
        _(
            "One row for each event: UTF-8 with a byte order mark, lines ended "
            "by CR LF, dates as ISO 8601. The examples are of a made-up event."
        ),
        _(
            "Several values in a cell stand between | signs, and the n-th "
            "entries of sibling columns belong together. Within an entry a | "
            "is written \\| and a \\ is written \\\\."
        ),
        _(
            "A cell that begins with = + - @ has an apostrophe before it, so "
            "that no spreadsheet runs it as a formula. Take it away when you "
            "read the file by program."
        ),
        _(
            "Codes are text: 036 keeps its zero. A spreadsheet keeps it when you "
            "import the file with the type Text for every column, instead of opening "
            "it."
        ),
        _(
            "The file can be edited and brought in again: a row with an event_id "
            "changes that event, one without makes a new one. Only edited cells count, "
            "compared with the version the row names; columns that are computed from "
            "others cannot be edited. An edit of edtf or time_start alone is an edit "
            "of the date."
        ),
    )


def _begins_alike() -> str:
    return _(
        "The columns begin with those of the event. An event without such a part has "
        "no row."
    )


def _column(name: str, note: Note, example: str) -> Term:
    facts = []
    if note.values:
        facts.append(Fact(_("Values"), _(note.values), said=True))
    if note.siblings:
        facts.append(Fact(_("Belongs with"), note.siblings))
    return Term(
        code=name,
        label=name,
        definition=_(note.meaning),
        example=example,
        facts=tuple(facts),
    )


def _sample_cells(rows: str) -> dict[str, str]:
    """The cells of the last row of the made-up event, as a file has them."""
    unit = FORMATS["csv"].units[rows]
    record = sample_record()
    stored = line(record) if unit.reads == "csv_line" else record
    pieces = unit.write([(stored, "certain")], view=sample_view())
    text = "".join(map(str, pieces)).removeprefix(BOM)
    *_others, cells = csv.DictReader(io.StringIO(text, newline=""))
    return cells


# Fields


def record() -> tuple[Section, ...]:
    return tuple(_type_section(name, kind) for name, kind in record_types().items())


def record_types() -> dict[str, type]:
    """Every type of the record that has fields of its own, the event's first."""
    found = {
        name: kind
        for name, kind in vars(eventrecord).items()
        if is_typeddict(kind) and name != "Names"
    }
    return {"EventRecord": EventRecord} | found


def _type_section(name: str, kind: type) -> Section:
    shown = name.removesuffix("Record")
    return Section(
        anchor=shown.lower(),
        heading=shown,
        coded=True,
        intro=_type_intro(name),
        terms=tuple(_fields(name, kind)),
        prefix=shown.lower(),
    )


def _type_intro(name: str) -> tuple[str, ...]:
    if name != "EventRecord":
        return ()
    return (
        _(
            "A field is always there. What is not known is empty text, null or an "
            "empty list. The examples are of a made-up event."
        ),
    )


def _fields(name: str, kind: type) -> Iterator[Term]:
    sample = _sample_of(name)
    for key, hint in get_type_hints(kind).items():
        yield Term(
            code=key,
            label=key,
            definition=str(FIELD_MEANINGS[name][key]),
            example=_as_json(sample[key]),
            facts=(Fact(_("Type"), type_words(hint), said=True),),
        )


def type_words(hint: Any) -> str:
    """``text``, ``integer or null``, ``list of Citation``: a type as JSON has it."""
    if hint in _PLAIN:
        return str(_PLAIN[hint])
    if getattr(hint, "__origin__", None) is list:
        return _("list of %(what)s") % {"what": type_words(get_args(hint)[0])}
    if parts := get_args(hint):
        first, *others = map(type_words, parts)
        for other in others:
            first = _("%(one)s or %(other)s") % {"one": first, "other": other}
        return first
    if hint is eventrecord.Names:
        return _("object: language code to name")
    return _("object: %(name)s") % {"name": hint.__name__.removesuffix("Record")}


_SAMPLES = {
    "EventRecord": lambda event: event,
    "TypeRecord": lambda event: event["type"],
    "TopicRecord": lambda event: event["topics"][0],
    "DateRecord": lambda event: event["date"],
    "PlaceRecord": lambda event: event["place"],
    "AncestorRecord": lambda event: event["place"]["ancestors"][0],
    "PartyRecord": lambda event: event["participations"][0]["participant"],
    "ParticipationRecord": lambda event: event["participations"][1],
    "CitationRecord": lambda event: event["citations"][0],
    "PlannedDateRecord": lambda event: event["planned_dates"][0],
    "RelationRecord": lambda event: event["relations"][0],
    "TrackRecord": lambda event: event["tracks"][0],
    "CommitmentRecord": lambda event: event["commitments"][0],
    "CorrectionRecord": lambda event: event["corrections"][0],
    "ImplementingRecord": lambda event: event["commitments"][0]["implemented_by"][0],
    "DifferenceRecord": lambda event: event["differences"][0],
    "ClaimRecord": lambda event: event["differences"][0]["says"][0],
}


def _sample_of(name: str) -> dict[str, Any]:
    found: dict[str, Any] = _SAMPLES[name](sample_record())
    return found


def _as_json(value: Any) -> str:
    """The value as JSON; what is within it has its own section."""
    if isinstance(value, list) and value:
        return "[ … ]"
    if isinstance(value, dict) and "slug" in value | {"slug": ""} and len(value) > 3:
        return "{ … }"
    return json.dumps(value, ensure_ascii=False)


# Parameters


def filters() -> tuple[Section, ...]:
    return (
        Section(
            anchor="parameters",
            heading=_("Parameters of an address"),
            intro=(
                _(
                    "Every view is an address: the same parameters choose the events "
                    "of the list, the timeline, the map, the table and the files. "
                    "They stand in this order, and a parameter that says nothing is "
                    "left out; other orders are sent to this one."
                ),
                _(
                    "The same names can be typed into the search box with a colon: "
                    "who:russia, or -who:russia to leave events out."
                ),
            ),
            terms=tuple(_filter(name) for name in PARAMETERS),
        ),
        Section(
            anchor="other-names",
            heading=_("Names people type for them"),
            intro=(_("These are no parameters; the page says which one is meant."),),
            heads=(_("Typed"), _("Meant")),
            rows=tuple(Row((typed, ", ".join(meant))) for typed, meant in _meant()),
            typed_first=True,
            typed_rows=True,
        ),
    )


def _meant() -> Iterator[tuple[str, tuple[str, ...]]]:
    return ((typed, meant) for typed, meant in OTHER_NAMES.items() if meant)


def _filter(name: str) -> Term:
    words = FILTER_WORDS[name]
    repeated = {"count": MOST_VALUES}
    facts = (
        [Fact(_("Repeated"), _("up to %(count)s times") % repeated, said=True)]
        if name in REPEATED
        else []
    )
    longest = _("%(count)s characters") % {"count": LONGEST_VALUE}
    facts.append(Fact(_("Longest"), longest, said=True))
    return Term(
        code=name,
        label=name,
        definition=str(words.meaning),
        example=words.example,
        query=words.example if name not in {"cursor"} else "",
        facts=tuple(facts),
    )
