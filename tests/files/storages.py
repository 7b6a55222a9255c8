"""A storage in which something happens while a file is read."""

from collections.abc import Callable

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class Interrupted(File):
    """The first reading is for the hash, the second one goes to the scanner."""

    def read(self, size=-1):
        content = self.file.read(size)
        if self.tell() > 100_000 and InterruptedStorage.has_read_once:
            InterruptedStorage.interrupt()
        return content

    def seek(self, *place):
        InterruptedStorage.has_read_once = self.tell() > 0
        return self.file.seek(*place)


class InterruptedStorage(FileSystemStorage):
    """Calls `interrupt` when a file of more than 100 KB is read for the second time."""

    interrupt: Callable[[], None] = staticmethod(lambda: None)
    has_read_once = False

    def _open(self, name, mode="rb"):
        return Interrupted(super()._open(name, mode))
