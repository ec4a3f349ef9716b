from events.models import Event, Rsvp

from .case import CoalitionCase

TIMES = {"starts_at": "2027-01-10T10:00:00Z", "ends_at": "2027-01-10T11:00:00Z"}


class EventTests(CoalitionCase):
    def event(self, **more):
        return Event.objects.create(**{"category": "talk", "title": "A talk", **TIMES, **more})

    def test_a_member_calls_an_urgent_meeting_and_the_convenor_any(self):
        urgent = self.post(self.ama, "events", category="urgent", title="Now", state="draft", **TIMES)
        self.assertEqual((urgent.status_code, urgent.json()["state"]), (201, "planned"))
        self.assertRegex(urgent.json()["reference"], r"^MT-\d{4}-001$")
        self.assertEqual(self.post(self.ama, "events", category="agm", title="x", **TIMES).status_code, 403)
        self.assertEqual(self.post(self.con, "events", category="agm", title="x", **TIMES).status_code, 201)
        backwards = self.post(self.con, "events", category="agm", title="x", starts_at=TIMES["ends_at"], ends_at=TIMES["starts_at"])
        self.assertEqual(list(backwards.json()), ["ends_at"])

    def test_only_the_convenor_changes_a_meeting_and_sees_drafts(self):
        event, draft = self.event(), self.event(state="draft")
        self.assertEqual(self.patch(self.ama, f"events/{event.pk}", title="x").status_code, 403)
        changed = self.patch(self.con, f"events/{event.pk}", title="x").json()
        self.assertEqual((changed["title"], changed["revision"]), ("x", 1))
        self.assertEqual([self.get(who, f"events/{draft.pk}").status_code for who in (self.ama, self.con)], [404, 200])
        self.assertEqual(self.post(self.ama, "rsvps", event=draft.pk, reply="yes").status_code, 400)

    def test_a_meeting_does_not_give_its_alert_away(self):
        red = {"title": "x", "tlp": "red", "addressees": [self.ben.pk], "kind": "warning"}
        alert = self.post(self.ama, "alerts", **red).json()["id"]
        event = self.post(self.ama, "events", category="urgent", title="Now", alert=alert, **TIMES).json()
        self.assertEqual([self.get(who, f"events/{event['id']}").json()["alert"] for who in (self.ben, self.con)], [alert, None])
        self.assertEqual(self.post(self.con, "events", category="urgent", title="x", alert=alert, **TIMES).status_code, 400)

    def test_a_reply_is_ones_own_and_one(self):
        event = self.event()
        self.assertEqual(self.post(self.ama, "rsvps", event=event.pk, member=self.ben.pk, reply="yes").status_code, 400)
        mine = self.post(self.ama, "rsvps", event=event.pk, reply="yes", access_needs="A seat near the door").json()
        self.assertEqual((mine["member"], mine["member_name"]), (self.ama.pk, "Ama"))
        self.assertEqual(self.post(self.ama, "rsvps", event=event.pk, reply="no").status_code, 400)
        self.assertEqual(self.patch(self.ben, f"rsvps/{mine['id']}", reply="no").status_code, 403)
        self.assertEqual(self.patch(self.ama, f"rsvps/{mine['id']}", reply="maybe").json()["reply"], "maybe")
        told = [self.get(who, f"rsvps/{mine['id']}").json().get("access_needs") for who in (self.ama, self.con, self.ben, self.lea)]
        self.assertEqual(told, ["A seat near the door", "A seat near the door", None, None])
        event.state = "cancelled"
        event.save()
        self.assertEqual(self.patch(self.ama, f"rsvps/{mine['id']}", reply="yes").status_code, 400)

    def test_a_reply_is_seen_with_the_person(self):
        Rsvp.objects.create(event=self.event(), member=self.ben, reply="yes")
        self.ben.listed = "convenor"
        self.ben.save()
        self.assertEqual([len(self.rows(who, "rsvps")) for who in (self.ama, self.ben, self.con)], [0, 1, 1])

    def test_a_full_meeting_has_a_queue_that_moves_up(self):
        event = self.event(seats=1, attendance="hybrid")
        made = {who: self.post(who, "rsvps", event=event.pk, reply="yes").json() for who in (self.ama, self.ben, self.eve)}
        self.assertEqual([one["queue_position"] for one in made.values()], [0, 1, 2])
        self.assertEqual(self.post(self.lea, "rsvps", event=event.pk, reply="remote").json()["queue_position"], 0)
        self.patch(self.ama, f"rsvps/{made[self.ama]['id']}", reply="no")
        now = {one["member"]: one["queue_position"] for one in self.rows(self.con, "rsvps")}
        self.assertEqual([now[one.pk] for one in (self.ben, self.eve)], [0, 1])
        self.assertEqual(self.patch(self.ama, f"rsvps/{made[self.ama]['id']}", reply="yes").json()["queue_position"], 2)
        self.patch(self.con, f"events/{event.pk}", seats=3)
        self.assertEqual({one["queue_position"] for one in self.rows(self.con, "rsvps")}, {0})
