"""Every address of the API."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter
from rest_framework_simplejwt.views import TokenBlacklistView, TokenRefreshView

from alerts.views import AlertViewSet, ReadReceiptViewSet, ResponseViewSet
from board.views import ItemViewSet
from core.views import Me, SignIn
from directory.views import MemberViewSet, OrganisationViewSet
from events.views import EventViewSet, RsvpViewSet
from pledges.views import CommitmentViewSet, SignatureViewSet
from publishing.views import PostViewSet, StatementViewSet

router = SimpleRouter()
router.register("members", MemberViewSet, "member")
router.register("organisations", OrganisationViewSet, "organisation")
router.register("events", EventViewSet, "event")
router.register("rsvps", RsvpViewSet, "rsvp")
router.register("alerts", AlertViewSet, "alert")
router.register("read-receipts", ReadReceiptViewSet, "read-receipt")
router.register("responses", ResponseViewSet, "response")
router.register("commitments", CommitmentViewSet, "commitment")
router.register("signatures", SignatureViewSet, "signature")
router.register("board", ItemViewSet, "board")
router.register("posts", PostViewSet, "post")
router.register("statements", StatementViewSet, "statement")

urlpatterns = [
    path("api/token/", SignIn.as_view(), name="token"),
    path("api/token/refresh/", TokenRefreshView.as_view(), name="token-refresh"),
    path("api/token/blacklist/", TokenBlacklistView.as_view(), name="token-blacklist"),
    path("api/me/", Me.as_view(), name="me"),
    path("api/", include(router.urls)),
]
