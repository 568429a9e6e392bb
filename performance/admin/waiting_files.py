"""Files that were previewed and wait for their confirmation."""

import tempfile
import time
import uuid
from pathlib import Path

from import_export.tmp_storages import BaseStorage

FOLDER = "performance-imports"
SECONDS_KEPT = 24 * 60 * 60


class WaitingFiles(BaseStorage):
    """A folder of this machine's own, readable by the service alone, emptied after a day."""

    @property
    def folder(self) -> Path:
        folder = Path(tempfile.gettempdir()) / FOLDER
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder

    @property
    def path(self) -> Path:
        return self.folder / uuid.UUID(self.name).hex

    def save(self, data: bytes):
        self.forget_old()
        self.name = uuid.uuid4().hex
        self.path.write_bytes(data)

    def read(self) -> bytes:
        return self.path.read_bytes()

    def remove(self):
        self.path.unlink(missing_ok=True)

    def forget_old(self):
        for path in self.folder.iterdir():
            if path.stat().st_mtime < time.time() - SECONDS_KEPT:
                path.unlink(missing_ok=True)
