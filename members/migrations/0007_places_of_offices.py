from django.db import migrations, models

#: The kinds of place and the seats on a governing body of the offices that the site began with.
OFFICES = {
    "mayor": ["in_municipalities"],
    "city or town council member": ["in_municipalities", "on_governing_body"],
    "county commissioner": ["in_counties", "on_governing_body"],
    "board of education member": ["in_school_districts", "on_governing_body"],
    "sheriff": ["in_counties"],
    "register of deeds": ["in_counties"],
    "clerk of superior court": ["in_counties"],
    "district attorney": ["in_counties", "in_other_districts"],
    "soil and water supervisor": ["in_counties", "in_other_districts"],
}


def fill_in(apps, schema_editor):
    for office in apps.get_model("members", "Office").objects.all():
        if names := OFFICES.get(office.name.strip().casefold()):
            for name in names:
                setattr(office, name, True)
            office.save(update_fields=names)


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0006_plain_seats"),
    ]

    operations = [
        migrations.AddField(
            model_name="office",
            name="in_counties",
            field=models.BooleanField(
                default=False,
                help_text="Check this if counties have this office, as they have a sheriff.",
                verbose_name="in counties",
            ),
        ),
        migrations.AddField(
            model_name="office",
            name="in_municipalities",
            field=models.BooleanField(
                default=False,
                help_text="Check this if cities, towns and villages have this office, as they have a mayor.",
                verbose_name="in cities, towns and villages",
            ),
        ),
        migrations.AddField(
            model_name="office",
            name="in_other_districts",
            field=models.BooleanField(
                default=False,
                help_text="Check this if other districts have this office. If none of the four is checked, any "
                "place may have it.",
                verbose_name="in other districts",
            ),
        ),
        migrations.AddField(
            model_name="office",
            name="in_school_districts",
            field=models.BooleanField(
                default=False,
                help_text="Check this if school districts have this office.",
                verbose_name="in school districts",
            ),
        ),
        migrations.AddField(
            model_name="office",
            name="on_governing_body",
            field=models.BooleanField(
                default=False,
                help_text="Check this for the members of a council, a board of commissioners or a board of "
                "education. A chair or a mayor pro tem holds such a seat.",
                verbose_name="a seat on the governing body",
            ),
        ),
        migrations.RunPython(fill_in, migrations.RunPython.noop),
    ]
