"""CSV, one row per event and participant."""

from collections.abc import Iterator

from timeline.eventrecord import EventRecord
from timeline.formats.csv import Note, join_cell
from timeline.formats.rows import EVENT_NOTES, PartsTable, Texts

COLUMN_NOTES: dict[str, Note] = {
    **EVENT_NOTES,
    "participation": Note(
        "Its place among the event's participants, from 1.", "integer"
    ),
    "participant": Note("Who took part, by name."),
    "participant_slug": Note("The participant in addresses: /participants/<slug>/."),
    "participant_kind": Note("What the participant is.", "code list: participant-kind"),
    "role": Note("In what role.", "code list: role"),
    "attendance": Note("Whether they came; empty: not known.", "code list: attendance"),
    "office": Note("Office held on the event's date."),
    "on_behalf_of": Note("The side it took part for: a state, a body, a party."),
    "on_behalf_of_slug": Note("The side in addresses: /participants/<slug>/."),
    "side_chain": Note(
        "All it acts for, by name, the nearest first.", siblings="side_chain"
    ),
    "participation_note": Note("What else is to be known of this participation."),
}


def number(record: EventRecord) -> int:
    """How many rows the event has in the file."""
    return len(record["participations"])


def _parts(record: EventRecord) -> Iterator[Texts]:
    for place, part in enumerate(record["participations"], start=1):
        who, side = part["participant"], part["on_behalf_of"]
        yield {
            "participation": str(place),
            "participant": who["name"],
            "participant_slug": who["slug"],
            "participant_kind": who["kind"],
            "role": part["role"],
            "attendance": part["attendance"],
            "office": part["office"],
            "on_behalf_of": side["name"] if side else "",
            "on_behalf_of_slug": side["slug"] if side else "",
            "side_chain": join_cell(one["name"] for one in part["side_chain"]),
            "participation_note": part["note"],
        }


TABLE = PartsTable(COLUMN_NOTES, _parts)
