"""Asks a site of its own, with a small coalition in it, whether it keeps its rules.

    python3 test_rules.py HOME INSTALLED RUN
"""

import base64
import json
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.error
import urllib.request

HOME, INSTALLED, RUN = sys.argv[1:4]
ORIGIN = "http://127.0.0.1:8090"
PRIVATE = ["people", "organisations", "events", "notices"]

HOUSES = [("open", "public"), ("other", "members"), ("secret", "hidden")]
# account, role, house, how they are listed
PEOPLE = [
    ("ama", "member", "open", "members"), ("ben", "member", "other", "named"), ("lea", "lead", "open", "members"),
    ("eve", "editor", "other", "public"), ("con", "convenor", "open", "members"), ("hid", "member", "secret", "members"),
    ("far", "member", "other", "convenor"),
]
POSTS = [("out", "published"), ("later", "scheduled"), ("begun", "draft"), ("read", "in_review"), ("gone", "withdrawn")]
STATES = [("said", "published"), ("asked", "sign_on_open"), ("idea", "draft"), ("taken-back", "withdrawn")]


def dataset():
    organisation = lambda name, visibility: {
        "id": name, "name": f"{name.title()} House", "visibility": visibility, "status": "active", "kind": "charity", "leadContact": "lea",
    }
    person = lambda name, role, house, listed: {
        "id": name, "name": name.title(), "organisation": house, "directoryVisibility": listed, "email": f"{name}@mail.example.org",
        "phone": "+441632960001", "bio": "Hello.", "leads": [house] if role == "lead" else [],
        "visibility": {"email": "members", "phone": "organisation", "bio": "me"},
    }
    post = lambda slug, status: {
        "id": f"p-{slug}", "slug": slug, "title": slug, "body": f"Text of {slug}", "section": "world", "status": status,
        # WordPress would take a day long ago for published, and one far away for still to come.
        "publishAt": "2001-01-01T09:00:00Z" if status == "scheduled" else "2099-01-01T09:00:00Z", "authors": ["Ama"], "tags": ["one"],
    }
    statement = lambda slug, status: {
        "id": f"s-{slug}", "slug": slug, "title": slug, "body": "Text", "status": status,
        "signatories": ["Open House", "Secret House"], "hiddenSignatories": 1,
    }
    alert = lambda id, tlp, scope: {"id": id, "headline": id, "tlp": tlp, "scope": scope, "status": "Exercise", "msgType": "Alert", "sent": "2026-01-01T09:00:00Z"}
    records = {
        "organisations": [organisation(*one) for one in HOUSES], "people": [person(*one) for one in PEOPLE],
        "posts": [post(*one) for one in POSTS], "statements": [statement(*one) for one in STATES],
        "alerts": [alert("open-notice", "TLP:CLEAR", "Public"), alert("red-notice", "TLP:RED", "Private"), alert("amber-notice", "TLP:AMBER", "Restricted")],
    }
    accounts = [{"email": f"{name}@demo.example.org", "name": name.title(), "person": name, "role": role} for name, role, _, _ in PEOPLE]
    return {"accounts": accounts, "records": records}


