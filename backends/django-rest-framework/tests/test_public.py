from datetime import date, timedelta

from django.utils import timezone

from board.models import Item
from pledges.models import Commitment, Signature
from publishing.models import Post, Signatory, Statement

from .case import CoalitionCase


class PledgeTests(CoalitionCase):
    def setUp(self):
        super().setUp()
        self.old = Commitment.objects.create(number="1.0.0", text="Old", approved_on=date(2025, 1, 1))
        self.new = Commitment.objects.create(number="1.1.0", text="New", approved_on=date(2026, 1, 1))

    def sign(self, member, expect=201, /, **more):
        answer = self.post(member, "signatures", **{"commitment": "1.1.0", "signer": "individual", **more})
        self.assertEqual(answer.status_code, expect, answer.content)
        return answer.json()

    def test_everybody_reads_the_texts_and_nobody_changes_them(self):
        self.assertEqual(len(self.rows(None, "commitments")), 2)
        for who, expect in ((None, 401), (self.ama, 403)):
            self.assertEqual(self.post(who, "commitments", number="2", text="x").status_code, expect)
        self.assertEqual(self.patch(self.con, f"commitments/{self.old.pk}", text="x").status_code, 405)

    def test_one_signs_the_newest_text_for_oneself_once(self):
        self.sign(self.ama, 403, member=self.ben.pk)
        self.sign(self.ama, 400, commitment="1.0.0")
        self.sign(self.ama)
        self.assertEqual(list(self.sign(self.ama, 400)), ["commitment"])
        Signature.objects.update(signed_at=timezone.now() - timedelta(days=350))
        self.sign(self.ama)
        self.assertEqual(Signature.objects.count(), 1)
        self.assertEqual(self.post(None, "signatures", commitment="1.1.0", signer="individual").status_code, 401)

    def test_only_a_lead_signs_for_an_organisation(self):
        for who, organisation, expect in ((self.ama, self.open, 403), (self.lea, self.other, 403), (self.lea, self.open, 201)):
            self.sign(who, expect, signer="organisation", organisation=organisation.pk)

    def test_a_name_is_shown_by_choice_only(self):
        mine = self.sign(self.ama, comment="With all my heart")
        self.assertEqual(self.rows(None, "signatures"), [])
        (row,) = self.rows(self.ben, "signatures")
        self.assertEqual((row["name"], row["member"], "comment" in row), ("", None, False))
        self.assertEqual(self.rows(self.ama, "signatures")[0]["member"], self.ama.pk)
        self.assertEqual(self.patch(self.ben, f"signatures/{mine['id']}", name_public=True).status_code, 403)
        self.patch(self.ama, f"signatures/{mine['id']}", name_public=True)
        (row,) = self.rows(None, "signatures")
        self.assertEqual(sorted(row), ["commitment", "id", "name", "name_public", "signed_at", "signer"])
        self.assertEqual(row["name"], "Ama")
        # Nor does a condition tell who has signed.
        self.assertEqual(len(self.rows(self.ben, "signatures", member=self.ben.pk)), 1)

    def test_what_was_withdrawn_is_the_signers(self):
        mine = self.sign(self.ama, name_public=True)
        gone = self.patch(self.ama, f"signatures/{mine['id']}", withdrawn_at="2020-01-01T00:00:00Z", commitment="1.0.0").json()
        self.assertTrue(gone["withdrawn_at"] > "2026" and gone["commitment"] == "1.1.0")
        self.assertEqual([len(self.rows(who, "signatures")) for who in (None, self.ben, self.ama)], [0, 0, 1])
        self.assertEqual(self.patch(self.ama, f"signatures/{mine['id']}", name_public=True).status_code, 400)
        self.sign(self.ama)

    def test_a_hidden_organisation_signs_unseen(self):
        self.hid.leads.add(self.hidden)
        self.sign(self.hid, signer="organisation", organisation=self.hidden.pk, name_public=True)
        self.assertEqual([len(self.rows(who, "signatures")) for who in (None, self.ama, self.con, self.hid)], [0, 0, 1, 1])
        self.sign(self.ama, 400, signer="organisation", organisation=self.hidden.pk)


