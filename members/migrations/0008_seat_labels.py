from django.db import migrations

from members.seat_labels import normalize_seat_label


def normalize(apps, schema_editor):
    """Labels that mean at large have one spelling since they name no seat; those kept before had many."""
    tenures = apps.get_model('members', 'Tenure').objects
    labels = tenures.exclude(seat_label='').order_by().values_list('seat_label', flat=True).distinct()
    for label in list(labels):
        normalized = normalize_seat_label(label)
        if normalized != label:
            tenures.filter(seat_label=label).update(seat_label=normalized)


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0007_tenure_seat'),
    ]

    operations = [
        migrations.RunPython(normalize, migrations.RunPython.noop),
    ]
