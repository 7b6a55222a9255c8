"""What does the applicant do next, and what does the program office do meanwhile?"""

from proposals.states import ProposalState as S

# In a few words, for the list.
TO_DO = {
    S.DRAFT: "Complete the sections and submit",
    S.SUBMITTED: "Nothing to do: wait for the completeness check",
    S.RETURNED: "Complete what is missing and submit again",
    S.IN_REVIEW: "Nothing to do for now",
    S.INFO_REQUESTED: "Answer the question",
    S.IN_CONSULTATION: "Nothing to do for now",
    S.AWAITING_DETERMINATION: "Nothing to do for now",
    S.DESIGNATED: "Read the letter and keep to its conditions",
    S.DECLINED: "Read the letter",
    S.SUSPENDED: "Read why, and answer the program office",
    S.TERMINATED: "Nothing to do",
    S.LAPSED: "Nothing to do",
    S.WITHDRAWN: "Nothing to do",
}

AMENDMENT_TO_DO = "Finish the amendment and hand it in, or drop it"

# In full, for the page of the proposal.
WHAT_HAPPENS_NEXT = {
    S.DRAFT: (
        "Complete the sections. Every member signs its certifications last, because a "
        "signature lapses when members, layers, hardware, operators or other parties change. "
        "Then a signatory of the anchor member submits."
    ),
    S.SUBMITTED: (
        "The program office checks whether the proposal is complete. You hear by e-mail when it is "
        "accepted for review, or when something is missing."
    ),
    S.RETURNED: (
        "Something is missing. Complete it, have stale certifications signed again, and submit "
        "again: the number stays, and a new version is kept beside the earlier one."
    ),
    S.IN_REVIEW: "Reviewers examine the proposal. You hear by e-mail if they have a question.",
    S.INFO_REQUESTED: (
        "The program office waits for your answer. The review goes on when you send it."
    ),
    S.IN_CONSULTATION: (
        "The Departments of State, War and Energy and the Office of Science and Technology Policy "
        "are consulted. You hear by e-mail if there is a question."
    ),
    S.AWAITING_DETERMINATION: (
        "Review is finished. A deciding official makes the national-interest determination and a "
        "letter tells you."
    ),
    S.DESIGNATED: (
        "The package is designated and its public half stands in the catalog. A designation is not "
        "an export license, a loan or a legal right. The letter lists the conditions."
    ),
    S.DECLINED: "The package was not designated. The letter gives the reasons.",
    S.SUSPENDED: "The designation is suspended, and the catalog says so, until it is reinstated.",
    S.TERMINATED: "The designation has ended.",
    S.LAPSED: "The term of the designation ended without renewal.",
    S.WITHDRAWN: "The proposal is closed. You may start a new one under an open call.",
}

TONES = {
    S.RETURNED: "warning",
    S.INFO_REQUESTED: "warning",
    S.DESIGNATED: "good",
    S.DECLINED: "bad",
    S.SUSPENDED: "bad",
    S.TERMINATED: "bad",
}


def tone(state: str) -> str:
    return TONES.get(S(state), "info")
