from django.urls import path, re_path

from members.public import corrections, embed, people, places
from members.public.data import views as data
from members.public.find import place_finder

urlpatterns = [
    path("data/", data.data, name="data"),
    re_path(r"^data/(?P<name>[a-z]+)\.(?P<extension>csv|json)$", data.dataset, name="dataset"),
    path("data/<slug:name>.schema.json", data.dataset_schema, name="data_schema"),
    path("embed/", embed.embedded_map, name="embed"),
    path("find/", place_finder, name="find"),
    path("members/", people.MemberListView.as_view(), name="members"),
    path("members/former/", people.FormerMemberListView.as_view(), name="former_members"),
    path("members/<slug:slug>/", people.member, name="member"),
    path(
        "members/<slug:slug>/correction/",
        corrections.PersonCorrectionView.as_view(),
        name="member_correction",
    ),
    path("places/", places.PlaceListView.as_view(), name="places"),
    path("places/<slug:slug>/", places.place, name="place"),
    path(
        "places/<slug:slug>/correction/",
        corrections.PlaceCorrectionView.as_view(),
        name="place_correction",
    ),
]
