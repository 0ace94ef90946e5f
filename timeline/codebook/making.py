"""Terms of a code list, with the label and the meaning of each code."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from timeline.codebook.shape import Fact, Term
from timeline.codebook.words import meaning
from timeline.codelists.labels import labels
from timeline.presentation.naming import label_of


def terms_of(
    list_name: str,
    codes: Iterable[str] | None = None,
    *,
    query: str = "",
) -> tuple[Term, ...]:
    """The codes of a list as terms.

    ``codes``: those of a list without labels of its own, or some of a list.
    ``query``: the parameter that filters by the code.
    """
    return tuple(
        Term(
            code=code,
            label=label_of(list_name, code),
            definition=meaning(list_name, code),
            example=f"{query}={code}" if query else code,
            query=f"{query}={code}" if query else "",
        )
        for code in codes or labels(list_name)
    )


def column(name: str) -> Fact:
    """Where a code stands in a file."""
    return Fact(_("Column"), name)


def parameter(name: str) -> Fact:
    """What filters by a code."""
    return Fact(_("Parameter"), name)


def json_field(path: str) -> Fact:
    """Where a code stands in the JSON record."""
    return Fact(_("Field"), path)
