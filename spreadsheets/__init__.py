"""An engine for spreadsheets: it reads, matches, plans, applies and undoes imports, and writes exports.

The engine knows no model of this site. An `importers.Importer` says what a file contains. Every import
takes the same steps, from the admin screens or a command:

    pending_import = ROSTER.begin(file_name, content, user)  # UnreadableFile says why it can't be read
    pending_import.columns = {"Surname": "family_name"}      # headings -> keys of ROSTER.columns
    ROSTER.columns.complaints(pending_import.columns)        # sentences; nothing may be wrong
    plan = ROSTER.preview(pending_import)                    # what it would do, and the version it is for
    pending_import.decisions = {...}                         # see plans.Plan; then preview again
    ROSTER.apply(pending_import, user, plan.digest)          # ImportRefused says why not; nothing is changed
    ROSTER.undo(pending_import, user)                        # ImportRefused says what was built on it

A new kind of import takes a model that extends `models.SpreadsheetImport`, its `columns.Columns`, a
`planner.Planner`, an `importers.Importer`, and a `viewset.ImportViewSet` that is registered with the admin.
"""
