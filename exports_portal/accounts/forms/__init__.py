"""What may be typed about people and organizations?"""

from exports_portal.accounts.forms.sign_up import PasswordAgainForm, SignUpForm

__all__ = ["PasswordAgainForm", "SignUpForm"]  # settings.ACCOUNT_FORMS names them here
