"""Is a message in the folder read whole, however quickly somebody looks?"""

import threading
import time
from queue import Empty

from kombu import Connection

from exports_portal.celery import app

COUNT = 1_500


def test_no_message_is_read_while_it_is_being_written(tmp_path):
    """It ended the worker: an empty file was taken for a message."""
    assert app.main == "exports_portal"  # importing it chooses the transport
    for folder in ("messages", "control"):
        (tmp_path / folder).mkdir()
    options = {
        "data_folder_in": str(tmp_path / "messages"),
        "data_folder_out": str(tmp_path / "messages"),
        "control_folder": str(tmp_path / "control"),
    }

    def put_all():
        with Connection("filesystem://", transport_options=options) as connection:
            queue = connection.SimpleQueue("busy")
            for number in range(COUNT):
                queue.put({"number": number})
            queue.close()

    with Connection("filesystem://", transport_options=options) as connection:
        channel = connection.default_channel
        writer = threading.Thread(target=put_all)
        writer.start()
        found = []
        deadline = time.monotonic() + 60
        while len(found) < COUNT and time.monotonic() < deadline:
            try:
                found.append(channel._get("busy"))  # without a pause between two looks
            except Empty:
                continue
        writer.join()
    assert len(found) == COUNT
