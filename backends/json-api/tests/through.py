"""A client that takes the plain project's questions, asks them in JSON:API, and gives the answers in the plain project's shape.

With it that project's own tests ask this one whether it keeps the same rules.
"""

import re
from types import SimpleNamespace
from urllib.parse import parse_qsl, urlencode, urlsplit

import inflection
from rest_framework.test import APIClient

MEDIA_TYPE = "application/vnd.api+json"
#: Where the relationships lead that tests write.
LEADS_TO = {
    "addressees": "members", "alert": "alerts", "ask": "asks", "author": "members", "commitment": "commitments", "contact": "members",
    "deputy": "members", "event": "events", "leads": "organisations", "member": "members", "organisation": "organisations",
}
#: What is told here by a record beside the other.
BESIDE = {
    "alerts": "organisation", "members": "organisation,affiliations", "responses": "organisation", "rsvps": "member",
    "statements": "signatories",
}
PARAMETERS = {"page": "page[number]", "page_size": "page[size]", "search": "filter[search]"}


def camel(name):
    return inflection.camelize(name, False)


class ThroughDocuments(APIClient):
    def get(self, path, data=None, **more):
        address = urlsplit(path)
        query = {**dict(parse_qsl(address.query)), **(data or {})}
        return self.asked("get", address.path, query, **more)

    def post(self, path, data=None, **more):
        return self.asked("post", path, {}, data)

    def patch(self, path, data=None, **more):
        return self.asked("patch", path, {}, data)

    def put(self, path, data=None, **more):
        return self.asked("put", path, {}, data)

    def asked(self, method, path, query, fields=None, headers=None, **more):
        collection, _, key = path.removeprefix("/api/").strip("/").partition("/")
        if collection in ("me", "token"):
            return self.generic(method.upper(), path)
        kind = "items" if collection == "board" else collection
        address = f"/api/{kind}/" + (f"{key}/" if key else "")
        parameters = dict(map(parameter, query.items()))
        if kind in BESIDE:
            parameters["include"] = BESIDE[kind]
        if method == "get":
            answer = super().get(address, parameters, headers=headers)
            # A condition or an order that there is none of is refused here, and passed over there. Neither tells anything.
            while refused := refused_parameter(answer):
                del parameters[refused]
                answer = super().get(address, parameters, headers=headers)
        else:
            text = self._encode_data(document(kind, key, fields or {}), "json")[0]
            answer = self.generic(method.upper(), f"{address}?{urlencode(parameters)}", text, content_type=MEDIA_TYPE)
        body = answer.json
        return SimpleNamespace(status_code=answer.status_code, headers=answer.headers, content=answer.content, json=lambda: plain(body()))


def parameter(pair):
    name, value = pair
    if re.match(r"(page|filter)\[|sort$|include$", name):
        return pair
    if name == "limit":
        return "page[size]", value
    if name == "ordering":
        return "sort", camel(value)
    return PARAMETERS.get(name) or condition(name), value


def condition(name):
    return f"filter[{'.'.join(map(camel, name.split('__')))}]"


def refused_parameter(answer):
    """The parameter that an answer says there is none of."""
    told = answer.status_code == 400 and re.search(r"invalid (?:filter\[(\w+)\]|sort)", answer.content.decode())
    return told and (condition(told[1]) if told[1] else "sort")


def document(kind, key, fields):
    attributes, relationships = {}, {}
    for name, value in fields.items():
        if name in LEADS_TO:
            named = [{"type": LEADS_TO[name], "id": str(one)} for one in (value if isinstance(value, list) else [value])]
            relationships[camel(name)] = {"data": named if isinstance(value, list) else named[0]}
        else:
            attributes["kind" if (kind, name) == ("items", "type") else camel(name)] = value
    return {"data": {"type": kind, **({"id": key} if key else {}), "attributes": attributes, "relationships": relationships}}


def plain(body):
    if "errors" in body:
        return {told_of(one): [one["detail"]] for one in body["errors"]}
    beside = {(one["type"], one["id"]): one for one in body.get("included", [])}
    if isinstance(body["data"], list):
        return {"results": [row(one, beside) for one in body["data"]], "next": body["links"]["next"]}
    return row(body["data"], beside)


def told_of(error):
    pointer = error.get("source", {}).get("pointer", "/data").split("/")
    return inflection.underscore(pointer[3]) if len(pointer) > 3 else "detail"


def number(text):
    return int(text) if text.isdigit() else text


def row(resource, beside):
    found = {"id": number(resource["id"])}
    found |= {inflection.underscore(name): value for name, value in resource.get("attributes", {}).items()}
    for name, relationship in resource.get("relationships", {}).items():
        named = relationship["data"]
        many = isinstance(named, list)
        found[inflection.underscore(name)] = [number(one["id"]) for one in named] if many else named and number(named["id"])
        there = [beside.get((one["type"], one["id"])) for one in (named if many else [named]) if one]
        there = [one["attributes"] for one in there if one]
        if name == "organisation" and "organisation_name" not in found and resource["type"] != "signatures":
            found["organisation_name"] = there[0]["name"] if there else None
        elif name == "member" and there:
            found["member_name"] = there[0]["fullName"]
        elif name == "affiliations":
            found["other_organisations"] = there
        elif name == "signatories":
            found["signatories"] = there
    return found
