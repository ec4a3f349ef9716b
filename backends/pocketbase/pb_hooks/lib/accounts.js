/// Accounts: what a member may change about the own account, and the roles the portal is told.

const refuse = require(`${__hooks}/lib/refuse.js`)
const viewers = require(`${__hooks}/lib/viewer.js`)

const OWN = ["password", "passwordConfirm", "oldPassword"]
const OF_CONVENOR = ["role", "state"]

/// Adds `roles` (member, lead, editor, convenor) to the owner's answer.
exports.enrich = (e) => {
  const role = e.record.getString("role")
  const roles = ["member"]
  if (role === "lead" || e.record.getStringSlice("leads").length) roles.push("lead")
  if (role === "editor" || role === "convenor") roles.push("editor")
  if (role === "convenor") roles.push("convenor")
  e.record.withCustomData(true)
  e.record.set("roles", roles)
}

/// A member changes the own password and nothing else; the convenor other people's role and state, never the own.
exports.update = (e) => {
  if (e.hasSuperuserAuth()) return e.next()
  const own = e.auth && e.auth.id === e.record.id
  refuse.onlyThese(e.record, refuse.body(e), own ? OWN : OF_CONVENOR)
  return e.next()
}

/// The convenor opens an account for a person who is in the directory.
exports.create = (e) => {
  if (e.hasSuperuserAuth()) return e.next()
  if (!viewers.of(e.auth).convenor) throw new ForbiddenError()
  let person
  try {
    person = e.app.findRecordById("people", e.record.getString("person"))
  } catch {
    refuse.fields({ person: "Choose a person from the directory." })
  }
  e.record.set("name", person.getString("name"))
  e.record.set("organisation", person.getString("home"))
  e.record.set("organisations", person.getStringSlice("belongs_to"))
  e.record.set("leads", person.getStringSlice("leading"))
  if (!e.record.getString("state")) e.record.set("state", "active")
  return e.next()
}

/// Whoever is suspended, or changes role, signs in again.
exports.endSessions = (record) => {
  const before = record.original()
  if (["role", "state"].some((name) => before.getString(name) !== record.getString(name))) record.refreshTokenKey()
}
