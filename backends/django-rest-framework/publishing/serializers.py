import re

from rest_framework import serializers

from core.serializers import ViewerMixin, WordList

from .models import Post, Signatory, Statement


class AuthorSerializer(serializers.Serializer):
    name = serializers.CharField(max_length=200)


class PostSerializer(serializers.ModelSerializer):
    authors = AuthorSerializer(source="byline", many=True, required=False)
    tags = WordList(required=False)

    class Meta:
        model = Post
        fields = [
            "id", "slug", "title", "language", "excerpt", "content", "section", "authors", "published_at", "tags", "content_warning", "state",
        ]

    def validate(self, values):
        state, content = (values.get(name, getattr(self.instance, name, "")) for name in ("state", "content"))
        if state in (Post.State.PUBLISHED, Post.State.SCHEDULED) and re.search(r"!\[\s*\]\(", content):
            raise serializers.ValidationError({"content": "A picture has no words beside it. Describe it first."})
        return values


class SignatorySerializer(serializers.ModelSerializer):
    class Meta:
        model = Signatory
        fields = ["name", "organisation"]


class StatementSerializer(ViewerMixin, serializers.ModelSerializer):
    addressees = WordList(required=False)
    signatories = serializers.SerializerMethodField()
    unnamed_signatories = serializers.SerializerMethodField()
    topics = WordList(required=False)

    class Meta:
        model = Statement
        fields = [
            "id", "slug", "title", "text", "addressees", "state", "sign_by", "published_on", "signatories", "unnamed_signatories", "topics",
        ]

    def _hidden(self, signatory):
        # Public text is the same for everybody: whoever belongs to a hidden organisation may pass it on.
        return signatory.organisation is not None and signatory.organisation.is_hidden

    def get_signatories(self, statement):
        shown = [one for one in statement.signatories.all() if not self._hidden(one)]
        rows = SignatorySerializer(shown, many=True).data
        if not self.viewer.is_member:
            for row in rows:
                del row["organisation"]
        return rows

    def get_unnamed_signatories(self, statement):
        return statement.unnamed + sum(self._hidden(one) for one in statement.signatories.all())
