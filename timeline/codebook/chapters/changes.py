"""How events change, and under what licence what is used."""

from django.utils.translation import gettext as _

from timeline.codebook.making import column, json_field, terms_of
from timeline.codebook.shape import Row, Section
from timeline.formats.changes import OWN_NOTES


def changes() -> tuple[Section, ...]:
    return (
        Section(
            anchor="versions",
            heading=_("Versions"),
            intro=(
                _(
                    "Every publishing of an event makes a new version and keeps the "
                    "old ones. An address like /e/12/v3 shows one version for ever, "
                    "unless the event was removed; then it says when and why."
                ),
                _(
                    "The short address /e/12 always leads to the event as it stands. A "
                    "number is never given to another event."
                ),
                _(
                    "The parameter as_of shows any view as the record stood at a "
                    "moment. A citation of a view holds it."
                ),
            ),
            found_in=(json_field("version"), json_field("recorded_at")),
        ),
        Section(
            anchor="as-of",
            heading=_("As of a moment"),
            intro=(
                _(
                    "Every page and file reads as_of: names, numbers and events are "
                    "those of then, whatever was renamed, merged or removed since. A "
                    "file asked for with the same moment is the same, byte for byte. A "
                    "moment after the last change is sent to that of the last change."
                ),
                _(
                    "An event that was removed answers 410 with the reason, and its "
                    "versions are no longer shown. Lists and files as of a moment "
                    "before it was removed still hold it: what was cited can be "
                    "checked. An event that was merged leads to the one that tells it."
                ),
            ),
        ),
        Section(
            anchor="change",
            heading=_("Kinds of change"),
            terms=terms_of("change"),
            found_in=(column("change"),),
        ),
        Section(
            anchor="corrections",
            heading=_("Corrections"),
            intro=(
                _(
                    "When something published was wrong, editors say so in a "
                    "correction. It stands on the event's page with its date, in its "
                    "history, in the feed of changes and in the JSON record."
                ),
            ),
            found_in=(json_field("corrections"), column("correction")),
        ),
        Section(
            anchor="feed",
            heading=_("The feed of changes"),
            intro=(
                _(
                    "/changes/ lists every version, newest first. /changes.atom holds "
                    "the latest 200, newest first; /changes.csv and /changes.json hold "
                    "all, oldest first. since and until bound them: changes after "
                    "since and no later than until. change takes the kinds of "
                    "change; who, kind, process, place, source and topic take the "
                    "changes of events that hold the value, or held it before the "
                    "change."
                ),
                _(
                    "A row of /changes.csv has these columns, and behind them those of "
                    "/events.csv with the event as it stands after the change."
                ),
            ),
            heads=(_("Column"), _("What it holds"), _("Values")),
            rows=tuple(
                Row((name, _(note.meaning), _(note.values) if note.values else ""))
                for name, note in OWN_NOTES.items()
            ),
            typed_first=True,
        ),
        Section(
            anchor="replay",
            heading=_("Keeping a copy up to date"),
            intro=(
                _(
                    "An old /events.csv and /changes.csv give the new /events.csv, "
                    "byte for byte. Read both with a CSV reader; keep the rows of "
                    "the old file by event_id. Take the changes in their order."
                ),
                _(
                    "withdrawn and merged: remove the row of the event_id. added and "
                    "modified: keep order for the event_id, and take the row without "
                    "the columns above, unless the one you have has a higher version."
                ),
                _(
                    "Write the byte order mark, the names of the columns and the rows, "
                    "by order and then by event_id, both falling; quote only cells "
                    "that need it and end lines with CRLF. Next time the changes since "
                    "the last changed_at are enough, when you keep the order of every "
                    "event."
                ),
            ),
        ),
    )


def licence() -> tuple[Section, ...]:
    return (
        Section(
            anchor="record",
            heading=_("The record"),
            intro=(
                _(
                    "Who keeps this site decides how its titles, summaries and dates "
                    "may be used; ask where no licence is named. Facts are free to use."
                ),
                _(
                    "Quotes belong to those who said or published them and are given "
                    "with their source. Cite the source too when you use them."
                ),
            ),
        ),
        Section(
            anchor="others",
            heading=_("What comes from others"),
            heads=(_("What"), _("From"), _("Licence")),
            rows=(
                Row((_("Cities and time zones"), "GeoNames", "CC BY 4.0")),
                Row((_("Names of states and cities"), "Unicode CLDR", "Unicode v3")),
                Row((_("ISO 3166 codes"), "iso-codes, pycountry", "LGPL 2.1")),
                Row(
                    (_("Wikidata ids, regions"), "country-coder, Wikidata", "ISC, CC0")
                ),
                Row((_("Topics"), "PLOVER 1.3", "CC BY-SA 4.0")),
                Row((_("Codes of event types"), "CAMEO 1.1b3, PLOVER 2024", "")),
                Row(
                    (
                        _("Typefaces"),
                        "Source Serif 4, IBM Plex Sans, IBM Plex Sans Arabic, "
                        "Noto Naskh Arabic",
                        "SIL OFL 1.1",
                    )
                ),
            ),
        ),
    )
