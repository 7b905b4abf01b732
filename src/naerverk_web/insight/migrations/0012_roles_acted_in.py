from django.db import migrations, models
from django.db.models import Q
from django.utils import timezone

# In the order of the role page, as it was when roles began to be kept.
MAY_ADOPT = ("senior_leader",)
MAY_SHARE_SMILEY = ("leader", "senior_leader", "hr_adviser")
MAY_PROPOSE = ("leader", "senior_leader", "union_rep", "safety_rep", "chief_safety_rep", "hr_adviser")
MAY_BRING_IN = ("hr_adviser",)


def fill(apps, _editor):
    """What was done before roles were kept: by the role that somebody held nearest to the unit that day."""
    for goal in apps.get_model("insight", "Goal").objects.select_related("unit"):
        goal.proposed_as = _role(apps, goal.proposed_by_id, MAY_PROPOSE, goal.unit, goal.proposed_on)
        if goal.adopted_on:
            goal.adopted_as = _role(apps, goal.adopted_by_id, MAY_ADOPT, goal.unit, goal.adopted_on)
        goal.save(update_fields=["proposed_as", "adopted_as"])
    for link in apps.get_model("insight", "SmileyLink").objects.select_related("unit"):
        on = timezone.localdate(link.made_at)
        link.made_as = _role(apps, link.made_by_id, MAY_SHARE_SMILEY, link.unit, on)
        link.save(update_fields=["made_as"])
    (brought_in,) = MAY_BRING_IN
    apps.get_model("insight", "OutsideFile").objects.update(made_as=brought_in)


def _role(apps, account_id, could, unit, on):
    """Grants of a removed account are gone: then only what a single role could do is known."""
    if len(could) == 1:
        return could[0]
    holds = _holds(on) & Q(account_id=account_id, role__in=could)
    held = list(apps.get_model("access", "Grant").objects.filter(holds).values_list("unit_id", "role"))
    for place in [*_path(apps, unit.pk, on), None]:
        here = [role for at, role in held if at == place]
        if here:
            return min(here, key=could.index)
    return ""


def _path(apps, unit_pk, on):
    """The unit and those above it that day."""
    periods = apps.get_model("organisation", "UnitPeriod").objects.filter(_holds(on))
    path = []
    while unit_pk and unit_pk not in path:
        path.append(unit_pk)
        unit_pk = periods.filter(unit_id=unit_pk).values_list("parent_id", flat=True).first()
    return path


def _holds(on):
    began = Q(valid_from=None) | Q(valid_from__lte=on)
    return began & (Q(valid_to=None) | Q(valid_to__gte=on))


class Migration(migrations.Migration):

    dependencies = [
        ('insight', '0011_outside_files'),
        ('access', '0006_given_by'),
        ('organisation', '0002_changes_and_employer'),
    ]

    operations = [
        migrations.AddField(
            model_name='goal',
            name='adopted_as',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name='goal',
            name='proposed_as',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name='outsidefile',
            name='made_as',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name='smileylink',
            name='made_as',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
