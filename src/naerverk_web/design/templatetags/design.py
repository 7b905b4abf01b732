"""The components as template tags, in every template without loading. docs/reference/components.md shows each."""

from django import template

from naerverk_web.design.components import blocks, figures, forms, marks, page, tables

register = template.Library()

PIECES = "design/components"

# The page
register.simple_tag(page.colour_scheme, takes_context=True)
register.simple_tag(page.is_demo)
register.inclusion_tag(f"{PIECES}/menu.html", takes_context=True)(page.menu_places)
register.inclusion_tag(f"{PIECES}/messages.html", takes_context=True)(page.page_messages)
register.inclusion_tag(f"{PIECES}/breadcrumbs.html")(page.breadcrumbs)
register.inclusion_tag(f"{PIECES}/heading.html")(page.heading)
register.inclusion_tag(f"{PIECES}/tabs.html")(page.tabs)
register.inclusion_tag(f"{PIECES}/switch.html")(page.switch)
register.inclusion_tag(f"{PIECES}/pagination.html", takes_context=True)(page.pagination)

# Boxes around content
register.simple_block_tag(blocks.card)
register.simple_block_tag(blocks.section)
register.simple_block_tag(blocks.grid)
register.simple_block_tag(blocks.actions)
register.simple_block_tag(blocks.notice)
register.simple_block_tag(blocks.more)
register.simple_block_tag(blocks.dialog)
register.simple_tag(blocks.close_dialog)
register.simple_tag(blocks.button)
register.inclusion_tag(f"{PIECES}/empty.html")(blocks.empty)
register.inclusion_tag(f"{PIECES}/toast.html")(blocks.toast)

# Figures
register.inclusion_tag(f"{PIECES}/key_figure.html")(figures.key_figure)
register.inclusion_tag(f"{PIECES}/chart.html")(figures.chart)
register.inclusion_tag(f"{PIECES}/progress.html")(figures.progress)
register.inclusion_tag(f"{PIECES}/facts.html")(figures.facts)
register.inclusion_tag(f"{PIECES}/table.html")(tables.table)
register.inclusion_tag(f"{PIECES}/how.html")(figures.how)
register.inclusion_tag(f"{PIECES}/how_parts.html")(figures.how_parts)

# Marks within text
register.simple_tag(marks.smiley)
register.simple_tag(marks.tag)
register.simple_tag(marks.count_badge)
register.simple_tag(marks.spark)

# Forms
register.inclusion_tag(f"{PIECES}/field.html")(forms.field)
register.inclusion_tag(f"{PIECES}/error_summary.html")(forms.error_summary)
register.inclusion_tag(f"{PIECES}/form.html", takes_context=True)(forms.form)
register.inclusion_tag(f"{PIECES}/search_box.html")(forms.search_box)
