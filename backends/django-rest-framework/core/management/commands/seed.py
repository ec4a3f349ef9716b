"""Loads the demonstration dataset: its names and texts, in this project's own shape."""

import hashlib
import json
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, User
from django.core.management import BaseCommand, CommandError, call_command
from django.db import transaction
from django.utils.dateparse import parse_date, parse_datetime

from alerts.models import Alert, Ask, ReadReceipt, Response
from board.models import Item
from core.models import Mark
from core.viewer import CONVENORS, EDITORS, LEADS, MEMBERS, MODERATORS
from directory.models import Affiliation, Member, Organisation
from events.models import Event, Rsvp
from pledges.models import Commitment, Signature
from publishing.models import Post, Signatory, Statement

PASSWORD = "commonwatch-demo"
GROUPS = {"member": [], "lead": [LEADS, MODERATORS], "editor": [EDITORS, MODERATORS], "convenor": [CONVENORS, EDITORS]}
SECTORS = {"community_led": "community", "legal_evidence": "legal", "arts_memory": "arts"}
CATEGORIES = {"goal_workshop": "workshop", "six_weekly": "regular", "expert_talk": "talk"}
REPLIES = {"in_person": "yes", "apologies": "no"}
STATES = {"scheduled": "planned", "held": "over"}


def word(value, words=None):
    """One of the dataset's codes as ours."""
    return (words or {}).get(value, value) or ""


def small(value):
    return (value or "").lower()


def label(value):
    """`TLP:AMBER+STRICT` as `amber_strict`."""
    return small(value).removeprefix("tlp:").replace("+", "_")


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("dataset", type=Path)

    def handle(self, dataset, **options):
        if not settings.DEMO:
            raise CommandError("Demonstration data goes into a demonstration only: set COALITION_DEMO=1.")
        text = dataset.read_bytes()
        digest = hashlib.sha256(text).hexdigest()
        loaded = Mark.value_of("demonstration")
        if loaded == digest:
            return
        if loaded is None and (User.objects.exists() or Member.objects.exists()):
            raise CommandError("This database holds real records: demonstration data is not loaded into it.")
        if loaded is not None:
            call_command("flush", interactive=False, verbosity=0)
        data = json.loads(text)
        with transaction.atomic():
            Loader(data["records"]).load(data["accounts"])
            Mark.objects.create(name="demonstration", value=digest)
        self.stdout.write(f"{Member.objects.count()} people and {Alert.objects.count()} alerts were loaded.")


