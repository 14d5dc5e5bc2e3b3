from django.urls import path

from members import views

urlpatterns = [
    path("find/", views.find, name="find"),
    path("members/", views.MemberListView.as_view(), name="members"),
    path("members/former/", views.FormerMemberListView.as_view(), name="former_members"),
    path("members/<slug:slug>/", views.member, name="member"),
    path("places/", views.PlaceListView.as_view(), name="places"),
    path("places/<slug:slug>/", views.place, name="place"),
]
