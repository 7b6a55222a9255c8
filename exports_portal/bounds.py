"""How long may a text be, how many rows a list has, how much is sent at once? Said here, once.

Models take their bounds from here, and forms, API and database take theirs from the models
(`exports_portal.web.fields`). All of them are program defaults.
"""

LONGEST_STATEMENT = 20_000  # characters, about eight pages: summaries, statements, answers
LONGEST_NOTE = 4_000  # characters, about two pages: reasons, explanations, comments
LONGEST_NOTICE = 2_000  # characters: a notice to other organizations, and an answer to it
LARGEST_RECORD_BYTES = 512 * 1024  # of one record: several statements of the longest
LONGEST_DIGEST = 64  # characters of a sha256
LONGEST_FILE_NAME = 255  # characters; what file systems and Django's uploads take
LARGEST_IMPORT_BYTES = 16 * 1024 * 1024  # what a file says that waits to be applied, as JSON
LARGEST_POLICY_BYTES = 1024 * 1024  # of a policy file; the largest that ships has a thirtieth
LARGEST_KEY = 2**63 - 1  # of a row in the database

MOST_RECORDS = 5_000  # of one kind in a proposal
MOST_ROWS = 300  # on one page: of components, or of parties to the transaction
MOST_ROWS_OF_AN_ORGANIZATION = 200  # addresses, owners, officers
MOST_MARKETS = 250
MOST_NOTICE_MARKETS = 30  # more are a regional bloc, or everywhere
MOST_REQUESTS = 60  # for Federal support
MOST_CONDITIONS = 50
# As many as the screening compares under one party; a longer list is a mistake or a hiding place.
MOST_NAMES = 50
MOST_CODES = 100  # codes or ids in one list

# What one request may bring. The largest form has MOST_ROWS rows of twelve fields.
MOST_FIELDS = 4_000
LARGEST_FORM_BYTES = 2_621_440
# Files included. Three times the largest file, so that one a little too large is named at its
# field.
LARGEST_BODY_BYTES = 32 * 1024**2
# Nobody sends a file before signing in, nor a long text,
LARGEST_ANONYMOUS_BYTES = 64 * 1024
# except a letter that somebody wants verified; the longest has a hundred pages and half of that,
LARGEST_LETTER_BYTES = 2 * 1024**2
# and what somebody typed on a page of a draft before the session ended.
LARGEST_TYPED_BYTES = 512 * 1024
