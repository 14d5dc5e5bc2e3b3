"""Accounts and groups: nobody gives a right that they lack, or touches an account that has one."""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from wagtail.models import GroupCollectionPermission, GroupPagePermission
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.users.views.groups import GroupViewSet
from wagtail.users.views.users import CreateView, EditView, UserViewSet


@dataclass(frozen=True)
class Rights:
    """Permissions for records by their ids; for pages and collections as pairs of a path and an id."""

    records: frozenset
    pages: frozenset
    collections: frozenset

    @classmethod
    def of_groups(cls, groups, user=None):
        granted = Q(group__in=groups) | Q(user=user) if user else Q(group__in=groups)
        pages = GroupPagePermission.objects.filter(group__in=groups)
        collections = GroupCollectionPermission.objects.filter(group__in=groups)
        return cls(
            frozenset(Permission.objects.filter(granted).values_list("pk", flat=True)),
            frozenset(pages.values_list("page__path", "permission")),
            frozenset(collections.values_list("collection__path", "permission")),
        )

    @classmethod
    def of_account(cls, user):
        return cls.of_groups(list(user.groups.all()), user)

    def include(self, other):
        """Return whether these are at least the other's rights; one for a page holds below it too."""
        return other.records <= self.records and all(
            any(path.startswith(above) and right == held for above, held in own)
            for own, sought in ((self.pages, other.pages), (self.collections, other.collections))
            for path, right in sought
        )


def may_manage(user, account):
    """Return whether the account may do nothing that the user may not."""
    if user.is_superuser or user.pk == account.pk:
        return True
    return not account.is_superuser and Rights.of_account(user).include(Rights.of_account(account))


def assignable_groups(user):
    """The groups that grant nothing that the user lacks."""
    if user.is_superuser:
        return Group.objects.all()
    own = Rights.of_account(user)
    within = [group.pk for group in Group.objects.all() if own.include(Rights.of_groups([group]))]
    return Group.objects.filter(pk__in=within)


def guard_account(request, account):
    """Hook: refuse to change or delete an account that may do more than the user."""
    if not may_manage(request.user, account):
        raise PermissionDenied


def guard_accounts(request, action_type, objects, action):
    """Hook: the same for many accounts at once, and for the group that they are to be given."""
    if action.model is not UserViewSet.model:
        return
    for account in objects:
        guard_account(request, account)
    role = action.cleaned_form.cleaned_data.get("role") if action.cleaned_form else None
    if role and not assignable_groups(request.user).filter(pk=role.pk).exists():
        raise PermissionDenied


class OwnRightsMixin:
    """Offers, and takes from a post, only rights that the user has."""

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.fields["groups"].queryset = assignable_groups(self.request.user)
        if not self.request.user.is_superuser:
            form.fields.pop("is_superuser", None)
        return form


class AccountCreateView(OwnRightsMixin, CreateView):
    pass


class AccountEditView(OwnRightsMixin, EditView):
    pass


class AccountViewSet(UserViewSet):
    add_view_class = AccountCreateView
    edit_view_class = AccountEditView
    copy_view_enabled = False


class SuperuserPolicy(ModelPermissionPolicy):
    """For superusers alone, whatever permissions a group grants."""

    def user_has_permission(self, user, action):
        return user.is_active and user.is_superuser

    def user_has_any_permission(self, user, actions):
        return self.user_has_permission(user, None)


class SuperuserGroupViewSet(GroupViewSet):
    """The screens that say what a group may do: whoever edits a group could grant themselves anything."""

    permission_policy = SuperuserPolicy(Group)
