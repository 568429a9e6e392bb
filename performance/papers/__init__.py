"""The papers and published statistics that the project carries, read into rows (load_papers)."""

from performance.papers.loading import Loaded, load_papers

__all__ = ["Loaded", "load_papers"]
