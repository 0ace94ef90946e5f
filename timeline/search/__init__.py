"""Words to versions: the only room that names a database.

``index()`` keeps the words of a version, ``Matches`` finds versions by them. Both
databases see the same folded words in the same order, so they find the same rows:
SQLite in an FTS5 table, PostgreSQL in a ``tsvector`` with a GIN index. Words are
folded by :func:`timeline.names.fold`, so accents and case never matter.
"""

from timeline.search.limits import SearchStopped, impatient, time_limit
from timeline.search.matching import Matches, forget, index, index_kept, kept_words
from timeline.search.query import TextQuery, read_words, words_of
from timeline.search.upkeep import take_stock

__all__ = [
    "Matches",
    "SearchStopped",
    "TextQuery",
    "forget",
    "impatient",
    "index",
    "index_kept",
    "kept_words",
    "read_words",
    "take_stock",
    "time_limit",
    "words_of",
]
