from campaigns.models.campaigns import CampaignIndexPage, CampaignPage
from campaigns.models.priorities import Priority

__all__ = ["CampaignIndexPage", "CampaignPage", "Priority"]
