"""How dates are read, drawn, written and filtered."""

from datetime import date

from django.utils.translation import gettext as _

from timeline.codebook.making import column, json_field
from timeline.codebook.shape import Fact, Row, Section, Term
from timeline.codebook.words import MEANINGS, meaning
from timeline.codelists.tables import FamilySlug
from timeline.dates import Kind, acled_time_precision, read_date, ucdp_date_prec
from timeline.dates.languages import language_for
from timeline.presentation.marks import Mark, shape_of
from timeline.presentation.naming import label_of
from timeline.presentation.saying import capital, date_words, language

# A date of each shape as it can be typed, and the family that gives it a colour.
SHAPE_EXAMPLES: dict[str, tuple[str, FamilySlug]] = {
    "time": ("16 May 2025 13:35", "talks"),
    "day": ("16 May 2025", "talks"),
    "days": ("23-25 May 2025", "action"),
    "about": ("about 14 May 2025", "travel"),
    "between": ("between 16 and 22 May 2025", "action"),
    "before": ("by 2 June 2025", "agreement"),
    "after": ("after 16 May 2025", "proposal"),
    "ongoing": ("since 16 May 2025", "action"),
}
KIND_EXAMPLES = {
    Kind.EXACT: "16 May 2025",
    Kind.EXTENT: "23-25 May 2025",
    Kind.BETWEEN: "between 16 and 22 May 2025",
    Kind.WITHIN: "May 2025",
    Kind.APPROXIMATE: "about 14 May 2025",
    Kind.UNCERTAIN: "16 May 2025?",
    Kind.BEFORE: "by 2 June 2025",
    Kind.AFTER: "after 16 May 2025",
    Kind.ONGOING: "since 16 May 2025",
    Kind.ONE_OF: "2 or 3 June 2025",
}
PRECISION_EXAMPLES = {
    "day": "16 May 2025",
    "month": "May 2025",
    "season": "spring 2025",
    "year": "2025",
    "decade": "the 1990s",
    "century": "the 19th century",
}
# What editors type, from the most exact to the least.
TYPED = (
    "16 May 2025 13:35",
    "16 May 2025, morning",
    "16 May 2025",
    "23-25 May 2025",
    "16 May 2025?",
    "about 14 May 2025",
    "between 16 and 22 May 2025",
    "2 or 3 June 2025",
    "early June 2025",
    "mid-May 2025",
    "by 2 June 2025",
    "after 16 May 2025",
    "since 16 May 2025",
    "May 2025",
    "spring 2025",
    "2025",
    "the 1990s",
)
PREC_EXAMPLES = {
    "1": "16 May 2025",
    "2": "between 16 and 18 May 2025",
    "3": "between 16 and 22 May 2025",
    "4": "May 2025",
    "5": "2025",
}


def sections() -> tuple[Section, ...]:
    return (_shapes(), _typed(), _kinds(), *_precisions(), _parts_of_day(), _filter())


def _shapes() -> Section:
    return Section(
        anchor="marks",
        heading=_("Shape says how well the date is known"),
        intro=(
            _(
                "A mark is solid only when its date is known at the zoom you are "
                "looking at. Zoom in past what is known and the mark opens into "
                "brackets."
            ),
        ),
        terms=tuple(_shape(shape) for shape in SHAPE_EXAMPLES),
        prefix="mark",
        drawn=True,
    )


def _shape(shape: str) -> Term:
    typed, family = SHAPE_EXAMPLES[shape]
    when = read_date(typed)
    assert shape_of(when) == shape
    return Term(
        code=shape,
        label=label_of("date-shape", shape),
        definition=label_of("date-shape-note", shape),
        example=when.edtf,
        facts=(Fact(_("Typed"), typed), *_shown(typed, date_words(when))),
        mark=Mark(shape, "confirmed", family),
    )


