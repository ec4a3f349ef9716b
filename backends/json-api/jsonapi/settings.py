"""The settings of the project beside this one; only what speaks JSON:API is different."""

from coalition.settings import *  # noqa: F403
from coalition.settings import REST_FRAMEWORK

ROOT_URLCONF = "jsonapi.urls"
WSGI_APPLICATION = "jsonapi.wsgi.application"

# Signing in stays plain JSON, which JSON:API says nothing about; the records' views name what else they need themselves.
REST_FRAMEWORK = {
    **REST_FRAMEWORK,
    "EXCEPTION_HANDLER": "jsonapi.errors.told",
    "SEARCH_PARAM": "filter[search]",
}
# Names as the specification recommends them.
JSON_API_FORMAT_FIELD_NAMES = "camelize"
JSON_API_FORMAT_TYPES = "dasherize"
JSON_API_PLURALIZE_TYPES = True
