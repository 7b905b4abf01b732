"""The gallery of components."""

app_name = "design"
urlpatterns: list[object] = []
