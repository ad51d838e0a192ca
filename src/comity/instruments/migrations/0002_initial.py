"""What this did is done by the first migration, so that a new site works out fewer states."""

from django.db import migrations


class Migration(migrations.Migration):
    initial = True

    dependencies = [("instruments", "0001_initial")]

    operations = []
