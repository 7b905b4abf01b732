"""Position shares to four decimals, as the figures count them."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_leaders_known_when'),
    ]

    operations = [
        migrations.AlterField(
            model_name='employment',
            name='fte_percent',
            field=models.DecimalField(decimal_places=4, max_digits=7),
        ),
    ]
