"""Signing in, and who is signed in."""

from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView
from rest_framework import mixins, viewsets
from rest_framework_simplejwt.views import TokenObtainPairView

from .viewer import viewer_of


class SignIn(TokenObtainPairView):
    throttle_classes = [ScopedRateThrottle]
    throttle_scope = "sign-in"


class Me(APIView):
    def get(self, request):
        viewer = viewer_of(request)
        organisation = viewer.member.organisation
        return Response(
            {
                "id": request.user.pk,
                "username": request.user.get_username(),
                "full_name": viewer.member.full_name,
                "member": viewer.member.pk,
                "organisation": {"id": organisation.pk, "name": organisation.name} if organisation else None,
                "groups": sorted(viewer.groups),
            }
        )


class RecordViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Records that can be read. Nothing is ever deleted through the API, and PATCH is the way to change."""

    http_method_names = ["get", "post", "patch", "head", "options"]

    @property
    def viewer(self):
        return viewer_of(self.request)
