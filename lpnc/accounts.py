"""Accounts and groups: no one can grant a right that they lack or change an account that has one."""

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
    """A set of permissions: ids for records, pairs of a path and an id for pages and collections."""

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
        """Return whether these cover the other's rights; a right to a page also applies below it."""
        return other.records <= self.records and all(
            any(path.startswith(above) and right == held for above, held in own)
            for own, sought in ((self.pages, other.pages), (self.collections, other.collections))
            for path, right in sought
        )


def may_manage(user, account):
    """Return whether the user has all the rights of the account."""
    if user.is_superuser or user.pk == account.pk:
        return True
    return not account.is_superuser and Rights.of_account(user).include(Rights.of_account(account))


def assignable_groups(user):
    """Return the groups whose rights the user has."""
    if user.is_superuser:
        return Group.objects.all()
    own = Rights.of_account(user)
    within = [group.pk for group in Group.objects.all() if own.include(Rights.of_groups([group]))]
    return Group.objects.filter(pk__in=within)


def guard_account(request, account):
    """Refuse to change or delete an account that has more rights than the user (a hook)."""
    if not may_manage(request.user, account):
        raise PermissionDenied


def guard_accounts(request, action_type, objects, action):
    """Apply the same rule to bulk actions, including the group to be assigned (a hook)."""
    if action.model is not UserViewSet.model:
        return
    for account in objects:
        guard_account(request, account)
    role = action.cleaned_form.cleaned_data.get("role") if action.cleaned_form else None
    if role and not assignable_groups(request.user).filter(pk=role.pk).exists():
        raise PermissionDenied


class OwnRightsMixin:
    """A form that offers and accepts only rights that the user has."""

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
    """A policy for superusers only, regardless of a group's permissions."""

    def user_has_permission(self, user, action):
        return user.is_active and user.is_superuser

    def user_has_any_permission(self, user, actions):
        return self.user_has_permission(user, None)


class SuperuserGroupViewSet(GroupViewSet):
    """The group screens, for superusers only because anyone who edits a group could grant themselves any right."""

    permission_policy = SuperuserPolicy(Group)
