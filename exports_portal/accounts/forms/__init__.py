"""What may be typed about people and organizations?"""

from exports_portal.accounts.forms.sign_up import SignUpForm

__all__ = ["SignUpForm"]  # settings.ACCOUNT_FORMS names it here