def _typed() -> Section:
    return Section(
        anchor="bounds",
        heading=_("What is typed, and what is understood"),
        intro=(
            _(
                "Every date has a first and a last day it may have begun and ended. "
                "Files give these bounds, and filters compare them. An empty bound is "
                "open."
            ),
        ),
        found_in=(
            column("date_text, edtf, start_earliest … end_latest, date_prec"),
            json_field("date"),
        ),
        heads=(
            _("Typed"),
            _("Shown"),
            _("EDTF"),
            "start_earliest",
            "start_latest",
            "end_earliest",
            "end_latest",
            "date_prec",
            "ACLED",
        ),
        rows=tuple(Row(_row(typed)) for typed in TYPED),
        typed_first=True,
        outro=(
            _(
                "date_prec is that of the UCDP GED codebook and ACLED is the "
                "time_precision of the ACLED codebook; both are worked out from the "
                "bounds."
            ),
        ),
    )


def _row(typed: str) -> tuple[str, ...]:
    when = read_date(typed)
    bounds = (
        when.start_earliest,
        when.start_latest,
        when.end_earliest,
        when.end_latest,
    )
    precision = (str(ucdp_date_prec(when)), str(acled_time_precision(when)))
    return (typed, date_words(when), when.edtf, *map(_iso, bounds), *precision)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _kinds() -> Section:
    return Section(
        anchor="kinds-of-date",
        heading=_("How a date claims to know its day"),
        found_in=(json_field("date.kind"),),
        terms=tuple(
            _example_term("kind", kind.value, KIND_EXAMPLES[kind]) for kind in Kind
        ),
    )


def _precisions() -> tuple[Section, ...]:
    return (
        Section(
            anchor="precision",
            heading=_("Precision"),
            intro=(_("That of the least precise part of the date."),),
            found_in=(json_field("date.precision"),),
            terms=tuple(
                _example_term("precision", code, typed)
                for code, typed in PRECISION_EXAMPLES.items()
            ),
            prefix="precision",
        ),
        Section(
            anchor="date-prec",
            heading=_("Precision as UCDP codes it"),
            found_in=(column("date_prec"),),
            terms=tuple(
                _example_term("date_prec", code, typed)
                for code, typed in PREC_EXAMPLES.items()
            ),
            prefix="date-prec",
        ),
    )


def _example_term(list_name: str, code: str, typed: str) -> Term:
    when = read_date(typed)
    return Term(
        code=code,
        label=code,
        definition=meaning(list_name, code),
        example=typed,
        facts=(*_shown(typed, date_words(when)), Fact("EDTF", when.edtf)),
    )


def _shown(typed: str, words: str) -> tuple[Fact, ...]:
    """What readers see, where that is not what was typed."""
    return (Fact(_("Shown"), words, said=True),) if words != typed else ()


def _parts_of_day() -> Section:
    names = language_for(language()).parts_of_day
    return Section(
        anchor="parts-of-day",
        heading=_("Parts of the day"),
        intro=(
            _(
                "For sources that give no time. The hour only orders the events of a "
                "day."
            ),
        ),
        found_in=(json_field("date.part_of_day"),),
        terms=tuple(
            Term(
                code=code,
                label=capital(names[code]),
                definition=meaning("part_of_day", code),
                example=f"16 May 2025, {code.replace('-', ' ')}",
            )
            for code in MEANINGS["part_of_day"]
        ),
    )


def _filter() -> Section:
    labels = {"certain": _("Certain"), "might": _("Might")}
    return Section(
        anchor="filter",
        heading=_("When you filter by dates"),
        intro=(
            _(
                "Certain: the event touches your dates whichever of its possible days "
                "is true. Might: it touches them on some of its possible days and not "
                "on others. Both are listed; the second kind is marked, counted apart, "
                "and can be turned off."
            ),
            _("Days are local to the event's place."),
        ),
        found_in=(column("date_match"),),
        terms=tuple(
            Term(
                code=code,
                label=labels[code],
                definition=meaning("date_match", code),
                example=f"date_match: {code}",
            )
            for code in labels
        ),
    )
