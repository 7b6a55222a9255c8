"""How does an address become a QR code that a document can show?"""

import base64

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathImage


def qr_code(text: str) -> str:
    """The code as a `data:` address for an `img`, which must say the text in its `alt`."""
    picture = qrcode.make(
        text, image_factory=SvgPathImage, error_correction=ERROR_CORRECT_M, border=2
    )
    return "data:image/svg+xml;base64," + base64.b64encode(picture.to_string()).decode()
