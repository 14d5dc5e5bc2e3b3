"""Permissions in the admin: C is Communications, R roster editors, A administrators, - anyone at all.

`{part: {"asking/sending": its addresses}}`, where asking is a GET and sending is a POST. No letter stands
where an address answers no such request, or where no role may do that with what the sample holds.
"""

MATRIX = {
    "wagtailadmin_": {
        "CRA/": "choose_page",
    },
    "wagtailadmin_api:pages:": {
        "CRA/": "listing",
    },
    "wagtailadmin_api:documents:": {
        "CRA/": "listing",
    },
    "wagtailadmin_api:images:": {
        "CRA/": "listing",
    },
    "wagtail_bulk_action:": {
        "A/A": "auth.user assign_role, auth.user delete, auth.user set_active_state",
        "/": (
            "members.committeeseat delete, members.office delete, members.person delete, "
            "members.jurisdiction delete, members.region delete, core.section delete"
        ),
        "RA/RA": "members.tenure confirm, members.tenure end",
        "CA/CA": (
            "campaigns.priority delete, campaigns.win delete, core.publisher delete, "
            "core.topic delete, wagtaildocs.document add_tags, wagtaildocs.document "
            "add_to_collection, wagtaildocs.document delete, wagtailcore.page delete, "
            "wagtailcore.page move, wagtailcore.page publish, wagtailcore.page unpublish"
        ),
        "CRA/CRA": (
            "core.customimage add_tags, core.customimage add_to_collection, core.customimage delete"
        ),
    },
    "wagtailadmin_pages:": {
        "CA/CA": "edit",
    },
    "wagtailadmin_collections:": {
        "CA/CA": "edit",
    },
    "wagtailadmin_workflows:": {
        "/": "edit",
    },
    "wagtailadmin_reports:": {
        "CA/": "locked_pages",
    },
    "wagtailadmin_editing_sessions:": {
        "/CA": "ping",
    },
    "wagtailredirects:": {
        "CA/CA": "edit",
    },
    "wagtailsettings:": {
        "CRA/CRA": "edit members.rostersettings, edit members.rostersettings pk",
        "CA/CA": (
            "edit core.organizationsettings, edit core.navigationsettings, edit "
            "core.organizationsettings pk, edit core.navigationsettings pk"
        ),
        "/": (
            "preview_on_edit members.rostersettings pk, preview_on_edit "
            "core.organizationsettings pk, preview_on_edit core.navigationsettings pk"
        ),
    },
    "wagtailembeds:": {
        "CRA/CRA": "chooser",
    },
    "wagtailsnippets:": {
        "/": "index",
    },
    "wagtaildocs:": {
        "CA/CA": "edit",
    },
    "wagtailimages:": {
        "CA/CA": "edit",
    },
    "roster:": {
        "CRA/": "home",
    },
    "wagtailsnippets_members_person:": {
        "CRA/": (
            "list, list_results, history, history_results, inspect, revisions_compare, export"
        ),
        "RA/RA": "add, edit, delete, preview_on_add, preview_on_edit, revisions_revert",
        "RA/": "usage, revisions_view",
        "A/A": "erase",
    },
    "wagtailsnippetchoosers_members_person:": {
        "CRA/": "choose, choose_results, chosen, chosen_multiple",
        "RA/": "create",
    },
    "wagtailsnippets_core_topic:": {
        "CA/": "list, list_results, usage, history, history_results, inspect",
        "CA/CA": "add, edit, delete, preview_on_add, preview_on_edit, merge",
    },
    "wagtailsnippetchoosers_core_topic:": {
        "CRA/": "choose, choose_results, chosen, chosen_multiple",
        "CA/": "create",
    },
    "wagtailsnippets_campaigns_priority:": {
        "CA/": "list, list_results, usage, history, history_results",
        "CA/CA": "add, edit, delete, preview_on_add, preview_on_edit",
    },
    "wagtailsnippetchoosers_campaigns_priority:": {
        "CRA/": "choose, choose_results, chosen, chosen_multiple",
        "CA/": "create",
    },
    "wagtailsnippets_campaigns_win:": {
        "CA/": (
            "list, list_results, export, usage, history, history_results, inspect, "
            "revisions_view, revisions_compare"
        ),
        "CA/CA": (
            "add, quick, edit, delete, preview_on_add, preview_on_edit, revisions_revert, "
            "revisions_unschedule, unpublish"
        ),
        "/CA": "lock, unlock",
    },
    "wagtailsnippetchoosers_campaigns_win:": {
        "CRA/": "choose, choose_results, chosen, chosen_multiple",
        "CA/": "create",
    },
    "wagtailsnippets_core_section:": {
        "CA/": "list, list_results, usage, history, history_results",
        "/": "add, delete, preview_on_add",
        "CA/CA": "edit, preview_on_edit",
    },
    "wagtailsnippetchoosers_core_section:": {
        "CRA/": "choose, choose_results, chosen, chosen_multiple",
        "/": "create",
    },
    "wagtailsnippets_core_publisher:": {
        "CA/": "list, list_results, usage, history, history_results",
        "CA/CA": "add, edit, delete",
    },
    "wagtailsnippetchoosers_core_publisher:": {
        "CRA/": "choose, choose_results, chosen, chosen_multiple",
        "CA/": "create",
    },
    "roster_offices_held:": {
        "CRA/": "list, list_results",
    },
    "wagtailsnippets_members_committeeseat:": {
        "CRA/": "list, list_results, history, history_results, inspect",
        "RA/RA": "add, edit, delete",
        "RA/": "usage",
        "/RA": "reorder",
    },
    "wagtailsnippetchoosers_members_committeeseat:": {
        "CRA/": "choose, choose_results, chosen, chosen_multiple",
        "RA/": "create",
    },
    "roster_imports:": {
        "RA/": "list, list_results, template",
        "RA/RA": "add, result, columns, preview, apply, discard, undo, errors, progress",
    },
    "win_imports:": {
        "CA/": "list, list_results, template",
        "CA/CA": "add, result, columns, preview, apply, discard, undo, errors, progress",
    },
    "background_jobs:": {
        "CRA/": "list",
        "/": "job, file",
    },
    "roster_duplicates:": {
        "RA/": "list, merges",
        "/RA": "different",
        "RA/RA": "choose, merge, undo",
    },
    "roster_corrections:": {
        "RA/": "list, list_results",
        "RA/RA": "report",
    },
    "wagtailsnippets_members_jurisdiction:": {
        "CRA/": "list, list_results, history, history_results, inspect, revisions_compare",
        "RA/RA": "add, edit, delete, preview_on_add, preview_on_edit, revisions_revert",
        "RA/": "usage, revisions_view",
    },
    "wagtailsnippetchoosers_members_jurisdiction:": {
        "CRA/": "choose, choose_results, chosen, chosen_multiple",
        "RA/": "create",
    },
    "wagtailsnippets_members_office:": {
        "CRA/": "list, list_results, history, history_results, inspect, revisions_compare",
        "RA/RA": "add, edit, delete, revisions_revert",
        "RA/": "usage",
    },
    "wagtailsnippetchoosers_members_office:": {
        "CRA/": "choose, choose_results, chosen, chosen_multiple",
        "RA/": "create",
    },
    "wagtailsnippets_members_region:": {
        "CRA/": "list, list_results, history, history_results, inspect, revisions_compare",
        "RA/RA": "add, edit, delete, revisions_revert",
        "RA/": "usage",
    },
    "wagtailsnippetchoosers_members_region:": {
        "CRA/": "choose, choose_results, chosen, chosen_multiple",
        "RA/": "create",
    },
    "wagtailsites:": {
        "/": "edit",
    },
    "wagtailusers_users:": {
        "A/": "index, index_results, history, history_results, usage",
        "A/A": "add, edit, delete",
    },
    "wagtailusers_groups:": {
        "/": "index, index_results, add, edit, delete, history, history_results, usage",
    },
    "wagtaildocs_chooser:": {
        "CRA/": "choose",
    },
    "wagtailimages_chooser:": {
        "CRA/": "choose",
    },
}
