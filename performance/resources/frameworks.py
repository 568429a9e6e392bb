"""Frameworks and their objectives, in and out of files."""

from performance.models import Framework, Objective
from performance.resources.base import Column, ReferenceResource
from performance.resources.cells import Named


class FrameworkResource(ReferenceResource):
    class Meta:
        model = Framework
        fields = ("code", "name", "kind", "starts", "ends", "paper_title")
        import_id_fields = ("code",)


class ObjectiveResource(ReferenceResource):
    framework = Column("framework", "framework", Named(Framework))
    parent = Column("parent", "parent", Named(Objective, framework__code="framework"))

    joined = ("framework", "parent")
    above = ("parent",)

    class Meta:
        model = Objective
        fields = (
            "framework",
            "code",
            "title",
            "parent",
            "order",
            "current_heading",
            "historical_heading",
        )
        import_id_fields = ("framework", "code")
