from django.db import migrations


def forget(apps, schema_editor):
    """Times in the admin are those of North Carolina, whatever somebody chose for the account before."""
    apps.get_model('wagtailusers', 'UserProfile').objects.update(current_time_zone='')


class Migration(migrations.Migration):

    dependencies = [
        ('lpnc', '0001_initial'),
        ('wagtailusers', '0015_userprofile_keyboard_shortcuts'),
    ]

    operations = [
        migrations.RunPython(forget, migrations.RunPython.noop),
    ]
