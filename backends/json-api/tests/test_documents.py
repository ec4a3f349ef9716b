"""Whether what is spoken is JSON:API 1.1."""

from datetime import date

from alerts.models import Alert
from directory.models import Affiliation
from events.models import Event, Rsvp
from pledges.models import Commitment
from publishing.models import Signatory, Statement
from tests.case import CoalitionCase

from through import MEDIA_TYPE


class DocumentCase(CoalitionCase):
    def asked(self, member, address, expect=200, **headers):
        answer = self.as_(member).get(f"/api/{address}", headers=headers)
        self.assertEqual(answer.status_code, expect, answer.content)
        return answer.json()

    def sent(self, member, method, address, expect, media=MEDIA_TYPE, **data):
        answer = getattr(self.as_(member), method)(f"/api/{address}", self.document(**data), content_type=media)
        self.assertEqual(answer.status_code, expect, answer.content)
        return answer

    def document(self, **data):
        return self.client._encode_data({"data": data}, "json")[0]


class ReadingTests(DocumentCase):
    def test_a_record_is_a_resource_object(self):
        answer = self.as_(self.ben).get(f"/api/members/{self.lea.pk}/")
        self.assertEqual(answer.headers["content-type"], MEDIA_TYPE)
        record = answer.json()["data"]
        self.assertEqual((record["type"], record["id"], record["attributes"]["fullName"]), ("members", str(self.lea.pk), "Lea"))
        organisation = {"type": "organisations", "id": str(self.open.pk)}
        shown = record["relationships"]
        self.assertEqual((shown["organisation"], shown["leads"], shown["deputy"]), ({"data": organisation}, {"data": [organisation]}, {"data": None}))
        self.assertFalse({"id", "type", "organisation", "leads"} & record["attributes"].keys())

    def test_pages_have_links_and_are_disjoint(self):
        address, seen = "members/?page[size]=4&sort=-fullName", []
        while address:
            page = self.asked(self.ama, address)
            self.assertEqual(set(page["links"]), {"first", "last", "prev", "next"})
            seen += [one["attributes"]["fullName"] for one in page["data"]]
            address = page["links"]["next"] and page["links"]["next"].partition("/api/")[2]
        self.assertEqual(seen, ["Lea", "Hid", "Eve", "Con", "Ben", "Ama"])
        self.assertEqual(page["meta"]["pagination"]["count"], 6)
        self.asked(self.ama, "members/?page[number]=9", 404)

    def test_order_conditions_and_search(self):
        Event.objects.create(category="talk", title="Late", starts_at="2027-02-01T10:00:00Z", ends_at="2027-02-01T11:00:00Z")
        Event.objects.create(category="agm", title="Early", starts_at="2027-01-01T10:00:00Z", ends_at="2027-01-01T11:00:00Z")
        for query, found in (
            ("sort=-startsAt", ["Late", "Early"]), ("filter[category]=agm", ["Early"]), ("filter[startsAt.gte]=2027-01-15T00:00:00Z", ["Late"]),
            ("filter[search]=earl", ["Early"]), ("filter[category]=agm&filter[startsAt.gte]=2027-01-15T00:00:00Z", []),
        ):
            titles = [one["attributes"]["title"] for one in self.asked(self.ama, f"events/?{query}")["data"]]
            self.assertEqual(titles, found, query)
        for query in (
            "sort=description", "filter[description]=a", "page[size]=1&size=1", "include=chair", "include=alert.nobody", "nonsense=1",
            "include=alert.supersededBy.supersededBy.supersededBy",
        ):
            self.assertEqual(self.asked(self.ama, f"events/?{query}", 400)["errors"][0]["status"], "400", query)

    def test_included_records_are_those_that_are_pointed_at(self):
        Affiliation.objects.create(member=self.ben, organisation=self.open, title="Adviser")
        page = self.asked(self.ama, "members/?include=organisation,affiliations.organisation,leads&sort=fullName")
        pointed = {(one["type"], one["id"]) for member in page["data"] for one in every_identifier(member)}
        beside = [(one["type"], one["id"]) for one in page["included"]]
        self.assertEqual(len(beside), len(set(beside)))
        self.assertLessEqual(set(beside), pointed | {(one["type"], one["id"]) for held in page["included"] for one in every_identifier(held)})
        self.assertIn(("organisations", str(self.open.pk)), beside)
        self.assertEqual([one["attributes"]["title"] for one in page["included"] if one["type"] == "affiliations"], ["Adviser"])
        self.assertNotIn("included", self.asked(self.ama, "members/"))
        self.assertEqual(self.asked(self.ama, f"members/{self.ama.pk}/?include=deputy")["included"], [])

    def test_sparse_fieldsets(self):
        page = self.asked(self.ama, "members/?fields[members]=fullName,organisation&fields[organisations]=shortName&include=organisation")
        self.assertEqual(set(page["data"][0]["attributes"]), {"fullName"})
        self.assertEqual(set(page["data"][0]["relationships"]), {"organisation"})
        self.assertEqual(set(page["included"][0]["attributes"]), {"shortName"})

    def test_errors_are_error_objects(self):
        for who, address, status in ((None, "members/", "401"), (self.ama, "members/999/", "404"), (self.ama, "nowhere/", "404")):
            (error,) = self.asked(who, address, int(status))["errors"]
            self.assertEqual((error["status"], "source" in error, bool(error["detail"])), (status, False, True))
        self.assertEqual(self.as_(self.ama).delete(f"/api/members/{self.ama.pk}/").json()["errors"][0]["status"], "405")

    def test_what_is_accepted(self):
        for accept, status in (
            ("*/*", 200), (MEDIA_TYPE, 200), (f'{MEDIA_TYPE}; profile="https://example.org/p"', 200), (f"{MEDIA_TYPE}; charset=utf-8", 406),
            (f"{MEDIA_TYPE}; charset=utf-8, {MEDIA_TYPE}", 200), (f'{MEDIA_TYPE}; ext="https://example.org/e"', 406), ("text/html", 406),
        ):
            self.asked(self.ama, "members/", status, accept=accept)


