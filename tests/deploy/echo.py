"""The smallest application: it says how much it was sent, and may take its time."""

import hashlib
import time


def application(environ, start_response):
    path = environ["PATH_INFO"]
    if path == "/slow/":
        time.sleep(1.5)
    refused = path == "/unread/" or "HTTP_TRANSFER_ENCODING" in environ
    length = int(environ.get("CONTENT_LENGTH") or 0)
    body = b"" if refused else environ["wsgi.input"].read(length)
    said = f"{path} {len(body)} {hashlib.sha256(body).hexdigest()}".encode()
    status = "413 Content Too Large" if refused else "200 OK"
    start_response(status, [("Content-Length", str(len(said)))])
    return [said]
