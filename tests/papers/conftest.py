"""The papers, loaded once for each file of tests."""

from tests.papers.loaded import papers

__all__ = ["papers"]
