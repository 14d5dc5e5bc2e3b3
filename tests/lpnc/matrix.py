"""Who may do what in the admin: C is Communications, R roster editors, A administrators, - anybody at all.

`{part: {"asking/sending": its addresses}}`, where asking is a GET and sending is a POST. Nobody stands
where an address answers no such request, or where nobody may do that with what the sample holds.
"""

MATRIX = {
    "wagtailadmin_": {
        "CRA/": (
            "home, choose_page, choose_page_child, choose_page_search, "
            "choose_page_chosen_multiple, dismissibles"
        ),
        "CA/": "explore_root, explore, explore_results",
        "CRA/CRA": (
            "choose_page_external_link, choose_page_email_link, choose_page_phone_link, "
            "choose_page_anchor_link, tag_autocomplete, tag_model_autocomplete, account"
        ),
        "/CRA": "logout",
        "/": "block_preview",
        "CRA-/CRA-": "sprite, password_reset, password_reset_confirm",
        "-/CRA-": "login",
        "CRA-/": "password_reset_done, password_reset_complete, javascript_catalog",
    },
    "wagtailadmin_api:pages:": {
        "CRA/": "listing",
        "CA/": "detail",
        "/": "find, action",
    },
    "wagtailadmin_api:documents:": {
        "CRA/": "listing, detail",
        "/": "find",
    },
    "wagtailadmin_api:images:": {
        "CRA/": "listing, detail",
        "/": "find",
    },
    "wagtail_bulk_action:": {
        "A/A": "auth.user assign_role, auth.user delete, auth.user set_active_state",
        "/": (
            "members.committeeseat delete, members.office delete, members.person delete, "
            "members.jurisdiction delete, members.region delete, pages.section delete"
        ),
        "RA/RA": "members.tenure confirm, members.tenure end",
        "CA/CA": (
            "campaigns.priority delete, campaigns.win delete, pages.publisher delete, pages.topic delete, "
            "wagtaildocs.document add_tags, wagtaildocs.document add_to_collection, "
            "wagtaildocs.document delete, wagtailcore.page delete, wagtailcore.page move, "
            "wagtailcore.page publish, wagtailcore.page unpublish"
        ),
        "CRA/CRA": (
            "pages.customimage add_tags, pages.customimage add_to_collection, "
            "pages.customimage delete"
        ),
    },
    "wagtailadmin_pages:": {
        "CA/CA": (
            "add, preview_on_add, edit, preview_on_edit, view_draft, add_subpage, delete, "
            "unpublish, move, set_page_position, copy, set_privacy, revisions_revert, "
            "revisions_unschedule"
        ),
        "CA/": (
            "type_use, type_use_results, usage, search, search_results, revisions_view, "
            "revisions_compare, workflow_history, workflow_history_detail, history, "
            "history_results"
        ),
        "CRA/CRA": "choose_parent, confirm_workflow_cancellation, revisions_index",
        "/": "convert_alias, workflow_action, collect_workflow_action_data, workflow_preview",
        "CRA/CA": "move_confirm",
        "/CA": "lock, unlock",
    },
    "wagtailadmin_collections:": {
        "CA/": "index",
        "CA/CA": "add, edit, delete, set_privacy",
    },
    "wagtailadmin_workflows:": {
        "/": (
            "index, index_results, add, enable, disable, edit, usage, usage_results, remove, "
            "remove workflow, add_task, select_task_type, task_index, task_index_results, "
            "edit_task, disable_task, enable_task"
        ),
        "CRA/": "task_chooser, task_chooser_results",
        "CRA/CRA": "task_chooser_create, task_chosen",
    },
    "wagtailadmin_reports:": {
        "CA/": (
            "locked_pages, locked_pages_results, workflow, workflow_results, workflow_tasks, "
            "workflow_tasks_results, aging_pages, aging_pages_results, page_types_usage, "
            "page_types_usage_results"
        ),
        "CRA/": "site_history, site_history_results",
    },
    "wagtailadmin_editing_sessions:": {
        "/CA": "ping",
        "/CRA": "release",
    },
    "wagtailredirects:": {
        "CA/": "index, index_results",
        "CA/CA": "add, edit, delete, start_import",
        "/CA": "process_import",
    },
    "wagtailsettings:": {
        "CRA/CRA": "edit members.rostersettings, edit members.rostersettings pk",
        "CA/CA": (
            "edit pages.organizationsettings, edit pages.navigationsettings, edit "
            "pages.organizationsettings pk, edit pages.navigationsettings pk"
        ),
        "/": (
            "preview_on_edit members.rostersettings pk, preview_on_edit "
            "pages.organizationsettings pk, preview_on_edit pages.navigationsettings pk"
        ),
    },
    "wagtailembeds:": {
        "CRA/CRA": "chooser, chooser_upload",
    },
    "wagtailsnippets:": {
        "/": "index",
    },
    "wagtaildocs:": {
        "CA/": "index, index_results, document_usage",
        "CA/CA": "add, edit, delete, add_multiple",
        "/CA": "edit_multiple, delete_multiple",
        "/": "create_multiple_from_uploaded_document, delete_upload_multiple",
    },
    "wagtailimages:": {
        "CRA/": "index, index_results, image_usage portrait",
        "CA/CA": "edit, delete, preview",
        "CRA/CRA": "edit portrait, delete portrait, preview portrait, add, add_multiple",
        "/": (
            "url_generator, url_generator portrait, url_generator_output, "
            "url_generator_output portrait, create_multiple_from_uploaded_image, "
            "delete_upload_multiple"
        ),
        "CA/": "image_usage",
        "/CA": "edit_multiple, delete_multiple",
        "/CRA": "edit_multiple portrait, delete_multiple portrait",
    },
    "roster:": {
        "CRA/": "home",
    },
    "wagtailsnippets_members_person:": {
        "CRA/": "list, list_results, history, history_results, inspect, revisions_compare, export",
        "RA/RA": "add, edit, delete, preview_on_add, preview_on_edit, revisions_revert",
        "RA/": "usage, revisions_view",
        "A/A": "erase",
    },
    "wagtailsnippetchoosers_members_person:": {
        "CRA/": "choose, choose_results, chosen, chosen_multiple",
        "RA/RA": "create",
    },
    "wagtailsnippets_pages_topic:": {
        "CA/": "list, list_results, usage, history, history_results, inspect",
        "CA/CA": "add, edit, delete, preview_on_add, preview_on_edit, merge",
    },
    "wagtailsnippetchoosers_pages_topic:": {
        "CRA/": "choose, choose_results, chosen, chosen_multiple",
        "CA/CA": "create",
    },
    "wagtailsnippets_campaigns_priority:": {
        "CA/": "list, list_results, usage, history, history_results",
        "CA/CA": "add, edit, delete, preview_on_add, preview_on_edit",
    },
    "wagtailsnippetchoosers_campaigns_priority:": {
        "CRA/": "choose, choose_results, chosen, chosen_multiple",
        "CA/CA": "create",
    },
    "wagtailsnippets_campaigns_win:": {
        "CA/": (
            "list, list_results, export, usage, history, history_results, inspect, revisions_view, "
            "revisions_compare"
        ),
        "CA/CA": (
            "add, quick, edit, delete, preview_on_add, preview_on_edit, revisions_revert, "
            "revisions_unschedule, unpublish"
        ),
        "/CA": "lock, unlock",
    },
    "wagtailsnippetchoosers_campaigns_win:": {
        "CRA/": "choose, choose_results, chosen, chosen_multiple",
        "CA/CA": "create",
    },
    "wagtailsnippets_pages_section:": {
        "CA/": "list, list_results, usage, history, history_results",
        "/": "add, delete, preview_on_add",
        "CA/CA": "edit, preview_on_edit",
    },
    "wagtailsnippetchoosers_pages_section:": {
        "CRA/": "choose, choose_results, chosen, chosen_multiple",
        "/": "create",
    },
    "wagtailsnippets_pages_publisher:": {
        "CA/": "list, list_results, usage, history, history_results",
        "CA/CA": "add, edit, delete",
    },
    "wagtailsnippetchoosers_pages_publisher:": {
        "CRA/": "choose, choose_results, chosen, chosen_multiple",
        "CA/CA": "create",
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
        "RA/RA": "create",
    },
    "roster_imports:": {
        "RA/": "list, list_results, template",
        "RA/RA": "add, result, columns, preview, apply, discard, undo, errors",
    },
    "win_imports:": {
        "CA/": "list, list_results, template",
        "CA/CA": "add, result, columns, preview, apply, discard, undo, errors",
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
        "RA/RA": "create",
    },
    "wagtailsnippets_members_office:": {
        "CRA/": "list, list_results, history, history_results, inspect, revisions_compare",
        "RA/RA": "add, edit, delete, revisions_revert",
        "RA/": "usage",
    },
    "wagtailsnippetchoosers_members_office:": {
        "CRA/": "choose, choose_results, chosen, chosen_multiple",
        "RA/RA": "create",
    },
    "wagtailsnippets_members_region:": {
        "CRA/": "list, list_results, history, history_results, inspect, revisions_compare",
        "RA/RA": "add, edit, delete, revisions_revert",
        "RA/": "usage",
    },
    "wagtailsnippetchoosers_members_region:": {
        "CRA/": "choose, choose_results, chosen, chosen_multiple",
        "RA/RA": "create",
    },
    "wagtailsites:": {
        "A/": "index, index_results, history, history_results, usage",
        "/": "add, delete",
        "A/A": "edit",
    },
    "wagtailusers_users:": {
        "A/": "index, index_results, history, history_results, usage",
        "A/A": "add, edit, delete",
    },
    "wagtailusers_groups:": {
        "/": "index, index_results, add, edit, delete, history, history_results, usage",
    },
    "wagtaildocs_chooser:": {
        "CRA/": "choose, choose_results, chosen_multiple",
        "CA/": "chosen",
        "CA/CA": "create",
    },
    "wagtailimages_chooser:": {
        "CRA/": (
            "choose, choose portrait, choose_results, choose_results portrait, chosen "
            "portrait, chosen_multiple, chosen_multiple portrait"
        ),
        "CA/": "chosen",
        "CRA/CRA": "create, create portrait, select_format, select_format portrait",
    },
}
