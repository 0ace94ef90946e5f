"""The one error that dates raise."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


def gettext_noop(text: str) -> str:
    """Marks a sentence for the translators. It is translated at the door."""
    return text


@dataclass(frozen=True, slots=True)
class Said:
    """A date or the name of a month inside a sentence, in the reader's language."""

    in_language: Callable[[str], str]

    def __str__(self) -> str:
        return self.in_language("en")


class DateError(ValueError):
    """A text that is not a date we can store, or that has two readings.

    ``message`` is a finished English sentence for the person who typed. The same for
    another language is ``gettext(template) % values_in(language)``: ``template`` is
    English with ``%(name)s`` placeholders for ``values``. ``suggestions`` are texts
    that do parse: the nearest valid dates or the possible readings. ``field`` is
    "from", "to" or "both" when a filter's boxes were read.
    """

    def __init__(
        self,
        template: str,
        suggestions: Iterable[str] = (),
        *,
        field: str = "",
        **values: object,
    ) -> None:
        self.template = template
        self.values = values
        self.message = template % values if values else template
        super().__init__(self.message)
        self.suggestions = tuple(suggestions)
        self.field = field

    def values_in(self, language: str) -> dict[str, str]:
        """The values, with the dates and months among them in that language."""
        return {
            name: value.in_language(language) if isinstance(value, Said) else str(value)
            for name, value in self.values.items()
        }

    def in_field(self, field: str) -> "DateError":
        """The same error, of a filter's box."""
        return DateError(self.template, self.suggestions, field=field, **self.values)
