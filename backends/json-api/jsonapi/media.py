"""The media type: what may be sent, and what somebody may accept."""

from django.utils.http import parse_header_parameters
from rest_framework.exceptions import NotAcceptable, ParseError, PermissionDenied, UnsupportedMediaType
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework_json_api.parsers import JSONParser

MEDIA_TYPE = "application/vnd.api+json"


def is_ours(media):
    """JSON:API without a parameter that is unknown, or an extension that is not spoken here; a profile may be ignored."""
    kind, parameters = parse_header_parameters(media)
    return kind == MEDIA_TYPE and not parameters.keys() - {"profile", "q"}


class Negotiation(DefaultContentNegotiation):
    def select_parser(self, request, parsers):
        if not is_ours(request.content_type):
            raise UnsupportedMediaType(request.content_type)
        return super().select_parser(request, parsers)

    def select_renderer(self, request, renderers, format_suffix=None):
        named = [one for one in self.get_accept_list(request) if parse_header_parameters(one)[0] == MEDIA_TYPE]
        if named and not any(is_ours(one) for one in named):
            raise NotAcceptable()
        return super().select_renderer(request, renderers, format_suffix)


class DocumentParser(JSONParser):
    def parse_data(self, result, parser_context):
        data = result.get("data") if isinstance(result, dict) else None
        if isinstance(data, dict):
            for name in ("attributes", "relationships"):
                if not isinstance(data.get(name, {}), dict):
                    raise ParseError(f"{name} must be an object.")
            if not all(isinstance(one, dict) and "data" in one for one in data.get("relationships", {}).values()):
                raise ParseError("Each relationship must be an object with data.")
            if parser_context["request"].method == "POST" and "id" in data:
                raise PermissionDenied("Ids are given by the server.")
        return super().parse_data(result, parser_context)
