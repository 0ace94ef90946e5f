"""How many questions a page asks of the database, the same on both.

What only guards a question is left out: on PostgreSQL a time limit is set and taken
back by statements of its own, inside a savepoint (``timeline/search/limits.py``).
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

GUARDS = (
    "SAVEPOINT",
    "RELEASE SAVEPOINT",
    "SHOW statement_timeout",
    "SELECT set_config('statement_timeout'",
)


class Questions(CaptureQueriesContext):
    """The questions asked inside the block."""

    def __init__(self) -> None:
        super().__init__(connection)

    @property
    def texts(self) -> list[str]:
        said = [query["sql"] for query in self.captured_queries]
        return [sql for sql in said if not sql.startswith(GUARDS)]

    @property
    def number(self) -> int:
        return len(self.texts)


@contextmanager
def at_most(number: int) -> Iterator[None]:
    """Fails when the block asks more, and says what was asked."""
    with Questions() as questions:
        yield
    asked = questions.texts
    assert len(asked) <= number, f"{len(asked)} questions:\n" + "\n".join(asked)
