"""What signs the letters of the program office?"""

import environ

env = environ.Env()

# A PKCS#12 file (.p12, .pfx), or a key as PEM with its certificate, in the same file or in another;
# the certificates that lead to its issuer stand behind it.
LETTER_SIGNING_KEY = env("LETTER_SIGNING_KEY", default="")
LETTER_SIGNING_CERTIFICATE = env("LETTER_SIGNING_CERTIFICATE", default="")
LETTER_SIGNING_PASSPHRASE = env("LETTER_SIGNING_PASSPHRASE", default="")
# A timestamp authority (RFC 3161) that says when a letter was signed. Empty: the portal's clock.
LETTER_TIMESTAMP_URL = env("LETTER_TIMESTAMP_URL", default="")
# True: without a key no letter is issued. False: the portal makes its own, as DEMONSTRATION_KEY.
LETTER_KEY_IS_REQUIRED = False
