"""What happened, told after commit to whoever has something to do then?"""

from django.dispatch import Signal

# A proposal took a step. Sent with: proposal, step, event (the AuditEvent of the step).
proposal_advanced = Signal()
# A draft says something else. Sent with: proposal.
draft_written = Signal()
# Somebody was invited into a consortium. Sent with: invitation, secret.
member_invited = Signal()
# The program office took a notice down. Sent with: notice.
notice_taken_down = Signal()
# An organization answered a notice; the notice's organization replied. Sent with: answer.
notice_answered = Signal()
notice_replied = Signal()
# Somebody commented on a draft. Sent with: comment.
comment_written = Signal()
# A member lets the anchor member write for it. Sent with: member.
writing_given = Signal()
# Members are asked to sign. Sent with: proposal, members (keys of organizations), by.
signing_asked = Signal()
