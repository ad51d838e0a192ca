"""Campaigns, their materials with files, and where these were handed out or sent."""

from .campaigns import Campaign, CampaignQuerySet
from .distribution import Distribution, DistributionQuerySet
from .materials import Material, MaterialFile, MaterialFileQuerySet, MaterialQuerySet

__all__ = [
    "Campaign", "CampaignQuerySet", "Distribution", "DistributionQuerySet", "Material",
    "MaterialFile", "MaterialFileQuerySet", "MaterialQuerySet",
]  # fmt: skip
