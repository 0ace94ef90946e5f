"""How events change, and under what licence what is used."""

from django.utils.translation import gettext as _

from timeline.codebook.making import json_field, terms_of
from timeline.codebook.shape import Row, Section


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
            anchor="change",
            heading=_("Kinds of change"),
            terms=terms_of("change"),
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
