"""Why a file was not taken."""


class FileRefused(ValueError):
    """The file is not taken; says why and what to do."""
