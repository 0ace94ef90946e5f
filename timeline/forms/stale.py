"""Why a form is not stored: the event is not the one it was opened with any more."""

from typing import Any


class StaleEventError(ValueError):
    """Somebody stored something since this form was opened; nothing was written."""


class EventChangedError(StaleEventError):
    """Somebody saved the event, or took it from readers.

    ``event`` is as it is stored now.
    """

    def __init__(self, message: str, event: Any) -> None:
        super().__init__(message)
        self.event = event


class EventGoneError(StaleEventError):
    """Somebody deleted the event."""