class Site:
    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(dir=RUN)
        with open(f"{self.folder.name}/dataset.json", "w", encoding="utf-8") as file:
            json.dump(dataset(), file)
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            port = one.getsockname()[1]
        self.base = f"http://127.0.0.1:{port}/wp-json/wp/v2"
        words = [sys.executable, f"{HOME}/run.py", HOME, INSTALLED, self.folder.name, f"{self.folder.name}/dataset.json", str(port), ORIGIN]
        self.log = open(f"{RUN}/rules.log", "w", encoding="utf-8")
        self.program = subprocess.Popen(words, stdout=self.log, stderr=self.log)
        for _ in range(600):
            if self.program.poll() is not None:
                sys.exit(f"The site did not start: see {RUN}/rules.log")
            try:
                self.ask(None, "types")
                return self
            except OSError:
                time.sleep(0.2)
        sys.exit("The site did not answer.")

    def __exit__(self, *_):
        self.program.terminate()
        self.program.wait()
        self.log.close()
        self.folder.cleanup()

    def ask(self, who, path, method="GET", body=None, headers=None, password="commonwatch-demo"):
        request = urllib.request.Request(f"{self.base}/{path}", method=method, headers=headers or {})
        if who:
            request.add_header("Authorization", "Basic " + base64.b64encode(f"{who}@demo.example.org:{password}".encode()).decode())
        if body is not None:
            request.add_header("Content-Type", "application/json")
            request.data = json.dumps(body).encode()
        try:
            answer = urllib.request.urlopen(request)
        except urllib.error.HTTPError as refused:
            answer = refused
        text = answer.read().decode()
        return answer.status, json.loads(text) if text else None, answer.headers


