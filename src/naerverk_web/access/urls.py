"""Sign-in, own account, roles."""

from django.urls import path

from naerverk_web.access import views

app_name = "access"
urlpatterns = [
    path("sign-in", views.sign_in, name="sign_in"),
    path("sign-out", views.sign_out, name="sign_out"),
    path("password", views.forgot, name="forgot"),
    path("password/<str:uidb64>/<str:token>", views.choose_password, name="choose_password"),
    path("account", views.account, name="account"),
    path("account/password", views.password, name="password"),
    path("account/places/end", views.end_places, name="end_places"),
    path("account/places/<int:pk>/end", views.end_place, name="end_place"),
    path("roles", views.roles, name="roles"),
    path("access", views.given, name="given"),
    path("access/give", views.give, name="give"),
    path("access/<int:pk>/end", views.end, name="end"),
]
