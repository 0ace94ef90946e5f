"""How programs read the events: made of the description that programs get."""

from django.urls import reverse
from django.utils.translation import gettext as _

from timeline.api.operations import OPERATIONS, Operation
from timeline.api.parameters import BESIDE
from timeline.api.problems import KINDS, MEDIA_TYPE
from timeline.codebook.shape import Fact, Row, Section, Term
from timeline.formats import FORMATS
from timeline.presentation.filewords import words_of


def sections() -> tuple[Section, ...]:
    return (_asking(), _addresses(), _parameters(), _files(), _problems())


def _asking() -> Section:
    return Section(
        anchor="asking",
        heading=_("How to ask"),
        intro=(
            _(
                "Every address is read with GET, without a key and from any site. The "
                "parameters that choose events are those of the pages: copy the query "
                "of a view and put it behind an address below."
            ),
            _(
                "An answer carries an ETag. Send it back as If-None-Match, and 304 "
                "says without a body that nothing has changed since."
            ),
            _(
                "Lists come in pages. Follow “next” until it is null; “count” says "
                "how many there are in all. Times are ISO 8601, codes are those of "
                "this codebook, names are in English with “names” for the other "
                "languages."
            ),
        ),
        found_in=(
            Fact("OpenAPI 3.1", reverse("files:api-description")),
            Fact(_("Beginning"), reverse("files:api")),
        ),
    )


def _addresses() -> Section:
    return Section(
        anchor="addresses",
        heading=_("Addresses"),
        terms=tuple(_address(operation) for operation in OPERATIONS),
        prefix="get",
    )


def _address(operation: Operation) -> Term:
    example = operation.examples[0]
    return Term(
        code=operation.name,
        label=operation.path,
        definition=str(operation.summary),
        example=example,
        address=example,
        facts=tuple(Fact(_("Example"), other) for other in operation.examples[1:]),
    )


def _parameters() -> Section:
    return Section(
        anchor="parameters",
        heading=_("Parameters beside those that choose events"),
        terms=tuple(
            Term(code=name, label=name, definition=str(meaning), example=example)
            for name, (meaning, example) in BESIDE.items()
        ),
        prefix="parameter",
    )


def _files() -> Section:
    return Section(
        anchor="files",
        heading=_("Files"),
        intro=(
            _(
                "A file is whole before its first byte is sent: Content-Length says "
                "how long it is, X-Row-Count how many rows it has, and Repr-Digest "
                "its SHA-256. Range takes a part of it; send If-Range with the ETag "
                "to go on with a download that broke off."
            ),
        ),
        heads=(_("Address"), _("Format"), "rows"),
        rows=tuple(
            Row((f"/events.{name}", str(words_of(fmt).label), ", ".join(fmt.units)))
            for name, fmt in FORMATS.items()
        ),
        typed_first=True,
    )


def _problems() -> Section:
    return Section(
        anchor="problems",
        heading=_("What is answered instead"),
        intro=(
            _(
                "An answer that is not data is a problem as RFC 9457 describes it: "
                "type, title, status, detail. Files answer plain text unless Accept "
                "asks for JSON."
            ),
        ),
        found_in=(Fact("Content-Type", MEDIA_TYPE),),
        terms=tuple(
            Term(
                code=name,
                label=f"{kind.status} {name}",
                definition=str(kind.meaning),
                example=kind.title,
            )
            for name, kind in KINDS.items()
        ),
        prefix="problem",
    )
