"""The home page and the health address."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from naerverk_web.access.public import open_to_all


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "project/home.html")


@open_to_all
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Up, and the database answers: for monitors."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
