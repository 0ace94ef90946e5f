"""Statuses, roles, kinds, topics, places, sources and relations: the code lists."""

from dataclasses import replace

from django.utils.translation import gettext as _

from timeline.codebook.making import column, json_field, parameter, terms_of
from timeline.codebook.shape import Fact, Section, Term
from timeline.codebook.type_words import TYPE_MEANINGS
from timeline.codebook.words import meaning
from timeline.codelists.tables import (
    FAMILIES,
    ROLES,
    EventTypeRow,
    Family,
    Role,
    event_types,
    topics,
)
from timeline.presentation.marks import Mark
from timeline.presentation.naming import label_of
from timeline.selection.vocabulary import STATUSES

_FILLS = {"postponed": "planned", "unconfirmed": "reported"}


def statuses() -> tuple[Section, ...]:
    return (
        Section(
            anchor="shown",
            heading=_("Fill says the status"),
            intro=(
                _(
                    "The one status a page shows: how the event stands, else how well "
                    "it is supported."
                ),
            ),
            found_in=(parameter("status"),),
            terms=tuple(_shown(status) for status in STATUSES),
            prefix="mark",
            drawn=True,
        ),
        Section(
            anchor="lifecycle",
            heading=_("Where the event stands in its life"),
            found_in=(column("status"), json_field("status"), parameter("status")),
            terms=terms_of("lifecycle", query="status"),
        ),
        Section(
            anchor="standing",
            heading=_("How well it is supported"),
            intro=(
                _(
                    "Worked out from the sources at every publishing; editors do not "
                    "set it."
                ),
            ),
            found_in=(column("standing"), json_field("standing"), parameter("status")),
            terms=terms_of("standing", query="status"),
            prefix="standing",
        ),
    )


def _shown(status: str) -> Term:
    return Term(
        code=status,
        label=label_of("status", status),
        definition=meaning("status", status),
        example=f"status={status}",
        query=f"status={status}",
        mark=Mark("day", _FILLS.get(status, status), "talks"),
    )


def roles() -> tuple[Section, ...]:
    return (
        Section(
            anchor="roles",
            heading=_("Roles"),
            intro=(_("A participant may have several roles in one event."),),
            found_in=(
                column("roles"),
                json_field("participations.role"),
                parameter("role"),
            ),
            terms=tuple(_role(role) for role in ROLES),
        ),
        Section(
            anchor="weights",
            heading=_("The weight of a role in charts"),
            terms=tuple(
                Term(
                    code=weight,
                    label=", ".join(_labels_of_weight(weight)),
                    definition=meaning("weight", weight),
                    example=weight,
                )
                for weight in dict.fromkeys(role.weight for role in ROLES)
            ),
            prefix="weight",
        ),
        Section(
            anchor="attendance",
            heading=_("Attendance"),
            intro=(_("Said only when it is known."),),
            found_in=(column("attendance"), json_field("participations.attendance")),
            terms=terms_of("attendance"),
        ),
        Section(
            anchor="participants",
            heading=_("Kinds of participants"),
            found_in=(json_field("participant.kind"),),
            terms=terms_of("participant-kind"),
        ),
    )


def _role(role: Role) -> Term:
    facts = [Fact(_("Weight"), role.weight)]
    if role.phrase:
        phrase = label_of("role-phrase", role.slug)
        facts.append(Fact(_("In a row"), f"{phrase}: …", said=True))
    return Term(
        code=role.slug,
        label=label_of("role", role.slug),
        definition=_(role.note),
        example=f"role={role.slug}",
        query=f"role={role.slug}",
        facts=tuple(facts),
    )


def _labels_of_weight(weight: str) -> list[str]:
    return [label_of("role", role.slug) for role in ROLES if role.weight == weight]


def kinds() -> tuple[Section, ...]:
    return (
        *(_family(family) for family in FAMILIES),
        Section(
            anchor="fit",
            heading=_("How well the codes of others fit"),
            intro=(
                _(
                    "CAMEO codes are those of its manual 1.1b3, PLOVER codes those of "
                    "its manual of 2024."
                ),
            ),
            terms=tuple(
                Term(
                    code=fit,
                    label=fit,
                    definition=meaning("fit", fit),
                    example=", ".join(t.slug for t in event_types() if t.fit == fit),
                )
                for fit in dict.fromkeys(t.fit for t in event_types())
            ),
            prefix="fit",
        ),
        Section(
            anchor="quad-class",
            heading=_("Quad class"),
            intro=(_("The four classes that CAMEO and PLOVER share."),),
            terms=tuple(
                Term(
                    code=code,
                    label=code,
                    definition=meaning("quad_class", code),
                    example=", ".join(
                        t.slug for t in event_types() if t.quad_class == code
                    ),
                )
                for code in sorted({t.quad_class for t in event_types()} - {""})
            ),
            prefix="quad-class",
        ),
        Section(
            anchor="format",
            heading=_("How they met"),
            found_in=(json_field("format"),),
            terms=terms_of("format"),
        ),
    )


def _family(family: Family) -> Section:
    return Section(
        anchor=f"family-{family.slug}",
        heading=label_of("family", family.slug),
        icon=family.slug,
        intro=(label_of("family-note", family.slug),),
        found_in=(column(f"family: {family.slug}"), parameter(f"kind={family.slug}")),
        terms=tuple(
            _type(row) for row in event_types() if row.reader_family == family.slug
        ),
    )


