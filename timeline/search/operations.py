"""Migration operation: the table of words, as each database wants it."""

from typing import Any

from django.db.migrations.operations.base import Operation

CREATE = {
    "sqlite": [
        "CREATE VIRTUAL TABLE timeline_search USING fts5("
        'words, tokenize = "unicode61 remove_diacritics 0")'
    ],
    "postgresql": [
        "CREATE TABLE timeline_search "
        "(version_id bigint PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX timeline_search_words ON timeline_search USING gin (words)",
    ],
}


class CreateSearchTable(Operation):
    """Make the table that :func:`timeline.search.index` writes to."""

    reversible = True

    def state_forwards(self, app_label: str, state: Any) -> None:
        """No model stands behind the table."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        for statement in CREATE[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        schema_editor.execute("DROP TABLE timeline_search")

    def describe(self) -> str:
        return "Create the table of search words"
