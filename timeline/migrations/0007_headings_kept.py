import datetime

from django.db import migrations, models


def drop_past(apps, schema_editor):
    """On the way back only the cards of now have a place."""
    cards = apps.get_model("timeline", "Heading")._default_manager
    cards.filter(superseded_at__isnull=False).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("timeline", "0006_presence"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="heading",
            name="heading_once",
        ),
        migrations.RemoveIndex(
            model_name="eventversion",
            name="version_recorded",
        ),
        migrations.AddField(
            model_name="heading",
            name="recorded_at",
            field=models.DateTimeField(
                default=datetime.datetime(1970, 1, 1, 0, 0, tzinfo=datetime.UTC)
            ),
        ),
        migrations.AddField(
            model_name="heading",
            name="superseded_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="heading",
            name="sort_label",
            field=models.CharField(max_length=300),
        ),
        migrations.AddIndex(
            model_name="eventversion",
            index=models.Index(
                fields=["recorded_at", "event_id", "number"], name="version_recorded"
            ),
        ),
        migrations.AddIndex(
            model_name="heading",
            index=models.Index(
                condition=models.Q(("superseded_at__isnull", True)),
                fields=["dimension", "sort_label", "value"],
                name="heading_present_order",
            ),
        ),
        migrations.AddIndex(
            model_name="heading",
            index=models.Index(
                fields=["dimension", "value", "recorded_at"], name="heading_history"
            ),
        ),
        migrations.AddConstraint(
            model_name="heading",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at__isnull", True)),
                fields=("dimension", "value"),
                name="heading_one_present",
            ),
        ),
        migrations.AddConstraint(
            model_name="heading",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("superseded_at__isnull", True),
                    ("superseded_at__gte", models.F("recorded_at")),
                    _connector="OR",
                ),
                name="heading_superseded_later",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, drop_past),
    ]
