"""Fill the code lists: event types and topics. Data only; schema is in 0001."""

from django.db import migrations

from timeline.codelists.filling import fill


def fill_tables(apps, schema_editor):
    fill(apps.get_model("timeline", "EventType"), apps.get_model("timeline", "Topic"))


def empty_tables(apps, schema_editor):
    apps.get_model("timeline", "EventType").objects.all().delete()
    apps.get_model("timeline", "Topic").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("timeline", "0001_desk_and_record")]

    operations = [migrations.RunPython(fill_tables, empty_tables)]
