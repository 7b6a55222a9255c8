"""Text mails: rendered once, recorded, sent once, tried again when the mail server is away."""
