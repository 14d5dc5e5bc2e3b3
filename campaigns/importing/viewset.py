"""The addresses of the ledger's imports; the list of wins leads there."""

from campaigns.importing.subject import LEDGER
from members.importing.viewset import ImportViewSet


class WinImportViewSet(ImportViewSet):
    subject = LEDGER
