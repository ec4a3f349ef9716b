"""Every address: signing in as in the project beside this one, and one collection for each type."""

from django.http import JsonResponse
from django.urls import include, path
from rest_framework.routers import SimpleRouter
from rest_framework_simplejwt.views import TokenBlacklistView, TokenRefreshView

from core.views import Me, SignIn

from .views import VIEWS

router = SimpleRouter()
for name, views in VIEWS.items():
    router.register(name, views, name)

urlpatterns = [
    path("api/token/", SignIn.as_view(), name="token"),
    path("api/token/refresh/", TokenRefreshView.as_view(), name="token-refresh"),
    path("api/token/blacklist/", TokenBlacklistView.as_view(), name="token-blacklist"),
    path("api/me/", Me.as_view(), name="me"),
    path("api/", include(router.urls)),
]


def handler404(request, exception):
    errors = [{"status": "404", "code": "not_found", "detail": "There is nothing at this address."}]
    return JsonResponse({"errors": errors}, status=404, content_type="application/vnd.api+json")
