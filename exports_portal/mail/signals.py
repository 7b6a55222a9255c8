"""What does the outbox tell the rest of the portal? Sent after the commit (decision 4)."""

from django.dispatch import Signal

mail_written = Signal()
