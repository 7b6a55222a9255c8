"""What happened, told after commit to whoever has something to do then?"""

from django.dispatch import Signal

# A proposal took a step. Sent with: proposal, step, event (the AuditEvent of the step).
proposal_advanced = Signal()
# Somebody was invited into a consortium. Sent with: invitation, secret.
member_invited = Signal()