class Loader:
    """Numbers take the place of the dataset's ids, in the order of the file."""

    def __init__(self, records):
        self.records = records
        self.numbers = {name: {row["id"]: at + 1 for at, row in enumerate(rows)} for name, rows in records.items()}
        # What is answered to is an ask; the dataset keeps asks inside their alert.
        every = [one["id"] for row in self.rows("alerts") for one in row.get("asks", [])]
        self.numbers["asks"] = {one: at + 1 for at, one in enumerate(every)}

    def rows(self, name):
        return self.records.get(name, [])

    def number(self, name, id):
        return self.numbers[name].get(id)

    def people(self, ids):
        return [number for number in (self.number("people", id) for id in ids or []) if number]

    def organisations(self, ids):
        return [number for number in (self.number("organisations", id) for id in ids or []) if number]

    def make(self, model, name, fields):
        model.objects.bulk_create([model(pk=self.number(name, row["id"]), **fields(row)) for row in self.rows(name)], batch_size=500)

    def load(self, accounts):
        self.directory()
        self.accounts(accounts)
        self.alerts()
        self.events()
        self.pledges()
        self.publishing()

    def directory(self):
        self.make(Organisation, "organisations", lambda row: {
            "name": row["name"], "native_name": row.get("nameNative", ""), "latin_name": row.get("nameLatin", ""),
            "short_name": row.get("shortName", ""), "language": row.get("lang", ""), "sector": word(row.get("kind"), SECTORS),
            "about": row.get("summary", ""), "website": row.get("website", ""), "town": row.get("town", ""),
            "nation": row.get("nation", ""), "strengths": row.get("strengths", []), "countries": row.get("countries", []),
            "languages": row.get("languages", []), "visibility": row["visibility"], "membership": row["status"],
            "member_since": row.get("joinedOn", ""),
        })
        listed = {"named": "organisation"}
        self.make(Member, "people", lambda row: {
            "full_name": row["name"], "native_name": row.get("nameNative", ""), "latin_name": row.get("nameLatin", ""),
            "script": row.get("nameScript", ""), "pronouns": row.get("pronouns"), "email": row.get("email"), "phone": row.get("phone"),
            "bio": row.get("bio"), "languages": row.get("languages", []), "expertise": row.get("expertise", []),
            "countries": row.get("countries", []), "timezone": row.get("timeZone", ""),
            "organisation_id": self.number("organisations", row.get("organisation")), "job_title": row.get("title"),
            "confirmed_on": day(row.get("confirmedOn")), "away_until": day(row.get("awayUntil")),
            "active": not row.get("former", False), "privacy": row.get("visibility", {}),
            "listed": word(row.get("directoryVisibility", "members"), listed),
        })
        Affiliation.objects.bulk_create(
            Affiliation(
                member_id=self.number("people", row["id"]),
                organisation_id=self.number("organisations", other["organisation"]),
                title=other.get("title", ""),
            )
            for row in self.rows("people")
            for other in row.get("otherOrganisations", [])
        )
        leads = Member.leads.through
        leads.objects.bulk_create(
            leads(member_id=self.number("people", row["id"]), organisation_id=number)
            for row in self.rows("people")
            for number in self.organisations(row.get("leads"))
        )
        # People and organisations point at each other: the second half comes when both are there.
        contacts = [Organisation(pk=self.number("organisations", row["id"]), contact_id=self.number("people", row.get("leadContact")))
                    for row in self.rows("organisations")]
        Organisation.objects.bulk_update(contacts, ["contact"])
        deputies = [Member(pk=self.number("people", row["id"]), deputy_id=self.number("people", row["deputy"]))
                    for row in self.rows("people") if row.get("deputy")]
        Member.objects.bulk_update(deputies, ["deputy"])

    def accounts(self, accounts):
        groups = {name: Group.objects.get_or_create(name=name)[0] for name in (MEMBERS, LEADS, EDITORS, CONVENORS, MODERATORS)}
        password = make_password(PASSWORD)  # once: making it is meant to be slow
        for account in accounts:
            user = User.objects.create(username=account["email"], email=account["email"], password=password)
            user.groups.set([groups[name] for name in [MEMBERS, *GROUPS[account["role"]]]])
            member = Member.objects.get(pk=self.number("people", account["person"]))
            member.user = user
            member.save(update_fields=["user"])
            if member.leads.exists():
                user.groups.add(groups[LEADS])

    def alerts(self):
        self.make(Alert, "alerts", lambda row: {
            "reference": row.get("ref"), "identifier": row["identifier"], "sender": row.get("sender", ""), "situation": row["thread"],
            "status": small(row["status"]), "message_type": small(row["msgType"]), "audience": small(row["scope"]),
            "kind": row.get("kind", ""), "tlp": label(row["tlp"]), "urgency": small(row.get("urgency")),
            "severity": small(row.get("severity")), "certainty": small(row.get("certainty")), "categories": row.get("category", []),
            "response_types": row.get("responseType", []), "event": row.get("event", ""), "title": row["headline"],
            "body": row.get("description", ""), "advice": row.get("instruction", ""), "published_at": moment(row["sent"]),
            "begins_at": moment(row.get("onset")), "expires_at": moment(row.get("expires")), "refers_to": row.get("references", []),
            "country": row.get("country", ""), "area": row.get("areaDesc", ""), "risk_factors": row.get("riskFactors", []),
            "crimes": row.get("crimes", []), "verification": row.get("verification", ""), "source_grade": row.get("sourceGrade", ""),
            "information_grade": int(row["infoGrade"]) if row.get("infoGrade") else None, "decision_on": day(row.get("decisionOn")),
            "content_warning": row.get("contentNote", ""), "exercise": row.get("exerciseName", ""),
            "author_id": self.number("people", row.get("author")), "author_name": row.get("authorName", ""),
            "organisation_id": self.number("organisations", row.get("organisation")), "language": row.get("lang", "en"),
            "translations": row.get("info", []), "current": row.get("current", False),
        })
        Alert.objects.bulk_update(
            [Alert(pk=self.number("alerts", row["id"]), superseded_by_id=self.number("alerts", row["supersededBy"]))
             for row in self.rows("alerts") if row.get("supersededBy")],
            ["superseded_by"],
        )
        named = Alert.addressees.through
        named.objects.bulk_create(
            named(alert_id=self.number("alerts", row["id"]), member_id=number)
            for row in self.rows("alerts")
            for number in self.people(row.get("addresses"))
        )
        Ask.objects.bulk_create(
            Ask(
                pk=self.number("asks", one["id"]),
                alert_id=self.number("alerts", row["id"]),
                text=one["text"],
                deadline=moment(one.get("deadline")),
                effort_minutes=one.get("effortMinutes"),
            )
            for row in self.rows("alerts")
            for one in row.get("asks", [])
        )
        self.make(ReadReceipt, "alertReads", lambda row: {
            "alert_id": self.number("alerts", row["alert"]), "member_id": self.number("people", row["person"]),
            "read_at": moment(row["readAt"]),
        })
        self.make(Response, "answers", lambda row: {
            "alert_id": self.number("alerts", row["alert"]), "ask_id": self.number("asks", row["ask"]),
            "organisation_id": self.number("organisations", row["organisation"]), "choice": row["answer"], "note": row.get("note", ""),
            "author_id": self.number("people", row.get("person")), "modified": moment(row["updated"]),
        })

    def events(self):
        self.make(Event, "meetings", lambda row: {
            "reference": row.get("ref"), "category": word(row["kind"], CATEGORIES), "title": row["title"],
            "state": word(row["status"], STATES), "all_day": row.get("allDay", False), "local_start": row.get("startLocal", ""),
            "local_end": row.get("endLocal", ""), "zone": row.get("timeZone", ""), "starts_at": moment(row["start"]),
            "ends_at": moment(row["end"]), "first_day": day(row.get("startDate")), "last_day": day(row.get("endDate")),
            "attendance": row.get("mode", ""), "location": row.get("venue", ""), "join_link": row.get("joinUrl", ""),
            "seats": row.get("capacity"), "marking": label(row.get("sharing")), "chatham_house": row.get("chathamHouse", False),
            "description": row.get("purpose", ""), "theme": row.get("theme", ""), "chair": row.get("chair", ""),
            "note_taker": row.get("noteTaker", ""), "agenda": row.get("agenda", []), "minutes": row.get("minutes", ""),
            "cancellation_reason": row.get("cancelReason", ""), "series": row.get("series", ""),
            "original_start": row.get("recurrenceId", ""), "revision": row.get("sequence", 0),
            "alert_id": self.number("alerts", row.get("fromAlert")), "modified": moment(row["updated"]),
        })
        self.make(Rsvp, "replies", lambda row: {
            "event_id": self.number("meetings", row["meeting"]), "member_id": self.number("people", row["person"]),
            "reply": word(row["answer"], REPLIES), "queue_position": row.get("waitPosition", 0), "access_needs": row.get("needs"),
        })

    def pledges(self):
        self.make(Commitment, "commitmentVersions", lambda row: {
            "number": row["number"], "text": row["body"], "approved_on": day(row.get("approvedOn")), "language": row.get("lang", "en"),
        })
        versions = {row["number"]: self.number("commitmentVersions", row["id"]) for row in self.rows("commitmentVersions")}
        self.make(Signature, "signatures", lambda row: {
            "commitment_id": versions[row["version"]], "signer": "individual" if row["signerKind"] == "person" else "organisation",
            **self.signer(row), "signed_by_id": self.number("people", row.get("signedForBy")), "name_public": row.get("showName", False),
            "signed_at": moment(row["signedAt"]), "withdrawn_at": moment(row.get("withdrawnAt")), "comment": row.get("statement", ""),
        })
        self.make(Item, "supportItems", lambda row: {
            "reference": row.get("ref"), "type": row["kind"], "topic": row["topic"], "title": row["title"], "text": row.get("body", ""),
            "anonymous": row.get("anonymous", False), "author_id": self.number("people", row.get("trueAuthor") or row.get("author")),
            "places": row.get("capacity"), "hours_per_month": row.get("hoursPerMonth"), "cost_pence": row.get("costPence"),
            "available_from": day(row.get("from")), "available_until": day(row.get("until")), "state": row["status"],
            "created": moment(row["created"]),
        })

    def signer(self, row):
        if row["signerKind"] == "person":
            return {"member_id": self.number("people", row.get("trueSigner") or row.get("person"))}
        return {"organisation_id": self.number("organisations", row.get("trueSigner") or row.get("organisation"))}

    def publishing(self):
        self.make(Post, "posts", lambda row: {
            "slug": row["slug"], "title": row["title"], "language": row.get("lang", "en"), "excerpt": row.get("summary", ""),
            "content": row.get("body", ""), "section": row.get("section", ""), "byline": [{"name": name} for name in row.get("authors", [])],
            "published_at": moment(row.get("publishAt")), "tags": row.get("tags", []), "content_warning": row.get("contentNote", ""),
            "state": row["status"],
        })
        states = {"sign_on_open": "open"}
        self.make(Statement, "statements", lambda row: {
            "slug": row["slug"], "title": row["title"], "text": row.get("body", ""), "addressees": row.get("addressees", []),
            "state": word(row["status"], states), "sign_by": moment(row.get("signBy")), "published_on": day(row.get("publishedOn")),
            "unnamed": row.get("hiddenSignatories", 0), "topics": row.get("topics", []),
        })
        known = {row["name"]: self.number("organisations", row["id"]) for row in self.rows("organisations")}
        Signatory.objects.bulk_create(
            Signatory(statement_id=self.number("statements", row["id"]), organisation_id=known.get(name), name=name)
            for row in self.rows("statements")
            for name in row.get("signatories", [])
        )


def moment(text):
    return parse_datetime(text) if text else None


def day(text):
    return parse_date(text) if text else None
