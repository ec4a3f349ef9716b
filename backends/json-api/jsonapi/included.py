"""`include`: records that come beside the primary data.

They are asked for as if the viewer had asked for them: through their own view's records and serializer. So nothing comes
beside a record that its viewer could not read elsewhere.
"""

from collections import defaultdict

from rest_framework.exceptions import ParseError
from rest_framework_json_api.utils import is_relationship_field, undo_format_field_name

from .resources import type_of


#: The most steps of a path: each is another round of questions to the database.
MOST_STEPS = 3


def asked_for(request):
    """The paths of `include` as a tree: `a.b,c` is {a: {b: {}}, c: {}}."""
    tree = {}
    for path in filter(None, request.query_params.get("include", "").split(",")):
        branch, steps = tree, path.split(".")
        if len(steps) > MOST_STEPS:
            raise ParseError("A path to include has three steps at most.")
        for step in steps:
            branch = branch.setdefault(undo_format_field_name(step), {})
    return tree


def check(view, tree):
    """Refuses a path that leads nowhere."""
    fields = view.get_serializer().fields if tree else {}
    for name, further in tree.items():
        field = fields.get(name)
        other = view.sibling(type_of(field)) if field is not None and is_relationship_field(field) else None
        if other is None:
            raise ParseError(f"There is nothing to include by the name of {name}.")
        check(other, further)


def identifiers(field, value):
    """What a row holds of a relationship, as resource identifier objects."""
    if isinstance(value, list):
        return [{"type": type_of(field), "id": str(key)} for key in value]
    return None if value is None else {"type": type_of(field), "id": str(value)}


def included(view, tree, fields, rows, make):
    """Resource objects by type and id, for all rows at once; `make` makes one."""
    found = defaultdict(dict)
    for name, further in tree.items():
        keys = set()
        for row in rows:
            value = row.get(name)
            keys.update(value if isinstance(value, list) else () if value is None else (value,))
        other = view.sibling(type_of(fields[name]))
        records = other.get_queryset().filter(**{f"{other.lookup_field}__in": keys})
        serializer = other.get_serializer(records, many=True)
        there = serializer.child.fields
        for row, record in zip(serializer.data, records):
            resource = make(there, row, record, type_of(fields[name]), serializer)
            found[resource["type"]][resource["id"]] = resource
        for kind, resources in included(other, further, there, serializer.data, make).items():
            found[kind].update(resources)
    return found
