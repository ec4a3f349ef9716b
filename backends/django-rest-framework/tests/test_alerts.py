from alerts.models import Alert, Response

from .case import CoalitionCase

WARNING = {"kind": "warning", "title": "Bridge closed", "body": "Since noon.", "tlp": "green", "status": "exercise"}


class AlertTests(CoalitionCase):
    def issue(self, member, expect=201, **more):
        answer = self.post(member, "alerts", **{**WARNING, **more})
        self.assertEqual(answer.status_code, expect, answer.content)
        return answer.json()

    def refused(self, member, field, **more):
        self.assertIn(field, self.issue(member, 400, **more))

    def test_the_server_says_who_when_and_which_number(self):
        made = self.issue(self.ama, author=self.ben.pk, author_name="Ben", organisation=self.other.pk, current=False, published_at="2020-01-01T00:00:00Z")
        self.assertEqual((made["author"], made["author_name"], made["organisation"]), (self.ama.pk, "Ama", self.open.pk))
        self.assertRegex(made["reference"], r"^AL-\d{4}-0001$")
        self.assertTrue(made["current"] and not made["published_at"].startswith("2020"))
        self.assertEqual(self.issue(self.ben)["reference"][-4:], "0002")

    def test_a_red_message_is_for_its_author_and_whom_it_names_whatever_their_role(self):
        self.refused(self.ama, "addressees", tlp="red")
        self.refused(self.ama, "audience", tlp="red", audience="restricted", addressees=[self.ben.pk])
        red = self.issue(self.ama, tlp="red", addressees=[self.ben.pk], title="Only for Ben")
        private = self.issue(self.ama, tlp="amber", audience="private", addressees=[self.ben.pk])
        for alert in (red, private):
            for who in (self.ama, self.ben):
                self.assertEqual(self.get(who, f"alerts/{alert['id']}").status_code, 200)
            for who in (self.lea, self.eve, self.con, self.hid):
                self.assertEqual(self.get(who, f"alerts/{alert['id']}").status_code, 404, who)
                self.assertNotIn(alert["id"], [one["id"] for one in self.rows(who, "alerts")])
                self.assertEqual(self.rows(who, "alerts", search="Only for Ben"), [])
                self.assertEqual(self.post(who, "read-receipts", alert=alert["id"]).status_code, 400)
        # To whom else it went, only the author sees.
        self.assertEqual(self.get(self.ama, f"alerts/{red['id']}").json()["addressees"], [self.ben.pk])
        self.assertNotIn("addressees", self.get(self.ben, f"alerts/{red['id']}").json())

    def test_a_draft_is_its_authors(self):
        draft = self.issue(self.ama, status="draft")
        self.assertFalse(draft["current"])
        self.assertEqual(self.get(self.con, f"alerts/{draft['id']}").status_code, 404)

    def test_an_issued_alert_is_never_changed(self):
        made = self.issue(self.ama)
        self.assertEqual(self.patch(self.ama, f"alerts/{made['id']}", title="x").status_code, 405)

    def test_an_update_supersedes_once(self):
        first = self.issue(self.ama)
        update = {"message_type": "update", "refers_to": [first["identifier"]]}
        self.refused(self.ben, "refers_to", **update)
        self.refused(self.ama, "refers_to", message_type="update")
        self.refused(self.ama, "refers_to", message_type="update", refers_to=["nothing"])
        self.refused(self.ama, "tlp", **update, tlp="clear")
        second = self.issue(self.con, **update, tlp="clear")
        old = self.get(self.ben, f"alerts/{first['id']}").json()
        self.assertEqual((old["current"], old["superseded_by"], second["situation"]), (False, second["id"], first["situation"]))
        self.assertIn("detail", self.issue(self.ama, 409, **update))

    def test_a_replacement_does_not_shut_readers_out(self):
        first = self.issue(self.ama)
        self.refused(self.ama, "audience", message_type="update", refers_to=[first["identifier"]], tlp="red", addressees=[self.ben.pk])

    def test_who_may_not_read_the_newer_message_does_not_learn_of_it(self):
        first, red = self.issue(self.ama), self.issue(self.ama, tlp="red", addressees=[self.ben.pk])
        Alert.objects.filter(pk=first["id"]).update(superseded_by=red["id"], current=False)
        for who, seen in ((self.ben, (red["id"], False)), (self.con, (None, True))):
            row = self.get(who, f"alerts/{first['id']}").json()
            self.assertEqual((row["superseded_by"], row["current"]), seen)

    def test_a_hidden_organisation_warns_without_a_name(self):
        made = self.issue(self.hid)
        for who in (self.ama, self.eve):
            row = self.get(who, f"alerts/{made['id']}").json()
            self.assertEqual((row["organisation"], row["organisation_name"], row["author"], row["author_name"]), (None, None, None, ""))
        self.assertEqual(self.get(self.con, f"alerts/{made['id']}").json()["organisation_name"], "Secret House")
        self.assertEqual(self.as_(self.ama).get("/api/alerts/", {"organisation": self.hidden.pk}).status_code, 400)

    def test_a_receipt_is_ones_own_and_noted_once(self):
        alert = self.issue(self.ama)["id"]
        first = self.post(self.ben, "read-receipts", alert=alert, member=self.ben.pk).json()
        self.assertEqual(self.post(self.ben, "read-receipts", alert=alert).json()["id"], first["id"])
        self.assertEqual(self.post(self.ben, "read-receipts", alert=alert, member=self.ama.pk).status_code, 400)
        self.assertEqual(self.rows(self.con, "read-receipts"), [])
        self.assertEqual(self.get(self.con, f"read-receipts/{first['id']}").status_code, 404)

    def test_an_organisation_answers_each_ask_once(self):
        alert = self.issue(self.con, asks=[{"text": "Write to us", "deadline": "2026-12-01T12:00:00Z", "effort_minutes": 10}])
        other = self.issue(self.con, asks=[{"text": "Something else"}])
        ask = {"alert": alert["id"], "ask": alert["asks"][0]["id"], "choice": "acting"}
        self.assertEqual(self.post(self.ama, "responses", **ask, organisation=self.other.pk).status_code, 400)
        self.assertEqual(self.post(self.ama, "responses", **{**ask, "ask": other["asks"][0]["id"]}).status_code, 400)
        made = self.post(self.ama, "responses", **ask)
        self.assertEqual((made.status_code, made.json()["organisation"]), (201, self.open.pk))
        self.assertEqual(list(self.post(self.lea, "responses", **ask).json()), ["ask"])
        changed = self.patch(self.lea, f"responses/{made.json()['id']}", choice="cannot", ask=other["asks"][0]["id"])
        self.assertEqual((changed.json()["choice"], changed.json()["ask"]), ("cannot", ask["ask"]))
        self.assertEqual(self.patch(self.ben, f"responses/{made.json()['id']}", choice="noted").status_code, 403)
        # Who typed it is for the organisation itself.
        self.assertEqual(["author" in self.rows(who, "responses")[0] for who in (self.ben, self.ama)], [False, True])

    def test_answers_of_hidden_organisations_and_to_named_messages_are_not_seen(self):
        alert = Alert.objects.get(pk=self.issue(self.con, asks=[{"text": "a"}])["id"])
        red = Alert.objects.get(pk=self.issue(self.con, tlp="red", addressees=[self.ben.pk], asks=[{"text": "b"}])["id"])
        Response.objects.create(alert=alert, ask=alert.asks.first(), organisation=self.hidden, choice="acting")
        Response.objects.create(alert=red, ask=red.asks.first(), organisation=self.other, choice="acting")
        self.assertEqual([len(self.rows(who, "responses")) for who in (self.ama, self.ben, self.hid, self.con)], [0, 1, 1, 2])
        self.assertEqual(self.as_(self.ama).get("/api/responses/", {"alert": red.pk}).status_code, 400)
        ask = {"alert": alert.pk, "ask": red.asks.first().pk, "choice": "acting"}
        self.assertEqual(list(self.post(self.ama, "responses", **ask).json()), ["ask"])