class BoardTests(CoalitionCase):
    ITEM = {"type": "request", "topic": "staff_care", "title": "Someone to listen", "text": "An hour."}

    def test_an_unnamed_item_names_its_author_to_the_author_and_the_moderators(self):
        item = self.post(self.ama, "board", **self.ITEM, anonymous=True, state="closed").json()
        self.assertEqual(item["state"], "open")
        for who in (self.ben, self.con, self.eve):
            row = self.get(who, f"board/{item['id']}").json()
            self.assertEqual((row["author"], row["author_name"], row["organisation_name"]), (None, None, None))
        for who in (self.ama, self.lea):
            self.assertEqual(self.get(who, f"board/{item['id']}").json()["author"], self.ama.pk)
        everybody = len(self.rows(self.ben, "board"))
        self.assertEqual(len(self.rows(self.ben, "board", author=self.ben.pk)), everybody)

    def test_the_author_changes_it_and_a_moderator_only_its_state(self):
        item = self.post(self.ama, "board", **self.ITEM).json()["id"]
        self.assertEqual(self.patch(self.ben, f"board/{item}", state="closed").status_code, 403)
        self.assertEqual(self.patch(self.ama, f"board/{item}", title="Found").json()["title"], "Found")
        changed = self.patch(self.lea, f"board/{item}", title="x", state="withdrawn").json()
        self.assertEqual((changed["title"], changed["state"]), ("Found", "withdrawn"))
        self.assertEqual([self.get(who, f"board/{item}").status_code for who in (self.ama, self.lea, self.ben)], [200, 200, 404])

    def test_a_hidden_organisation_is_not_named_with_its_member(self):
        item = self.post(self.hid, "board", **self.ITEM).json()["id"]
        self.assertEqual([self.get(who, f"board/{item}").json()["organisation_name"] for who in (self.ama, self.con)], [None, "Secret House"])

    def test_amounts_and_days_make_sense(self):
        for wrong in ({"places": -1}, {"hours_per_month": "many"}, {"available_from": "2027-02-01", "available_until": "2027-01-01"}, {"topic": "x"}):
            self.assertEqual(self.post(self.ama, "board", **{**self.ITEM, **wrong}).status_code, 400, wrong)
        self.assertEqual(Item.objects.count(), 0)


class PublishingTests(CoalitionCase):
    def test_a_guest_reads_what_is_published(self):
        later, earlier = timezone.now() + timedelta(days=1), timezone.now() - timedelta(days=1)
        for slug, state, at in (("out", "published", earlier), ("due", "scheduled", earlier), ("later", "scheduled", later), ("draft", "draft", None)):
            Post.objects.create(slug=slug, title=slug, state=state, published_at=at)
        for who, seen in ((None, ["due", "out"]), (self.ama, ["due", "out"]), (self.eve, ["draft", "due", "later", "out"])):
            self.assertEqual(sorted(one["slug"] for one in self.rows(who, "posts")), seen)
            self.assertEqual(len(self.rows(who, "posts", slug="draft")), int("draft" in seen))
        self.assertEqual(self.get(None, f"posts/{Post.objects.get(slug='draft').pk}").status_code, 404)

    def test_editors_write(self):
        for who, expect in ((None, 401), (self.ama, 403), (self.lea, 403), (self.eve, 201)):
            self.assertEqual(self.post(who, "posts", slug="new", title="New").status_code, expect)
        pictured = self.post(self.eve, "posts", slug="p", title="P", state="published", content="![](a.png)")
        self.assertEqual(list(pictured.json()), ["content"])

    def test_a_statement_counts_hidden_organisations_without_naming_them(self):
        for state in ("draft", "open", "published", "withdrawn"):
            statement = Statement.objects.create(slug=state, title=state, state=state, unnamed=2)
            Signatory.objects.create(statement=statement, organisation=self.open, name="Open House")
            Signatory.objects.create(statement=statement, organisation=self.hidden, name="Secret House")
        for who, count in ((None, 2), (self.ama, 3), (self.eve, 4)):
            rows = self.rows(who, "statements")
            self.assertEqual(len(rows), count)
            for row in rows:
                self.assertEqual(([one["name"] for one in row["signatories"]], row["unnamed_signatories"]), (["Open House"], 3))


class PagingTests(CoalitionCase):
    def test_pages_offsets_and_cursors_are_disjoint_and_whole(self):
        for number in range(45):
            Post.objects.create(slug=f"p{number}", title="Same", state="published", published_at=timezone.now())
            Item.objects.create(type="offer", topic="space", title="Same", author=self.ama)
            self.person(f"same{number:02}", self.open)
        for path, query in (("posts", {"page_size": 10}), ("board", {"limit": 10, "ordering": "title"}), ("members", {"page_size": 10, "ordering": "active"})):
            answer, seen = self.as_(self.ama).get(f"/api/{path}/", query).json(), []
            while True:
                seen += [one["id"] for one in answer["results"]]
                if not answer["next"]:
                    break
                answer = self.client.get(answer["next"]).json()
            self.assertEqual((len(seen), len(set(seen))), (51 if path == "members" else 45,) * 2, path)
        self.assertEqual(len(self.client.get("/api/members/", {"page_size": 9999}).json()["results"]), 51)
        self.assertEqual(self.client.get("/api/members/", {"page": 99}).status_code, 404)
