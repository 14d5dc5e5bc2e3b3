from core.generation import GenerationStep
from core.images import CustomImage, Rendition
from core.publishers import Publisher
from core.sections import Section
from core.site_settings import NavigationSettings, OrganizationSettings
from core.topics import PageTopic, Topic

__all__ = [
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
