"""An upload stops being read into memory or onto the disk once it is too large for any page."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

DROPPED = "performance.intake.dropped"


def was_dropped(request) -> bool:
    """Whether a file was on its way in and was too large."""
    return request.META.get(DROPPED, False)


class Bounded(FileUploadHandler):
    """Drops a file that is larger than any page takes; the page then finds none in the request,
    and can ask whether one ``was_dropped``."""

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data, start):
        self.received += len(raw_data)
        if self.received > settings.ATTACHMENT_BYTES:
            self.request.META[DROPPED] = True
            raise SkipFile()
        return raw_data

    def file_complete(self, file_size):
        return None
