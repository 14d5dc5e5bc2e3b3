"""The entry "Duplicates" in the menu, and the addresses of all screens about them."""

from django.urls import path
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from members.admin.merging import views


class DuplicatesMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("members.change_person")


class DuplicatesViewSet(ViewSet):
    name = "roster_duplicates"
    url_prefix = "roster/duplicates"
    icon = "copy"
    menu_label = "Duplicates"
    menu_item_class = DuplicatesMenuItem

    def get_urlpatterns(self):
        pair = "merge/<int:person_id>/<int:other_id>/"
        return [
            path("", views.DuplicateListView.as_view(), name="list"),
            path("different/", views.DifferentPeopleView.as_view(), name="different"),
            path("merge/<int:person_id>/", views.ChooseOtherView.as_view(), name="choose"),
            path(pair, views.MergeView.as_view(), name="merge"),
            path("merges/", views.MergeListView.as_view(), name="merges"),
            path("merges/<int:merge_id>/undo/", views.UndoView.as_view(), name="undo"),
        ]
