"""Documents. Relationships and included records are made of what the rules left in a row, never of the record itself."""

from rest_framework_json_api.renderers import JSONRenderer
from rest_framework_json_api.utils import format_field_name, is_relationship_field, undo_format_field_name

from .included import identifiers, included


class DocumentRenderer(JSONRenderer):
    def render(self, data, accepted_media_type=None, renderer_context=None):
        view = (renderer_context or {}).get("view")
        rows = data.get("results", data) if isinstance(data, dict) else data
        serializer = getattr(rows, "serializer", None)
        self.found = {}
        if serializer is not None and getattr(view, "include", None):
            many = hasattr(serializer, "child")
            fields = (serializer.child if many else serializer).fields
            self.found = included(view, view.include, fields, rows if many else [rows], self.build_json_resource_obj)
        return super().render(data, accepted_media_type, renderer_context)

    @classmethod
    def extract_relationships(cls, fields, resource, resource_instance):
        return {
            format_field_name(name): {"data": identifiers(field, resource[name])}
            for name, field in fields.items()
            if name in resource and is_relationship_field(field)
        }

    def extract_included(self, fields, resource, resource_instance, included_resources, included_cache):
        for kind, resources in self.found.items():
            included_cache[kind].update(resources)

    @classmethod
    def _filter_sparse_fields(cls, serializer, fields, resource_name):
        wanted = serializer.context["request"].query_params.get(f"fields[{resource_name}]")
        if wanted is None:
            return fields
        names = {undo_format_field_name(name) for name in wanted.split(",")}
        return {name: field for name, field in fields.items() if name in names}
