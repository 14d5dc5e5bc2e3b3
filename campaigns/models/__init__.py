from campaigns.models.campaign_rows import CampaignAction, CampaignLead, PinnedPage, PinnedWin
from campaigns.models.campaigns import CampaignIndexPage, CampaignPage
from campaigns.models.priorities import Priority
from campaigns.models.win_imports import WinImport
from campaigns.models.win_rows import WinSource, WinSponsor, WinStatus
from campaigns.models.wins import Win

__all__ = [
    "CampaignAction",
    "CampaignIndexPage",
    "CampaignLead",
    "CampaignPage",
    "PinnedPage",
    "PinnedWin",
    "Priority",
    "Win",
    "WinImport",
    "WinSource",
    "WinSponsor",
    "WinStatus",
]
