"""What happened to people's parts, told after commit to whoever has something to do then?"""

from django.dispatch import Signal

# Somebody was given a part in an organization. Sent with: membership, by.
part_given = Signal()

# Somebody was invited to a part, or answered the invitation. Sent with: invitation.
part_offered = Signal()
part_answered = Signal()
