"""Put the code lists into the tables of whichever models are given.

Migrations give their historical models; tests and updates give today's.
"""

from typing import Any

from timeline.codelists.tables import event_types, topics


def fill(event_type: Any, topic: Any) -> int:
    """Create or update every event type and topic; returns how many there are."""
    for position, row in enumerate(event_types(), start=1):
        event_type.objects.update_or_create(
            slug=row.slug,
            defaults={
                "label": row.label,
                "family": row.reader_family,
                "group": row.group,
                "cameo_code": row.cameo_code,
                "cameo_label": row.cameo_label,
                "plover_event": row.plover_event,
                "plover_mode": row.plover_mode,
                "quad_class": row.quad_class,
                "note": row.note,
                "position": position,
            },
        )
    for entry in topics():
        topic.objects.update_or_create(slug=entry.slug, defaults={"label": entry.label})
    return len(event_types()) + len(topics())
