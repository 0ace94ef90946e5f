"""Rows that the database writes from other rows, without a detour through Python."""

from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.expressions import Combinable


def copy_rows(
    into: type[Model], rows: QuerySet[Any], columns: dict[str, Combinable]
) -> int:
    """Write a row of ``into`` for each of ``rows``; the number of rows. One query.

    ``columns`` has an expression over ``rows`` for every column but the key.
    """
    given = {f"copied_{name}": value for name, value in columns.items()}
    query = rows.order_by().annotate(**given).values_list(*given).query
    select, params = query.sql_with_params()
    quoted = connection.ops.quote_name
    fields = [into._meta.get_field(name) for name in columns]
    names = ", ".join(quoted(str(field.column)) for field in fields)  # type: ignore[union-attr]
    table = quoted(into._meta.db_table)
    with connection.cursor() as cursor:
        # The names are those of our own models; what was typed is in the parameters.
        cursor.execute(f"INSERT INTO {table} ({names}) {select}", params)
        return int(cursor.rowcount)
