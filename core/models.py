from core.generation import GenerationStep
from core.images import CustomImage, Rendition
from core.jobs import BackgroundJob
from core.publishers import Publisher
from core.sections import Section
from core.site_settings import NavigationSettings, OrganizationSettings
from core.topics import PageTopic, Topic

__all__ = [
    "BackgroundJob",
    "CustomImage",
    "GenerationStep",
    "NavigationSettings",
    "OrganizationSettings",
    "PageTopic",
    "Publisher",
    "Rendition",
    "Section",
    "Topic",
]
