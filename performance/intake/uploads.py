"""An upload stops being read into memory or onto the disk once it is too large for any page."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile


class Bounded(FileUploadHandler):
    """Drops a file that is larger than any page takes; the page then finds none in the request."""

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data, start):
        self.received += len(raw_data)
        if self.received > settings.ATTACHMENT_BYTES:
            raise SkipFile()
        return raw_data

    def file_complete(self, file_size):
        return None