class WritingTests(DocumentCase):
    TIMES = {"startsAt": "2027-01-10T10:00:00Z", "endsAt": "2027-01-10T11:00:00Z"}

    def test_a_record_is_made_with_its_relationships(self):
        event = Event.objects.create(category="talk", title="A talk", starts_at="2027-01-10T10:00:00Z", ends_at="2027-01-10T11:00:00Z")
        to_event = {"event": {"data": {"type": "events", "id": str(event.pk)}}}
        made = self.sent(self.ama, "post", "rsvps/?include=member", 201, type="rsvps", attributes={"reply": "yes"}, relationships=to_event)
        record = made.json()["data"]
        self.assertTrue(made.headers["location"].endswith(f"/api/rsvps/{record['id']}/"))
        self.assertEqual(record["relationships"]["event"], to_event["event"])
        self.assertEqual([one["id"] for one in made.json()["included"]], [str(self.ama.pk)])

    def test_to_many_and_to_one_are_replaced_and_cleared(self):
        open_, none = {"type": "organisations", "id": str(self.open.pk)}, {"deputy": {"data": None}, "leads": {"data": []}}
        address, same = f"members/{self.ben.pk}/", {"type": "members", "id": str(self.ben.pk)}
        ama = {"type": "members", "id": str(self.ama.pk)}
        for wanted in ({"deputy": {"data": ama}, "leads": {"data": [open_]}}, none):
            shown = self.sent(self.con, "patch", address, 200, **same, relationships=wanted).json()["data"]["relationships"]
            self.assertEqual({name: shown[name] for name in wanted}, wanted)

    def test_a_change_names_its_record(self):
        address = f"members/{self.ama.pk}/"
        changed = {"attributes": {"bio": "Hello."}}
        self.sent(self.ama, "patch", address, 200, type="members", id=str(self.ama.pk), **changed)
        self.sent(self.ama, "patch", address, 409, type="members", id=str(self.ben.pk), **changed)
        self.sent(self.ama, "patch", address, 409, type="organisations", id=str(self.ama.pk), **changed)
        self.sent(self.ama, "patch", address, 400, type="members", **changed)
        self.sent(self.con, "post", "members/", 403, type="members", id="77", attributes={"fullName": "New"})

    def test_only_the_own_media_type_is_read(self):
        for media, status in (
            ("application/json", 415), (f"{MEDIA_TYPE}; charset=utf-8", 415), (f'{MEDIA_TYPE}; ext="https://example.org/e"', 415),
            (f'{MEDIA_TYPE}; profile="https://example.org/p"', 200), (MEDIA_TYPE, 200),
        ):
            error = self.sent(
                self.ama, "patch", f"members/{self.ama.pk}/", status, media, type="members", id=str(self.ama.pk), attributes={"bio": "a"}
            ).json()
            self.assertEqual("errors" in error, status == 415, media)

    def test_a_refusal_points_at_the_place(self):
        self.pointed(self.con, "events/", {"category": "party", **self.TIMES}, {}, "attributes/category", "attributes/title")
        backwards = {"category": "agm", "title": "x", "startsAt": self.TIMES["endsAt"], "endsAt": self.TIMES["startsAt"]}
        self.pointed(self.con, "events/", backwards, {}, "attributes/endsAt")
        for wrong in ({"type": "events", "id": "999"}, {"type": "members", "id": "1"}, {"type": "events"}, "1"):
            self.pointed(self.ama, "rsvps/", {"reply": "yes"}, {"event": {"data": wrong}}, "relationships/event")
        # Also what is found out only while the record is made.
        Commitment.objects.create(number="1.1.0", text="New", approved_on=date(2026, 1, 1))
        to_text = {"commitment": {"data": {"type": "commitments", "id": "1.1.0"}}}
        self.sent(self.ama, "post", "signatures/", 201, type="signatures", attributes={"signer": "individual"}, relationships=to_text)
        self.pointed(self.ama, "signatures/", {"signer": "individual"}, to_text, "relationships/commitment")

    def pointed(self, member, address, attributes, relationships, *places):
        answer = self.sent(member, "post", address, 400, type=address.strip("/"), attributes=attributes, relationships=relationships)
        self.assertEqual(sorted(one["source"]["pointer"] for one in answer.json()["errors"]), [f"/data/{place}" for place in places])

    def test_broken_documents_are_refused(self):
        self.as_(self.con)
        for text in ("", "{", "[]", "1", "{}", '{"data": null}', '{"data": []}', '{"data": {"type": "events", "attributes": []}}',
                     '{"data": {"type": "events", "relationships": {"alert": null}}}', '{"data": {"type": "events", "relationships": {"alert": 1}}}'):
            answer = self.client.post("/api/events/", text, content_type=MEDIA_TYPE)
            self.assertEqual(answer.status_code, 400, (text, answer.content))
            self.assertIn("errors", answer.json(), text)


