"""Editors, Reviewers and Administrators, and whose text waits. Data only.

Until now an editor could publish: whoever is in the group of Editors becomes a reviewer
too, so that nobody loses what they could do.
"""

from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.models import F, Q

from timeline.reviewing.groups import (
    ADMINISTRATORS,
    EDITORS,
    GROUPS,
    IMPORTS,
    REVIEWERS,
    permissions_of,
)


def make_permissions(apps, schema_editor):
    """Django makes them after all migrations, which is too late for the groups."""
    for label in ("auth", "timeline"):
        app = apps.get_app_config(label)
        known = getattr(app, "models_module", None)
        app.models_module = True  # else there would seem to be no models
        create_permissions(app, apps=apps, verbosity=0)
        app.models_module = known


def make_groups(apps, schema_editor):
    group_model = apps.get_model("auth", "Group")
    permissions = apps.get_model("auth", "Permission")
    was_there = group_model.objects.filter(name=EDITORS).first()
    for name in GROUPS:
        group, made = group_model.objects.get_or_create(name=name)
        if made:
            group.permissions.set(permissions_of(name, permissions))
    if was_there:
        came_later = Q(content_type__model__in=IMPORTS)
        came_later |= Q(content_type__model="differentevent")
        missing = permissions_of(EDITORS, permissions).filter(came_later)
        was_there.permissions.add(*missing)
        reviewers = group_model.objects.get(name=REVIEWERS)
        reviewers.user_set.add(*was_there.user_set.all())


def remove_groups(apps, schema_editor):
    """The Editors stay: they were there before, and could publish without another."""
    groups = apps.get_model("auth", "Group").objects
    groups.filter(name__in=[REVIEWERS, ADMINISTRATORS]).delete()


def note_writers(apps, schema_editor):
    """As far as it is known: who began an event that has unpublished text."""
    events = apps.get_model("timeline", "Event").objects
    unseen = Q(published_at__isnull=True) | Q(changed__gt=F("published_at"))
    begun = events.filter(unseen, created_by__isnull=False)
    writers = apps.get_model("timeline", "EventWriter").objects
    rows = begun.values_list("pk", "created_by", "changed")
    writers.bulk_create(
        writers.model(event_id=pk, user_id=user, at=at) for pk, user, at in rows
    )


def forget_writers(apps, schema_editor):
    apps.get_model("timeline", "EventWriter").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("timeline", "0009_saved_searches"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(make_permissions, migrations.RunPython.noop),
        migrations.RunPython(make_groups, remove_groups),
        migrations.RunPython(note_writers, forget_writers),
    ]
