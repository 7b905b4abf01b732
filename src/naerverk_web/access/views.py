"""Sign-in and sign-out."""

from __future__ import annotations

from django.contrib.auth.views import LoginView, LogoutView

from naerverk_web.access.middleware import open_to_all

sign_in = open_to_all(LoginView.as_view(template_name="access/sign_in.html"))
sign_out = LogoutView.as_view(next_page="access:sign_in")
