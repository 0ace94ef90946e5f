"""The words of versions, kept and found on both databases."""

from collections.abc import Iterable
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func, Q, QuerySet

from timeline.search.query import MAX_WORDS, Phrase, TextQuery, words_of

TABLE = "timeline_search"
_KEEP = {
    "sqlite": f"INSERT INTO {TABLE} (rowid, words) VALUES (%s, %s)",
    "postgresql": f"INSERT INTO {TABLE} (version_id, words) VALUES (%s, %s::tsvector)",
}
_KEEP_ALL = {
    "sqlite": f"INSERT INTO {TABLE} (rowid, words) {{}}",
    "postgresql": f"INSERT INTO {TABLE} (version_id, words) "
    "SELECT of, words::tsvector FROM ({}) AS pairs (of, words)",
}
_FORGET = {
    "sqlite": f"DELETE FROM {TABLE} WHERE rowid = %s",
    "postgresql": f"DELETE FROM {TABLE} WHERE version_id = %s",
}


def index(entries: Iterable[tuple[int, str]], *, using: str = "default") -> None:
    """Keep the words of versions: pairs of version id and text. Two queries."""
    connection = connections[using]
    rows = [(pk, words_of(text)[:MAX_WORDS]) for pk, text in entries]
    forget([pk for pk, _ in rows], using=using)
    shaped = [(pk, _stored(connection.vendor, words)) for pk, words in rows]
    with connection.cursor() as cursor:
        cursor.executemany(_KEEP[connection.vendor], shaped)


def kept_words(text: str, *, using: str = "default") -> str:
    """The words of a text as the database keeps them: for :func:`index_kept`."""
    return _stored(connections[using].vendor, words_of(text)[:MAX_WORDS])


def index_kept(rows: QuerySet[Any], *, using: str = "default") -> None:
    """Keep words that a query gives: pairs of version id and :func:`kept_words`.

    Of versions that have none yet. One query.
    """
    pairs, params = rows.order_by().query.sql_with_params()
    with connections[using].cursor() as cursor:
        cursor.execute(_KEEP_ALL[connections[using].vendor].format(pairs), params)


def forget(pks: Iterable[int], *, using: str = "default") -> None:
    """Drop the words of versions by id."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.executemany(_FORGET[connection.vendor], [(pk,) for pk in pks])


def _stored(vendor: str, words: list[str]) -> str:
    """Words as one text, or as the literal of a ``tsvector`` with positions."""
    if vendor == "sqlite":
        return " ".join(words)
    return " ".join(f"'{word[:500]}':{n}" for n, word in enumerate(words, start=1))


class _Occurs(Func):
    """True for versions in whose words every phrase occurs."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, phrases: tuple[Phrase, ...], version: str) -> None:
        super().__init__(F(version))
        self.phrases = phrases

    def as_sql(  # type: ignore[override]
        self, compiler: Any, connection: BaseDatabaseWrapper, **_: Any
    ) -> tuple[str, list[Any]]:
        column, params = compiler.compile(self.source_expressions[0])
        if connection.vendor == "sqlite":
            found = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s"
            query = " AND ".join(_fts5(phrase) for phrase in self.phrases)
        else:
            found = f"SELECT version_id FROM {TABLE} WHERE words @@ %s::tsquery"
            query = " & ".join(_tsquery(phrase) for phrase in self.phrases)
        return f"{column} IN ({found})", [*params, query]


def _fts5(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.words)}"' + (" *" if phrase.open_ended else "")


def _tsquery(phrase: Phrase) -> str:
    words = [f"'{word[:500]}'" for word in phrase.words]
    if phrase.open_ended:
        words[-1] += ":*"
    return f"({' <-> '.join(words)})"


def Matches(query: TextQuery, *, version: str = "pk") -> Q:  # noqa: N802
    """A condition: the version holds every required phrase and no excluded one.

    An empty query holds for every version. A query of exclusions only finds all
    others, on both databases.
    """
    condition = Q()
    if query.required:
        condition &= Q(_Occurs(query.required, version))
    for phrase in query.excluded:
        condition &= ~Q(_Occurs((phrase,), version))
    return condition
