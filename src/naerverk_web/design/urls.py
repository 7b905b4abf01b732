"""The gallery of components, and the switches for language and colours."""

from django.urls import path

from naerverk_web.design import views

app_name = "design"
urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("how", views.how, name="how"),
    path("colours", views.colour_scheme, name="colour_scheme"),
    path("language", views.language, name="language"),
]
