from directory.models import Affiliation

from .case import CoalitionCase

PRIVATE = ["members", "organisations", "events", "rsvps", "alerts", "read-receipts", "responses", "board"]


class DirectoryTests(CoalitionCase):
    def test_a_guest_is_refused_everything_private(self):
        for path in PRIVATE:
            for answer in (self.get(None, path), self.get(None, f"{path}/1"), self.post(None, path, title="x")):
                self.assertEqual(answer.status_code, 401, path)
        self.assertEqual(self.get(None, "me").status_code, 401)

    def test_nothing_is_deleted_or_replaced(self):
        for path in (f"members/{self.ama.pk}", f"organisations/{self.open.pk}"):
            self.assertEqual(self.as_(self.con).delete(f"/api/{path}/").status_code, 405)
            self.assertEqual(self.as_(self.con).put(f"/api/{path}/", {}).status_code, 405)

    def test_a_hidden_organisation_does_not_exist_for_others(self):
        for who in (self.ama, self.ben, self.lea, self.eve):
            self.assertNotIn(self.hidden.pk, [one["id"] for one in self.rows(who, "organisations")])
            self.assertEqual(self.get(who, f"organisations/{self.hidden.pk}").status_code, 404)
            self.assertEqual(self.patch(who, f"organisations/{self.hidden.pk}", about="x").status_code, 404)
            self.assertEqual(self.rows(who, "organisations", search="Secret"), [])
        for who in (self.hid, self.con):
            self.assertEqual(self.get(who, f"organisations/{self.hidden.pk}").status_code, 200)

    def test_nor_is_it_seen_beside_its_people(self):
        Affiliation.objects.create(member=self.ben, organisation=self.hidden, title="Adviser")
        self.hid.leads.add(self.hidden)
        seen = self.get(self.ama, f"members/{self.hid.pk}").json()
        self.assertEqual((seen["organisation"], seen["organisation_name"], seen["leads"]), (None, None, []))
        self.assertEqual(self.get(self.ama, f"members/{self.ben.pk}").json()["other_organisations"], [])
        self.assertNotIn("Secret", self.as_(self.ama).get("/api/members/?page_size=200").content.decode())
        # Those inside, and the convenor, see it.
        for who in (self.ben, self.con):
            self.assertEqual(self.get(who, f"members/{self.hid.pk}").json()["organisation"], self.hidden.pk)

    def test_nor_can_it_be_felt_for_by_filter_search_or_order(self):
        self.assertEqual(self.as_(self.ama).get("/api/members/", {"organisation": self.hidden.pk}).status_code, 400)
        self.assertEqual(self.rows(self.ama, "members", search="Secret"), [])
        self.assertEqual([one["id"] for one in self.rows(self.con, "members", search="Secret")], [self.hid.pk])
        everybody = [one["id"] for one in self.rows(self.ama, "members")]
        for guess in ({"ordering": "organisation__name"}, {"email__icontains": "a"}, {"ordering": "email"}, {"leads": self.hidden.pk}):
            self.assertEqual(sorted(one["id"] for one in self.rows(self.ama, "members", **guess)), sorted(everybody))

    def test_people_are_listed_as_they_chose(self):
        choices = {"public": True, "members": True, "organisation": False, "convenor": False}
        for listed, seen in choices.items():
            self.ben.listed = listed
            self.ben.save()
            self.assertEqual(self.get(self.ama, f"members/{self.ben.pk}").status_code, 200 if seen else 404, listed)
            self.assertEqual(self.get(self.eve, f"members/{self.ben.pk}").status_code, 404 if listed == "convenor" else 200, listed)
            for who in (self.ben, self.con):
                self.assertEqual(self.get(who, f"members/{self.ben.pk}").status_code, 200)

    def test_each_field_goes_to_those_it_was_opened_for(self):
        self.ama.email, self.ama.phone, self.ama.bio, self.ama.pronouns = "ama@example.org", "+441632960001", "Hello.", "she"
        self.ama.privacy = {"email": "members", "phone": "organisation", "bio": "me", "pronouns": "public"}
        self.ama.save()
        fields = {"email", "phone", "bio", "pronouns", "languages"}
        for who, open_ in ((self.ben, {"email", "pronouns"}), (self.lea, {"email", "pronouns", "phone"}), (self.con, fields), (self.ama, fields)):
            row = self.get(who, f"members/{self.ama.pk}").json()
            self.assertEqual({name for name in fields if name in row}, open_, who)
            self.assertEqual("privacy" in row, open_ == fields)

    def test_a_member_writes_the_own_profile_only_and_only_what_is_theirs(self):
        self.assertEqual(self.patch(self.ama, f"members/{self.ben.pk}", bio="x").status_code, 403)
        changed = self.patch(self.ama, f"members/{self.ama.pk}", bio="Hello.", organisation=self.other.pk, leads=[self.other.pk], active=False)
        self.assertEqual(changed.status_code, 200, changed.content)
        self.ama.refresh_from_db()
        self.assertEqual((self.ama.bio, self.ama.organisation, self.ama.active, self.ama.leads.count()), ("Hello.", self.open, True, 0))
        for field, value in (("email", "nonsense"), ("phone", "12"), ("privacy", {"bio": "everyone"}), ("languages", "en"), ("full_name", "")):
            refused = self.patch(self.ama, f"members/{self.ama.pk}", **{field: value})
            self.assertEqual((refused.status_code, list(refused.json())), (400, [field]))
        self.assertEqual(self.post(self.ama, "members", full_name="New").status_code, 403)

    def test_the_convenor_adds_people_and_gives_them_places(self):
        made = self.post(self.con, "members", full_name="New", organisation=self.open.pk)
        self.assertEqual(made.status_code, 201, made.content)
        changed = self.patch(self.con, f"members/{made.json()['id']}", organisation=self.other.pk, leads=[self.other.pk])
        self.assertEqual((changed.json()["organisation"], changed.json()["leads"]), (self.other.pk, [self.other.pk]))

    def test_a_lead_writes_the_own_organisation(self):
        self.assertEqual(self.patch(self.lea, f"organisations/{self.open.pk}", about="We watch.").status_code, 200)
        self.assertEqual(self.patch(self.lea, f"organisations/{self.other.pk}", about="x").status_code, 403)
        self.assertEqual(self.patch(self.ama, f"organisations/{self.open.pk}", about="x").status_code, 403)
        self.assertEqual(self.patch(self.lea, f"organisations/{self.open.pk}", contact=self.ben.pk).status_code, 400)
        self.patch(self.lea, f"organisations/{self.open.pk}", membership="left")
        self.open.refresh_from_db()
        self.assertEqual((self.open.about, self.open.membership), ("We watch.", "active"))
        self.assertEqual(self.post(self.lea, "organisations", name="New").status_code, 403)
        self.assertEqual(self.post(self.con, "organisations", name="New").status_code, 201)
