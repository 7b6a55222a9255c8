"""What happened, told after commit to whoever has something to do then?"""

from django.dispatch import Signal

# A proposal took a step. Sent with: proposal, step, event (the AuditEvent of the step).
proposal_advanced = Signal()
# A draft says something else. Sent with: proposal.
draft_written = Signal()
# Somebody was invited into a consortium. Sent with: invitation, secret.
member_invited = Signal()
