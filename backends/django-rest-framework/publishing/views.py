from rest_framework import mixins
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.filters import SearchFilter

from core.pagination import Cursors
from core.permissions import IsEditorOrReadOnly
from core.views import RecordViewSet

from .models import Post, Statement
from .serializers import PostSerializer, StatementSerializer


class PostCursors(Cursors):
    page_size = 10
    ordering = "-pk"


class PostViewSet(mixins.CreateModelMixin, mixins.UpdateModelMixin, RecordViewSet):
    serializer_class = PostSerializer
    permission_classes = [IsEditorOrReadOnly]
    pagination_class = PostCursors
    filter_backends = [DjangoFilterBackend, SearchFilter]
    filterset_fields = ["slug", "language", "section"]
    search_fields = ["title", "excerpt", "content"]

    def get_queryset(self):
        return Post.objects.visible_to(self.viewer)


class StatementViewSet(mixins.CreateModelMixin, mixins.UpdateModelMixin, RecordViewSet):
    serializer_class = StatementSerializer
    permission_classes = [IsEditorOrReadOnly]
    filterset_fields = ["slug", "state"]
    search_fields = ["title", "text"]
    ordering_fields = ["published_on", "sign_by", "title"]
    ordering = ["-published_on"]

    def get_queryset(self):
        return Statement.objects.visible_to(self.viewer).prefetch_related("signatories__organisation")
