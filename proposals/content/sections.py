"""Which pages does a dossier have, in which order, and what is each called?"""

from enum import StrEnum


class Section(StrEnum):
    """The pages of a proposal, by the key that stands in their address."""

    OVERVIEW = "overview"
    MEMBERS = "members"
    LAYERS = "layers"
    CONTRIBUTIONS = "contributions"
    HARDWARE = "hardware"
    DATA = "data"
    MODELS = "models"
    SECURITY = "security"
    APPLICATIONS = "applications"
    MARKETS = "markets"
    OPERATIONS = "operations"
    SITES = "sites"
    PARTIES = "parties"
    SUPPORT = "support"
    EVIDENCE = "evidence"
    CONFIDENTIAL = "confidential"
    CERTIFICATIONS = "certifications"
    SUBMIT = "submit"

    @property
    def label(self) -> str:
        return SECTION_LABELS[self]

    @property
    def introduction(self) -> str:
        return INTRODUCTIONS.get(self, "")


SECTION_LABELS = {
    Section.OVERVIEW: "Summary",
    Section.MEMBERS: "Members",
    Section.LAYERS: "Five layers",
    Section.CONTRIBUTIONS: "Contributions",
    Section.HARDWARE: "Hardware and U.S. content",
    Section.DATA: "Data pipelines",
    Section.MODELS: "Models",
    Section.SECURITY: "Security",
    Section.APPLICATIONS: "Use cases",
    Section.MARKETS: "Target markets",
    Section.OPERATIONS: "Build, own, operate",
    Section.SITES: "Operating sites",
    Section.PARTIES: "Parties to the transaction",
    Section.SUPPORT: "Federal support",
    Section.EVIDENCE: "Evidence",
    Section.CONFIDENTIAL: "Confidential information",
    Section.CERTIFICATIONS: "Certifications",
    Section.SUBMIT: "Check and submit",
}

# What stands above the form of a page that needs no page of its own.
INTRODUCTIONS = {
    Section.CONTRIBUTIONS: (
        "What the member contributes to each layer: one row for each layer that it has a part in. "
        "The other members read it, but for the value and what is said on exclusivity: those are "
        "for the anchor member and the program office. From the values the portal computes who "
        "could be a National Champion. It promises nothing."
    ),
    Section.DATA: (
        "The data pipelines and labeling systems of the package: where data comes from, who labels "
        "it, and where it can stay."
    ),
    Section.MODELS: (
        "Every AI model that the package brings: who developed it, what it was made from, how open "
        "it is, and who can reach its weights. Members of the consortium read all of it but who "
        "reaches the weights, who holds the keys, and what could make a model unavailable."
    ),
    Section.SECURITY: (
        "What the consortium does to keep models, data and systems secure: one claim for each "
        "measure. Members of the consortium read it; it is never published."
    ),
    Section.SITES: (
        "Every data center or other place where the package will run: where it is, who builds, "
        "owns, operates and lets it, what power it has, and who computes there from somewhere "
        "else. Each name and each address is screened. Everything on this page is business "
        "confidential: it is never published."
    ),
    Section.APPLICATIONS: "What people will use the package for: each specific use case.",
}
