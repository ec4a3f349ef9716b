/// Who is asking: the account behind a request, read once into plain values.

const NOBODY = { member: false, superuser: false, person: "", organisation: "", organisations: [], leads: [], role: "", convenor: false, moderator: false }

/// The viewer behind an auth record (or none).
exports.of = (auth) => {
  if (!auth) return NOBODY
  if (auth.isSuperuser()) return { ...NOBODY, superuser: true }
  if (auth.getString("state") !== "active") return NOBODY
  const role = auth.getString("role")
  return {
    member: true,
    superuser: false,
    person: auth.getString("person"),
    organisation: auth.getString("organisation"),
    organisations: auth.getStringSlice("organisations"),
    leads: auth.getStringSlice("leads"),
    role,
    convenor: role === "convenor",
    moderator: auth.getBool("moderator"),
  }
}

/// May this viewer know that a hidden organisation exists?
exports.knows = (viewer, organisation) =>
  viewer.superuser || viewer.convenor || viewer.organisations.includes(organisation)
