from django.db import migrations


def outdate(apps, schema_editor):
    """Have the part that other sites show made for every picture; pages show the whole one until then."""
    apps.get_model("media", "Picture").objects.filter(state="ready").update(state="outdated")


def settle(apps, schema_editor):
    """Take a picture without that part for a ready one, as before."""
    apps.get_model("media", "Picture").objects.filter(state="outdated").update(state="ready")


class Migration(migrations.Migration):

    dependencies = [
        ("media", "0006_folded"),
    ]

    operations = [
        migrations.RunPython(outdate, settle),
    ]
