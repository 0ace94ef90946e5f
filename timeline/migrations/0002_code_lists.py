"""Fill the code lists, and begin the public record. Data only; schema is in 0001."""

from django.db import migrations

from timeline.codelists.filling import fill


def fill_tables(apps, schema_editor):
    fill(apps.get_model("timeline", "EventType"), apps.get_model("timeline", "Topic"))


def begin_record(apps, schema_editor):
    """One row from the start, so that the first publishing has a row to lock."""
    apps.get_model("timeline", "PublicRecord").objects.get_or_create(pk=1)


def end_record(apps, schema_editor):
    apps.get_model("timeline", "PublicRecord").objects.all().delete()


def empty_tables(apps, schema_editor):
    apps.get_model("timeline", "EventType").objects.all().delete()
    apps.get_model("timeline", "Topic").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("timeline", "0001_desk_and_record")]

    operations = [
        migrations.RunPython(fill_tables, empty_tables),
        migrations.RunPython(begin_record, end_record),
    ]
