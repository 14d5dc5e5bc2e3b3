from wagtail import hooks

from lpnc import accounts

hooks.register("before_edit_user", accounts.guard_account)
hooks.register("before_delete_user", accounts.guard_account)
hooks.register("before_bulk_action", accounts.guard_accounts)
