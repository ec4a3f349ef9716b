from django.test import override_settings
from rest_framework.test import APIClient
from rest_framework.throttling import ScopedRateThrottle
from unittest.mock import patch

from .case import PASSWORD, CoalitionCase


class SessionTests(CoalitionCase):
    def sign_in(self, name="ama", password=PASSWORD):
        return APIClient().post("/api/token/", {"username": f"{name}@example.org", "password": password}, format="json")

    def test_a_token_says_who_is_signed_in(self):
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {self.sign_in('lea').json()['access']}")
        me = client.get("/api/me/").json()
        self.assertEqual((me["full_name"], me["member"]), ("Lea", self.lea.pk))
        self.assertEqual(me["organisation"], {"id": self.open.pk, "name": "Open House"})
        self.assertEqual(me["groups"], ["Leads", "Members", "Moderators"])

    def test_wrong_passwords_suspended_accounts_and_strange_tokens_are_refused(self):
        self.assertEqual(self.sign_in(password="wrong").status_code, 401)
        token = self.sign_in().json()["access"]
        self.ama.user.is_active = False
        self.ama.user.save()
        self.assertEqual(self.sign_in().status_code, 401)
        client = APIClient()
        for bearer in (token, "abc"):
            client.credentials(HTTP_AUTHORIZATION=f"Bearer {bearer}")
            self.assertEqual(client.get("/api/me/").status_code, 401)

    def test_a_refresh_token_is_good_once_and_not_after_signing_out(self):
        client, tokens = APIClient(), self.sign_in().json()
        renewed = client.post("/api/token/refresh/", {"refresh": tokens["refresh"]}, format="json")
        self.assertEqual(renewed.status_code, 200)
        self.assertEqual(client.post("/api/token/refresh/", {"refresh": tokens["refresh"]}, format="json").status_code, 401)
        newer = {"refresh": renewed.json()["refresh"]}
        self.assertEqual(client.post("/api/token/blacklist/", newer, format="json").status_code, 200)
        self.assertEqual(client.post("/api/token/refresh/", newer, format="json").status_code, 401)

    def test_signing_in_is_slowed_down(self):
        with patch.object(ScopedRateThrottle, "THROTTLE_RATES", {"sign-in": "3/min"}):
            self.assertEqual([self.sign_in(password="x").status_code for _ in range(4)], [401, 401, 401, 429])

    def test_an_account_without_a_place_in_the_directory_sees_nothing(self):
        self.ama.user, user = None, self.ama.user
        self.ama.save()
        self.client.force_authenticate(user)
        self.assertEqual(self.client.get("/api/members/").status_code, 403)

    @override_settings(CORS_ALLOWED_ORIGINS=["https://portal.example.org"])
    def test_only_the_portal_reads_answers_from_another_origin(self):
        for origin, allowed in (("https://portal.example.org", True), ("https://evil.example.org", False)):
            answer = self.client.get("/api/commitments/", headers={"origin": origin})
            self.assertEqual("access-control-allow-origin" in answer.headers, allowed, origin)
            self.assertNotIn("access-control-allow-credentials", answer.headers)
