"""Nearest leaders with what was known when; what a batch overwrote; joined numbers that can be taken apart."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("nearestleader", "nearest_leader_in_order"),
        migrations.RemoveConstraint("nearestleader", "one_nearest_leader_per_start"),
        migrations.RenameField("nearestleader", "valid_from", "start"),
        migrations.RenameField("nearestleader", "valid_to", "end"),
        migrations.AddField(
            "nearestleader", "known_from", models.DateTimeField(default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AddField("nearestleader", "known_to", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "nearestleader", "batch", models.CharField(db_index=True, default="", max_length=36),
            preserve_default=False,
        ),
        migrations.AddField(
            "nearestleader", "closed_by_batch", models.CharField(blank=True, db_index=True, default="", max_length=36),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            "nearestleader",
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")), name="nearest_leader_in_order"
            ),
        ),
        migrations.AddConstraint(
            "nearestleader",
            models.CheckConstraint(
                condition=Q(known_to__isnull=True) | Q(known_to__gte=F("known_from")),
                name="nearestleader_known_in_order",
            ),
        ),
        migrations.AddConstraint(
            "nearestleader",
            models.UniqueConstraint(
                fields=["person", "start"], condition=Q(known_to__isnull=True), name="one_nearest_leader_per_start"
            ),
        ),
        migrations.CreateModel(
            name="Overwritten",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("batch", models.CharField(db_index=True, max_length=36)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("sex", models.CharField(blank=True, max_length=1)),
                ("birth_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "constraints": (
                    models.UniqueConstraint(fields=("batch", "person"), name="overwritten_once_per_batch"),
                )
            },
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("by_name", models.CharField(max_length=200)),
                ("moved", models.JSONField(default=dict)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "right",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
                (
                    "wrong",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "constraints": (
                    models.CheckConstraint(condition=~Q(wrong=F("right")), name="merge_of_two"),
                    models.UniqueConstraint(
                        condition=Q(undone_at__isnull=True), fields=("wrong",), name="merged_into_one_at_a_time"
                    ),
                )
            },
        ),
    ]  # fmt: skip
