"""Figures of units. The unit's id stands last, since it is the employer's own and may hold anything."""

from django.urls import path

from naerverk_web.insight.views import cards, closing, comparing, files, how, pages, published, smileys, targets, years

app_name = "insight"
urlpatterns = [
    path("", pages.start, name="start"),
    path("units/<path:unit_id>", pages.overview, name="overview"),
    path("unit/<path:unit_id>", pages.unit, name="unit"),
    path("how/<slug:figure>/<path:unit_id>", how.of_unit, name="how"),
    path("how-mine/<slug:figure>", how.of_mine, name="how_mine"),
    path("return/<path:unit_id>", years.back_at_work, name="return"),
    path("compare/<path:unit_id>", comparing.compare, name="compare"),
    path("compare-with/<path:unit_id>", comparing.compare_with, name="compare_with"),
    path("closing", closing.closing, name="closing"),
    path("closing/reports", closing.set_mail, name="set_mail"),
    path("closing/<slug:month>", closing.set_day, name="set_day"),
    path("published", published.upload, name="published"),
    path("published-files", published.files, name="published_files"),
    path("published-files/<int:number>", published.file, name="published_file"),
    path("published-files/<int:number>/decide", published.decide, name="decide_published"),
    path("csv/<path:unit_id>", files.as_csv, name="csv"),
    path("csv-years/<path:unit_id>", files.years_as_csv, name="csv_years"),
    path("xlsx/<path:unit_id>", files.as_xlsx, name="xlsx"),
    path("pdf/<path:unit_id>", files.as_pdf, name="pdf"),
    path("reports/<path:unit_id>", files.reports, name="reports"),
    path("target/<path:unit_id>", targets.target, name="target"),
    path("targets/<path:unit_id>", targets.tree, name="targets"),
    path("share/<path:unit_id>", targets.share, name="share"),
    path("adopt-all/<path:unit_id>", targets.adopt_all, name="adopt_all"),
    path("smiley-rule", smileys.rule, name="smiley_rule"),
    path("smiley/<path:unit_id>", smileys.inside, name="smiley"),
    path("smiley-link/<path:unit_id>", smileys.make, name="make_smiley"),
    path("smiley-end/<path:unit_id>", smileys.end, name="end_smiley"),
    path("card/<path:unit_id>", cards.card, name="card"),
    path("outcome/<path:unit_id>", cards.outcome, name="outcome"),
    path("outcome-value/<int:number>/<path:unit_id>", cards.outcome_value, name="outcome_value"),
    path("outcome-end/<int:number>/<path:unit_id>", cards.outcome_end, name="outcome_end"),
    path("adopt/<int:number>/<path:unit_id>", targets.adopt, name="adopt"),
]
