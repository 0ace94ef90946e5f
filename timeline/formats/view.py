"""What a file says of itself: which events it holds, of what state of the record."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A selection as a file names it. Everything here is the same for the same bytes.

    Addresses are absolute. ``base_url`` has no slash at its end.
    """

    base_url: str
    site_name: str
    sentence: str  # the view in words, in English
    query: str  # canonical, without "?"; empty for everything
    address: str  # of the page that shows it
    fixed: str  # of the same page as the record stands: with ``as_of``
    count: int  # events
    data_version: int  # 0 when the query says ``as_of``
    moment: datetime  # the state of the record: ``as_of``, or the last publishing
    files: str = "/events"  # the address of its files, without their format

    def file(self, name: str) -> str:
        """The address of the same as a file of the format ``name``."""
        path = f"{self.base_url}{self.files}.{name}"
        return f"{path}?{self.query}" if self.query else path
