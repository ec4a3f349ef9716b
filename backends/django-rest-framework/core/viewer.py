"""Who is asking: the account behind a request, with what the rules need to know of it."""

from functools import cached_property

MEMBERS, LEADS, EDITORS, CONVENORS, MODERATORS = "Members", "Leads", "Editors", "Convenors", "Moderators"


class Viewer:
    """A guest, or a member with their organisations and groups. Each is read once for a request."""

    def __init__(self, user):
        self.user = user if user is not None and user.is_authenticated else None

    @cached_property
    def member(self):
        from directory.models import Member

        if self.user is None:
            return None
        members = Member.objects.select_related("organisation").prefetch_related("affiliations", "leads")
        return members.filter(user=self.user).first()

    @cached_property
    def groups(self):
        return set(self.user.groups.values_list("name", flat=True)) if self.user else set()

    @cached_property
    def organisations(self):
        """The ids of all organisations that they belong to."""
        return self.member.belongs_to() if self.member else set()

    @cached_property
    def leads(self):
        return {one.pk for one in self.member.leads.all()} if self.member else set()

    @property
    def is_member(self):
        return self.member is not None

    @property
    def is_convenor(self):
        return self.is_member and CONVENORS in self.groups

    @property
    def is_editor(self):
        return self.is_member and bool(self.groups & {EDITORS, CONVENORS})

    @property
    def is_moderator(self):
        return self.is_member and MODERATORS in self.groups

    @property
    def is_lead(self):
        return self.is_member and LEADS in self.groups

    def is_self(self, member_id):
        return self.is_member and member_id == self.member.pk

    def knows(self, organisation):
        """May they know that this organisation exists?"""
        return organisation is not None and (
            not organisation.is_hidden or self.is_convenor or organisation.pk in self.organisations
        )

    @cached_property
    def visible_alerts(self):
        """The ids of the alerts they may read: other records point at alerts."""
        from alerts.models import Alert

        return set(Alert.objects.visible_to(self).values_list("pk", flat=True))

    @cached_property
    def visible_members(self):
        from directory.models import Member

        return set(Member.objects.visible_to(self).values_list("pk", flat=True))


def viewer_of(request):
    """The viewer of a request, made once."""
    inner = getattr(request, "_request", request)
    if not hasattr(inner, "viewer"):
        inner.viewer = Viewer(getattr(request, "user", None))
    return inner.viewer
