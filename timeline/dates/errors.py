"""The one error that dates raise."""

from collections.abc import Iterable


class DateError(ValueError):
    """A text that is not a date we can store, or that has two readings.

    ``message`` is a finished sentence for the person who typed. ``suggestions``
    are texts that do parse: the nearest valid dates or the possible readings.
    ``field`` is "from", "to" or "both" when a filter's boxes were read.
    """

    def __init__(
        self, message: str, suggestions: Iterable[str] = (), *, field: str = ""
    ) -> None:
        super().__init__(message)
        self.message = message
        self.suggestions = tuple(suggestions)
        self.field = field
