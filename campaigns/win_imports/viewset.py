"""The addresses of the ledger's imports; the list of wins leads there."""

from campaigns.win_imports.subject import LEDGER
from members.imports.viewset import ImportViewSet


class WinImportViewSet(ImportViewSet):
    subject = LEDGER
