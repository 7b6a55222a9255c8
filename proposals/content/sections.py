"""Which pages does a dossier have, in which order, and what is each called?"""

from enum import StrEnum


class Section(StrEnum):
    """The pages of a proposal, by the key that stands in their address."""

    OVERVIEW = "overview"
    MEMBERS = "members"
    LAYERS = "layers"
    HARDWARE = "hardware"
    MARKETS = "markets"
    OPERATIONS = "operations"
    PARTIES = "parties"
    SUPPORT = "support"
    CERTIFICATIONS = "certifications"
    SUBMIT = "submit"

    @property
    def label(self) -> str:
        return SECTION_LABELS[self]


SECTION_LABELS = {
    Section.OVERVIEW: "Summary",
    Section.MEMBERS: "Members",
    Section.LAYERS: "Five layers",
    Section.HARDWARE: "Hardware and U.S. content",
    Section.MARKETS: "Target markets",
    Section.OPERATIONS: "Build, own, operate",
    Section.PARTIES: "Parties to the transaction",
    Section.SUPPORT: "Federal support",
    Section.CERTIFICATIONS: "Certifications",
    Section.SUBMIT: "Check and submit",
}
