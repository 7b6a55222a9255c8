"""What the review keeps: lists, screening runs, tracks, consultations, determinations, letters."""

from reviews.models.answers import TrackAnswer
from reviews.models.case import (
    ConflictDeclaration,
    Consultation,
    Finding,
    InformationRequest,
    ReviewTrack,
    Spokesperson,
)
from reviews.models.determination import Condition, DecisionLetter, Determination
from reviews.models.differences import ListChange, ListDifference
from reviews.models.lists import ListEntry, ListFetch, ListVersion
from reviews.models.policies import PolicyProposal
from reviews.models.rescreening import HitAlert, Rescreening, VersionCheck
from reviews.models.review_case import ReviewCase
from reviews.models.screening import Adjudication, ScreenedParty, ScreeningHit, ScreeningRun

__all__ = [
    "Adjudication",
    "Condition",
    "ConflictDeclaration",
    "Consultation",
    "DecisionLetter",
    "Determination",
    "Finding",
    "HitAlert",
    "InformationRequest",
    "ListChange",
    "ListDifference",
    "ListEntry",
    "ListFetch",
    "ListVersion",
    "PolicyProposal",
    "Rescreening",
    "ReviewCase",
    "ReviewTrack",
    "ScreenedParty",
    "ScreeningHit",
    "ScreeningRun",
    "Spokesperson",
    "TrackAnswer",
    "VersionCheck",
]
