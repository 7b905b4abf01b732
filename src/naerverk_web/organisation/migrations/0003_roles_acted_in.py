from django.db import migrations, models

# The only role that could change the tree by hand before roles were kept.
COULD = "hr_adviser"


def fill(apps, _editor):
    apps.get_model("organisation", "TreeChange").objects.exclude(by_name="").update(by_role=COULD)


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0002_changes_and_employer'),
    ]

    operations = [
        migrations.AddField(
            model_name='treechange',
            name='by_role',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='treechange',
            name='by_name',
        ),
    ]
