"""Refusals, with the place in the document that each is about."""

from rest_framework.exceptions import ValidationError
from rest_framework.permissions import SAFE_METHODS
from rest_framework_json_api.exceptions import exception_handler


def told(error, context):
    if isinstance(error, ValidationError) and isinstance(error.detail, dict):
        # A text that stands alone under a field's name would be taken for one about the whole document.
        error.detail = {name: one if isinstance(one, (list, dict)) else [one] for name, one in error.detail.items()}
    response = exception_handler(error, context)
    if response is not None and isinstance(response.data, list) and context["request"].method in SAFE_METHODS:
        # A question has no document to point into.
        for one in response.data:
            one.pop("source", None)
    return response