class Rules(unittest.TestCase):
    def status(self, *words, **more):
        return SITE.ask(*words, **more)[0]

    def rows(self, who, path):
        status, rows, headers = SITE.ask(who, path)
        self.assertEqual(status, 200, rows)
        self.assertEqual(int(headers["X-WP-Total"]), len(rows), "what is not shown is not counted")
        return rows

    def ids(self, who, path):
        return {row["title"]["rendered"]: row["id"] for row in self.rows(who, path)}

    def change(self, who, path, **body):
        return SITE.ask(who, path, method="POST", body=body)[:2]

    def test_a_guest_reads_nothing_of_the_register(self):
        ama = self.ids("con", "people")["Ama"]
        for path in [*PRIVATE, f"people/{ama}"]:
            self.assertEqual(self.status(None, path), 401, path)
            self.assertEqual(self.status(None, path, method="POST", body={"title": "x"}), 401, path)
        self.assertEqual(self.status("ama", "people", password="another"), 401)
        for path in ("search?search=Ama", "media", "comments"):
            self.assertEqual(SITE.ask(None, path)[1], [], path)
        self.assertNotIn("Ama", json.dumps(SITE.ask(None, "users")[1]))

    def test_nothing_is_made_or_removed(self):
        for who in ("ama", "eve", "con"):
            one = self.ids(who, "people")["Ama"]
            self.assertEqual(self.status(who, "people", method="POST", body={"title": "x"}), 403)
            self.assertEqual(self.status(who, f"people/{one}?force=true", method="DELETE"), 403)

    def test_a_hidden_organisation_does_not_exist_for_others(self):
        secret = self.ids("con", "organisations")["Secret House"]
        hid = self.ids("con", "people")["Hid"]
        for who in ("ama", "lea", "eve"):
            self.assertEqual(set(self.ids(who, "organisations")), {"Open House", "Other House"})
            for path in ("organisations?search=Secret", f"organisations?include={secret}", "organisations?slug=secret-house", f"people?organisation={secret}"):
                self.assertEqual(self.rows(who, path), [], path)
            self.assertEqual(self.status(who, f"organisations/{secret}"), 404)
            self.assertEqual(self.change(who, f"organisations/{secret}", about="x")[0], 404)
            seen = SITE.ask(who, f"people/{hid}")[1]
            self.assertEqual((seen["organisation"], seen["organisation_name"]), (None, None))
        for who in ("hid", "con"):
            self.assertEqual(self.status(who, f"organisations/{secret}"), 200)
            self.assertEqual(set(self.ids(who, f"people?organisation={secret}")), {"Hid"})

    def test_nor_does_its_signature_name_it(self):
        for who, names, unnamed in ((None, ["Open House"], 2), ("ama", ["Open House"], 2), ("hid", ["Open House", "Secret House"], 1)):
            said = SITE.ask(who, "statements?slug=said")[1][0]
            self.assertEqual((said["signatories"], said["unnamed"]), (names, unnamed), who)

    def test_people_are_listed_as_they_chose(self):
        everybody = self.ids("con", "people")
        for who, there in (("ama", "Ama Lea Eve Con Hid"), ("eve", "Ama Ben Lea Eve Con Hid"), ("far", "Ama Ben Lea Eve Con Hid Far")):
            self.assertEqual(set(self.ids(who, "people")), set(there.split()), who)
        self.assertEqual(self.status("ama", f"people/{everybody['Ben']}"), 404)
        self.assertEqual(self.rows("ama", f"people?include={everybody['Far']}"), [])

    def test_each_field_goes_to_those_it_was_opened_for(self):
        ama = self.ids("con", "people")["Ama"]
        for who, seen in (("ama", "email phone bio"), ("con", "email phone bio"), ("lea", "email phone"), ("eve", "email")):
            row = SITE.ask(who, f"people/{ama}")[1]
            self.assertEqual([name for name in ("email", "phone", "bio") if row[name]], seen.split(), who)
            self.assertEqual(row["sharing"] is None, who in ("lea", "eve"))

    def test_a_profile_is_changed_by_the_person_it_is_about(self):
        ama = self.ids("con", "people")["Ama"]
        for who in ("lea", "eve"):
            self.assertEqual(self.change(who, f"people/{ama}", bio="x")[0], 403)
        status, row = self.change("ama", f"people/{ama}", pronouns="she", job_title="<b>Cook</b>", organisation=1, former=True, status="draft")
        self.assertEqual((status, row["pronouns"], row["job_title"], row["former"], row["status"]), (200, "she", "<b>Cook</b>", False, "publish"))
        self.assertEqual(row["organisation_name"], "Open House")
        self.assertIsNone(self.change("ama", f"people/{ama}", pronouns=None)[1]["pronouns"])
        self.assertEqual(self.change("con", f"people/{ama}", title="A & <i>B")[1]["title"]["rendered"], "A &amp; &lt;i&gt;B")
        self.change("ama", f"people/{ama}", title="Ama")
        for name, value in (("email", "no address"), ("phone", "12"), ("confirmed_on", "soon"), ("title", " "), ("sharing", {"phone": "all"}), ("deputy", 999)):
            status, told = self.change("ama", f"people/{ama}", **{name: value})
            self.assertEqual((status, list(told["data"]["params"])), (400, [name]))

    def test_an_organisation_is_changed_by_its_lead(self):
        house = self.ids("con", "organisations")["Open House"]
        self.assertEqual(self.change("ama", f"organisations/{house}", about="x")[0], 403)
        self.assertEqual(self.change("lea", f"organisations/{house}", about="We meet.", membership="left")[1]["membership"], "active")

    def test_what_is_not_out_is_not_there(self):
        for who in (None, "ama"):
            self.assertEqual([row["slug"] for row in self.rows(who, "posts")], ["out"])
            self.assertEqual({row["slug"] for row in self.rows(who, "statements")}, {"said", "asked"})
            for state in ("draft", "future", "pending", "private"):
                self.assertEqual(self.status(who, f"posts?status={state}"), 400)
            self.assertEqual(self.rows(who, "posts?search=Text+of+begun"), [])
        self.assertEqual([row["title"]["rendered"] for row in self.rows("ama", "notices")], ["open-notice"])

    def test_only_the_portal_of_the_coalition_may_read_answers(self):
        for origin, allowed in ((ORIGIN, ORIGIN), ("http://elsewhere.example", None)):
            headers = SITE.ask(None, "posts", headers={"Origin": origin})[2]
            self.assertEqual((headers["Access-Control-Allow-Origin"], headers["Access-Control-Allow-Credentials"]), (allowed, None))


if __name__ == "__main__":
    with Site() as SITE:
        result = unittest.main(argv=[sys.argv[0]], exit=False).result
    sys.exit(not result.wasSuccessful())
