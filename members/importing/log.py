"""What an import is called in the history of a record."""


def register_import_actions(actions):
    """Hook: the log's words for an import, and for taking one back."""
    actions.register_action("members.import", "Import", "Changed by an import")
    actions.register_action("members.undo_import", "Undo import", "Put back by undoing an import")
