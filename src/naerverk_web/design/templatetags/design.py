"""The components of the site as template tags."""

from django import template

register = template.Library()
