"""Who may ask at all. Which records somebody sees is decided by the querysets."""

from rest_framework.permissions import SAFE_METHODS, BasePermission

from .viewer import viewer_of


class IsMember(BasePermission):
    """Signed in, with a place in the directory."""

    def has_permission(self, request, view):
        return viewer_of(request).is_member


class IsMemberOrReadOnly(IsMember):
    """Everybody reads what is public; members write."""

    def has_permission(self, request, view):
        return request.method in SAFE_METHODS or super().has_permission(request, view)


class IsEditorOrReadOnly(BasePermission):
    """Everybody reads what is published; editors and convenors write."""

    def has_permission(self, request, view):
        return request.method in SAFE_METHODS or viewer_of(request).is_editor


class IsConvenorOrReadOnly(BasePermission):
    def has_permission(self, request, view):
        return request.method in SAFE_METHODS or viewer_of(request).is_convenor
