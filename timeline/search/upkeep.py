"""What a database wants to know after much was written at once."""

from django.db import connections


def take_stock(*, using: str = "default") -> None:
    """Let the database count its rows anew, so that it plans its queries well.

    It does so by itself within a minute; until then a query over tables that were
    empty a moment ago can take minutes on PostgreSQL.
    """
    with connections[using].cursor() as cursor:
        cursor.execute("ANALYZE")
