from django.db import migrations

import core.folding
import members.models.seats


def fill_in_plain_seats(apps, schema_editor):
    core.folding.fill_in(apps.get_model("members", "Tenure"), "plain_seat")


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0005_other_names"),
    ]

    operations = [
        migrations.AddField(
            model_name="tenure",
            name="plain_seat",
            field=members.models.seats.PlainSeatField(
                "seat_label", default="", editable=False, max_length=120, serialize=False
            ),
        ),
        migrations.RunPython(fill_in_plain_seats, migrations.RunPython.noop),
    ]