def _type(row: EventTypeRow) -> Term:
    codes = (
        ("CAMEO", row.cameo_code),
        ("PLOVER", f"{row.plover_event} {row.plover_mode}".strip()),
        (_("Fit"), row.fit),
        (_("Quad class"), row.quad_class),
    )
    return Term(
        code=row.slug,
        label=label_of("type", row.slug),
        definition=str(TYPE_MEANINGS[row.slug]),
        example=f"kind={row.reader_family}.{row.slug}",
        query=f"kind={row.reader_family}.{row.slug}",
        facts=tuple(Fact(name, value) for name, value in codes if value),
        aside=row.note,
    )


def subjects() -> tuple[Section, ...]:
    return (
        Section(
            anchor="topics",
            heading=_("Topics"),
            intro=(
                _(
                    "The general contexts of PLOVER, manual 1.3. The codes are "
                    "PLOVER's; the words are ours."
                ),
            ),
            found_in=(column("topics"), json_field("topics"), parameter("topic")),
            terms=tuple(
                Term(
                    code=topic.slug,
                    label=label_of("topic", topic.slug),
                    definition=_(topic.note),
                    example=f"topic={topic.slug}",
                    query=f"topic={topic.slug}",
                    facts=(Fact("PLOVER", topic.plover_context),),
                )
                for topic in topics()
            ),
        ),
    )


def places() -> tuple[Section, ...]:
    return (
        Section(
            anchor="kinds-of-place",
            heading=_("Kinds of places"),
            intro=(
                _(
                    "A filter by a place finds the places within it too. Neither a "
                    "country nor a region has coordinates: their middle would be a "
                    "place where nothing happened."
                ),
            ),
            found_in=(column("place_kind"), json_field("place.kind")),
            terms=terms_of("place-kind"),
        ),
        Section(
            anchor="precision",
            heading=_("What the coordinates point at"),
            found_in=(column("geo_prec"), json_field("place.geo_precision")),
            terms=terms_of("geo-precision"),
            prefix="precision",
        ),
    )


def sources() -> tuple[Section, ...]:
    return (
        Section(
            anchor="independence",
            heading=_("Independent outlets"),
            intro=(
                _(
                    "An event is confirmed when sources of two independent outlets say "
                    "so. Two outlets of one owner count as one. A source never counts "
                    "for itself twice, however often it is cited."
                ),
            ),
        ),
        _source_list("outlet-kind", _("Kinds of outlets"), "outlet_kind"),
        _source_list("document-kind", _("Kinds of documents"), ""),
        _source_list("about", _("What a source is cited for"), "about"),
        _source_list("stance", _("Whether it supports the event"), "stance"),
        _differing(),
        _source_list(
            "source-grade",
            _("How reliable the source is"),
            "source_grade",
            _admiralty_words(),
        ),
        _source_list(
            "information-grade",
            _("How credible the information is"),
            "information_grade",
            _admiralty_words(),
        ),
    )


def _differing() -> Section:
    """The rules of ``timeline.claims``, in words."""
    return Section(
        anchor="differing",
        heading=_("When sources differ"),
        intro=(
            _(
                "An event is disputed when a source says that it disputes, or when two "
                "sources, or a source and the page itself, state what cannot both be "
                "right. Values are compared by meaning."
            ),
            _(
                "Dates differ when neither holds all the days of the other, or when "
                "they give two times of one day. May 2025 does not contradict 15 May "
                "2025."
            ),
            _(
                "Places differ when neither lies in the other. Every known spelling of "
                "a place counts."
            ),
            _(
                "Who took part and the outcome differ when two statements of the form "
                "“subject: value” give one subject two values, such as “Marco Rubio: "
                "attended” and “Marco Rubio: absent”. To be expected contradicts "
                "nothing."
            ),
            _("Other words contradict nothing, unless their source disputes."),
        ),
        found_in=(json_field("differences"), parameter("has=disputed-date")),
    )


def _admiralty_words() -> str:
    return _(
        "The Admiralty code, as NATO STANAG 2511 has it. Editors may leave it empty."
    )


def _source_list(list_name: str, heading: str, field: str, intro: str = "") -> Section:
    return Section(
        anchor=list_name,
        heading=heading,
        intro=(intro,) if intro else (),
        found_in=(json_field(f"citations.{field}"),) if field else (),
        terms=terms_of(list_name),
        prefix=list_name,
    )


def relations() -> tuple[Section, ...]:
    return (
        Section(
            anchor="relations",
            heading=_("How events are related"),
            intro=(_("Said on both pages, each in its own words."),),
            found_in=(column("relations"), json_field("relations.kind")),
            terms=tuple(_relation(term) for term in terms_of("relation")),
        ),
        Section(
            anchor="commitments",
            heading=_("What becomes of what was promised"),
            found_in=(json_field("commitments.status"),),
            terms=terms_of("commitment"),
        ),
    )


def _relation(term: Term) -> Term:
    """With what the page of the other event says."""
    back = Fact(_("On the other page"), label_of("relation-back", term.code), said=True)
    return replace(term, example=f"{term.code} 12", facts=(back,))
