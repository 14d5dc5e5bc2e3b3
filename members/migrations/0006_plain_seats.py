from django.db import migrations

import members.models.seats


def fill_in(apps, schema_editor):
    """Give every tenure the normal form of its seat label."""
    tenures = apps.get_model("members", "Tenure").objects
    changed = [
        tenure
        for tenure in tenures.exclude(seat_label="").only("seat_label")
        if tenures.model._meta.get_field("plain_seat").pre_save(tenure, add=False)
    ]
    tenures.bulk_update(changed, ["plain_seat"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0005_other_names"),
    ]

    operations = [
        migrations.AddField(
            model_name="tenure",
            name="plain_seat",
            field=members.models.seats.PlainSeatField(),
        ),
        migrations.RunPython(fill_in, migrations.RunPython.noop),
    ]
