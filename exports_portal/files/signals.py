"""What do stored files tell the rest of the portal? Sent after the commit (decision 4)."""

from django.dispatch import Signal

upload_stored = Signal()  # file: StoredFile