class BesideTests(DocumentCase):
    """No record comes beside another that its reader could not ask for."""

    def test_what_is_hidden_is_not_included(self):
        Affiliation.objects.create(member=self.ben, organisation=self.hidden, title="Adviser")
        self.hid.leads.add(self.hidden)
        for address in ("members/?include=organisation,leads,affiliations,affiliations.organisation", "affiliations/?include=organisation,member"):
            self.assertNotIn("Secret", self.as_(self.ama).get(f"/api/{address}").content.decode())
        self.assertIn("Secret", self.as_(self.con).get("/api/members/?include=organisation").content.decode())

    def test_nor_are_people_who_are_not_listed(self):
        self.ben.listed, self.ben.email = "convenor", "ben@example.org"
        self.ben.save()
        event = Event.objects.create(category="talk", title="A talk", starts_at="2027-01-10T10:00:00Z", ends_at="2027-01-10T11:00:00Z")
        Rsvp.objects.create(event=event, member=self.ben, reply="yes")
        Alert.objects.create(title="a", identifier="a", situation="a", status="exercise", audience="restricted", tlp="green", author=self.ben)
        for address in ("rsvps/?include=member", "alerts/?include=author,addressees"):
            page = self.asked(self.ama, address)
            self.assertEqual(page["included"], [], address)
        # Whoever is included shows what they opened for this reader, and no more.
        self.lea.email, self.lea.privacy = "lea@example.org", {"email": "me"}
        self.lea.save()
        Rsvp.objects.create(event=event, member=self.lea, reply="yes")
        (lea,) = self.asked(self.ama, "rsvps/?include=member")["included"]
        self.assertNotIn("email", lea["attributes"])

    def test_nor_signatories_that_are_hidden(self):
        statement = Statement.objects.create(slug="a", title="a", state="published")
        for organisation in (self.open, self.hidden):
            Signatory.objects.create(statement=statement, organisation=organisation, name=organisation.name)
        for who in (None, self.ama, self.con):
            page = self.asked(who, "statements/?include=signatories")
            self.assertEqual([one["attributes"]["name"] for one in page["included"]], ["Open House"])
            self.assertEqual(len(self.asked(who, "signatories/")["data"]), 1)

    def test_a_guest_includes_nobody(self):
        for address in ("affiliations/", "members/?include=organisation"):
            self.asked(None, address, 401)
        self.asked(None, "signatures/?include=member,organisation,commitment")


def every_identifier(resource):
    for relationship in resource.get("relationships", {}).values():
        data = relationship["data"]
        yield from data if isinstance(data, list) else [data] if data else []
