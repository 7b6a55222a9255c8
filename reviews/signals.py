"""What happened in the review, told after commit to whoever has something to do then?"""

from django.dispatch import Signal

# A screening run waits for a worker. Sent with: run.
screening_queued = Signal()
# A pass over the watched versions waits for a worker. Sent with: rescreening.
rescreening_queued = Signal()
# Every party of a run is screened. Sent with: run.
screening_finished = Signal()
# A letter is stored and may be read. Sent with: letter.
letter_issued = Signal()
# Another version of the screening list is in force. Sent with: version, previous (or None).
list_activated = Signal()
# A policy is to be tried on the cases; waits for a second person; is decided on. Sent with:
# proposed.
policy_trial_wanted = Signal()
policy_proposed = Signal()
policy_decided = Signal()
# Somebody wants the newest screening list now. Sent with: by.
list_wanted = Signal()
# Somebody gave back a track or the lead of a case. Sent with: proposal, event (of the trail).
work_given_back = Signal()
