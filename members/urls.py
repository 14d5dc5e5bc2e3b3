from django.urls import path, re_path

from members import views
from members.data import views as data

urlpatterns = [
    path("data/", data.data, name="data"),
    re_path(r"^data/(?P<name>[a-z]+)\.(?P<extension>csv|json)$", data.dataset, name="dataset"),
    path("data/<slug:name>.schema.json", data.dataset_schema, name="data_schema"),
    path("find/", views.find, name="find"),
    path("members/", views.MemberListView.as_view(), name="members"),
    path("members/former/", views.FormerMemberListView.as_view(), name="former_members"),
    path("members/<slug:slug>/", views.member, name="member"),
    path("places/", views.PlaceListView.as_view(), name="places"),
    path("places/<slug:slug>/", views.place, name="place"),
]
