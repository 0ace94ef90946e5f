"""Why no borders are drawn, and where disputed places are listed."""

from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timeline.codebook.shape import Row, Section
from timeline.gazetteer.tables import PlaceRow, StateRow, places, states
from timeline.presentation.naming import name_in

# The slug of a place, and on what ground it is listed where it is.
GROUNDS: dict[str, str | Promise] = {
    "crimea": gettext_lazy("UN General Assembly resolution 68/262"),
    "donetsk-oblast": gettext_lazy("UN General Assembly resolution ES-11/4"),
    "luhansk-oblast": gettext_lazy("UN General Assembly resolution ES-11/4"),
    "kherson-oblast": gettext_lazy("UN General Assembly resolution ES-11/4"),
    "zaporizhzhia-oblast": gettext_lazy("UN General Assembly resolution ES-11/4"),
    "abkhazia": gettext_lazy("UN General Assembly resolution 76/267"),
    "south-ossetia": gettext_lazy("UN General Assembly resolution 76/267"),
    "transnistria": gettext_lazy("UN General Assembly resolution 72/282"),
    "nagorno-karabakh": gettext_lazy(
        "UN Security Council resolution 822 and General Assembly resolution 62/243"
    ),
    "northern-cyprus": gettext_lazy("UN Security Council resolutions 541 and 550"),
    "golan-heights": gettext_lazy("UN Security Council resolution 497"),
    "west-bank": gettext_lazy("UN Security Council resolution 2334"),
    "gaza-strip": gettext_lazy("UN Security Council resolution 2334"),
    "east-jerusalem": gettext_lazy("UN Security Council resolution 2334"),
    "jerusalem": gettext_lazy(
        "UN General Assembly resolution 181 (II) and Security Council resolution 478: "
        "under no state"
    ),
    "western-sahara": gettext_lazy(
        "On the UN list of territories that do not govern themselves; no state is "
        "named as its administrator"
    ),
    "falkland-islands": gettext_lazy(
        "On the same list, administered by the United Kingdom; Argentina disputes its "
        "sovereignty"
    ),
    "kosovo": gettext_lazy(
        "Not a member of the UN; Security Council resolution 1244 leaves its status "
        "open"
    ),
    "taiwan": gettext_lazy(
        "Not a member of the UN; see General Assembly resolution 2758 (XXVI)"
    ),
    "kashmir": gettext_lazy(
        "A region; its cities are listed under the state that administers each, as UN "
        "maps leave the final status open"
    ),
    "somaliland": gettext_lazy(
        "UN Security Council resolutions on Somalia's territorial integrity"
    ),
    "essequibo": gettext_lazy("Before the International Court of Justice"),
    "spratly-islands": gettext_lazy(
        "Under no state; listed with the sea, as sovereignty is disputed"
    ),
    "senkaku-diaoyu-islands": gettext_lazy(
        "Under no state; listed with the sea, as sovereignty is disputed"
    ),
    "scarborough-shoal": gettext_lazy(
        "Under no state; listed with the sea, as sovereignty is disputed"
    ),
    "panmunjom": gettext_lazy("On a line between two sides; listed with its area"),
}


def sections() -> tuple[Section, ...]:
    return (
        Section(
            anchor="borders",
            heading=_("Why no borders are drawn"),
            intro=(
                _(
                    "The map shows land and water, and the names of countries as text. "
                    "Every set of borders takes a side in some dispute, and an event "
                    "can be placed without one."
                ),
                _(
                    "Marks stand where an event was. Nothing is drawn at the middle of "
                    "a country, and nothing is coloured by country."
                ),
            ),
        ),
        Section(
            anchor="disputed",
            heading=_("Where disputed places are listed"),
            intro=(
                _(
                    "A place is listed under the state to which the United Nations "
                    "assigns it. That is a rule for filing, not an opinion, and "
                    "editors can change any of it."
                ),
            ),
            heads=(_("Place"), _("Listed under"), _("Ground")),
            rows=tuple(
                Row((_name(slug), _listed_under(slug), str(ground)))
                for slug, ground in GROUNDS.items()
            ),
            outro=(
                _(
                    "A capital is the one each state designates. For Israel that is "
                    "Jerusalem and for Palestine East Jerusalem; neither settles the "
                    "status of the city."
                ),
                _("Place data from GeoNames (CC BY 4.0) and Unicode CLDR."),
            ),
        ),
    )


@cache
def _filed() -> dict[str, PlaceRow | StateRow]:
    """Everything the gazetteer lists, by slug; a state before a place of its slug."""
    found: dict[str, PlaceRow | StateRow] = {row.slug: row for row in places()}
    return found | {row.slug: row for row in states()}


def _name(slug: str) -> str:
    row = _filed()[slug]
    spelled = {
        "uk": row.names.uk,
        "ru": row.names.ru,
        "tr": row.names.tr,
        "ar": row.names.ar,
    }
    return name_in({"name": row.name, "names": spelled})


def _listed_under(slug: str) -> str:
    """The names of what it lies in, nearest first; its own when it is an entry."""
    row = _filed()[slug]
    if isinstance(row, StateRow):
        return _("An entry of its own")
    steps: list[str] = []
    while isinstance(row, PlaceRow) and row.parent and len(steps) < 4:
        steps.append(_name(row.parent))
        row = _filed()[row.parent]
    return ", ".join(steps[:2])
