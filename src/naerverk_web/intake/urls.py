"""Imports, from the files to the receipt."""

from django.urls import path

from naerverk_web.intake import views, ways_out

app_name = "intake"
urlpatterns = [
    path("", views.batches, name="batches"),
    path("new", views.upload, name="upload"),
    path("<uuid:batch_id>/", views.batch, name="batch"),
    path("<uuid:batch_id>/holds", views.holds, name="holds"),
    path("<uuid:batch_id>/confirm", views.confirm, name="confirm"),
    path("<uuid:batch_id>/discard", views.discard, name="discard"),
    path("<uuid:batch_id>/undo", views.undo, name="undo"),
    path("<uuid:batch_id>/codes", ways_out.codes, name="codes"),
    path("<uuid:batch_id>/units", ways_out.units, name="units"),
    path("<uuid:batch_id>/rejects", ways_out.rejects, name="rejects"),
    path("<uuid:batch_id>/files/<int:number>/columns", ways_out.columns, name="columns"),
    path("<uuid:batch_id>/files/<int:number>/rows/<int:line>", ways_out.row, name="row"),
    path("<uuid:batch_id>/files/<int:number>/rows/<int:line>/leave-out", ways_out.leave_out, name="leave_out"),
]
