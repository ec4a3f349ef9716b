"""A small coalition, made anew for each test, and the ways in."""

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from rest_framework.test import APITestCase

from core.viewer import CONVENORS, EDITORS, LEADS, MEMBERS, MODERATORS
from directory.models import Member, Organisation

PASSWORD = "long-enough-word"


class CoalitionCase(APITestCase):
    @classmethod
    def setUpTestData(cls):
        cls.password = make_password(PASSWORD)
        cls.open = Organisation.objects.create(name="Open House", visibility="public")
        cls.other = Organisation.objects.create(name="Other House", visibility="members")
        cls.hidden = Organisation.objects.create(name="Secret House", native_name="Geheim", short_name="Secret", visibility="hidden")
        cls.ama = cls.person("ama", cls.open)
        cls.ben = cls.person("ben", cls.other)
        cls.lea = cls.person("lea", cls.open, LEADS, MODERATORS)
        cls.lea.leads.add(cls.open)
        cls.eve = cls.person("eve", cls.other, EDITORS)
        cls.con = cls.person("con", cls.open, CONVENORS)
        cls.hid = cls.person("hid", cls.hidden)

    def setUp(self):
        cache.clear()  # the count of sign-ins

    @classmethod
    def person(cls, name, organisation, *groups, **more):
        user = User.objects.create(username=f"{name}@example.org", password=cls.password)
        user.groups.set(Group.objects.get_or_create(name=group)[0] for group in (MEMBERS, *groups))
        return Member.objects.create(full_name=name.capitalize(), organisation=organisation, user=user, **more)

    def as_(self, member):
        """Asks as a member from now on; None is a guest."""
        self.client = self.client_class()
        if member:
            self.client.force_authenticate(member.user)
        return self.client

    def rows(self, member, path, /, **query):
        answer = self.as_(member).get(f"/api/{path}/", {"page_size": 200, "limit": 200, **query})
        self.assertEqual(answer.status_code, 200, answer.content)
        return answer.json()["results"]

    def get(self, member, path):
        return self.as_(member).get(f"/api/{path}/")

    def post(self, member, path, /, **body):
        return self.as_(member).post(f"/api/{path}/", body)

    def patch(self, member, path, /, **body):
        return self.as_(member).patch(f"/api/{path}/", body)
