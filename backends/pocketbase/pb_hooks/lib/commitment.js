/// Signatures of the commitment: whose they are is hidden unless the signer chose to show it.

const answer = require(`${__hooks}/lib/answer.js`)
const refuse = require(`${__hooks}/lib/refuse.js`)
const viewers = require(`${__hooks}/lib/viewer.js`)
const directory = require(`${__hooks}/lib/directory.js`)

const RENEW_AFTER_DAYS = 330

const nameOf = (signature, app, find) => {
  if (signature.getString("signer_kind") === "organisation") {
    const found = find(signature.getString("signer_organisation"))
    return found ? found.name : ""
  }
  try {
    return app.findRecordById("people", signature.getString("signer_person")).getString("name")
  } catch {
    return ""
  }
}

/// Fills the shown columns: only with `show_name`, not once withdrawn, never for a hidden organisation.
exports.derive = (signature, app, find) => {
  const organisation = find(signature.getString("signer_organisation"))
  const kind = signature.getString("signer_kind")
  const secret = kind === "organisation" && (!organisation || organisation.hidden)
  const shown = signature.getBool("show_name") && !signature.getString("withdrawn_at") && !secret
  signature.set("secret", secret)
  signature.set("name", shown ? nameOf(signature, app, find) : "")
  signature.set("person", shown && kind === "person" ? signature.getString("signer_person") : "")
  signature.set("organisation", shown && kind === "organisation" ? signature.getString("signer_organisation") : "")
}

/// A guest sees name, kind and time; members also whose it is, if shown; the signer the whole record.
exports.show = (signature, viewer, app) => {
  if (viewer.superuser || !viewer.member) return
  signature.unhide("person", "organisation", "withdrawn_at")
  const kind = signature.getString("signer_kind")
  const own = kind === "person"
    ? signature.getString("signer_person") === viewer.person && viewer.person !== ""
    : viewer.leads.includes(signature.getString("signer_organisation"))
  if (own || signature.getString("name")) signature.unhide("statement")
  if (!own) return
  if (kind === "person") signature.set("person", signature.getString("signer_person"))
  else signature.set("organisation", signature.getString("signer_organisation"))
  signature.set("name", nameOf(signature, app, directory.lookup(app)))
}

/// Signs: a person for themself, a lead for an organisation they lead, the newest version, once.
exports.sign = (e) => {
  if (e.hasSuperuserAuth()) return e.next()
  const viewer = viewers.of(e.auth)
  const body = refuse.body(e)
  const kind = e.record.getString("signer_kind")
  const organisation = kind === "organisation" ? body.organisation || "" : ""
  if (kind === "person" && body.person && body.person !== viewer.person) throw new ForbiddenError("You sign for yourself.")
  if (kind === "organisation" && !viewer.leads.includes(organisation)) throw new ForbiddenError("Only a lead signs for an organisation.")
  const newest = e.app.findRecordsByFilter("commitment_versions", "id != ''", "-approved_on,-number", 1, 0)
  const version = e.record.getString("version")
  if (!newest.length || newest[0].getString("number") !== version) {
    refuse.fields({ version: "This is not the current text. Read the newest version first." })
  }
  const column = kind === "person" ? "signer_person" : "signer_organisation"
  const signer = kind === "person" ? viewer.person : organisation
  return answer.write(e, exports.show, (tx, sent) => {
    const live = tx.findRecordsByFilter("signatures", `version = {:version} && signer_kind = {:kind} && ${column} = {:signer} && withdrawn_at = ''`,
      "", 1, 0, { version, kind, signer })
    if (live.length) {
      const age = Date.now() - Date.parse(live[0].getString("signed_at").replace(" ", "T"))
      if (!(age > RENEW_AFTER_DAYS * 86400000)) refuse.fields({ version: "This version is signed already." })
    }
    const signature = live.length ? live[0] : sent
    signature.set("show_name", sent.getBool("show_name"))
    signature.set("signer_person", kind === "person" ? signer : "")
    signature.set("signer_organisation", kind === "organisation" ? signer : "")
    signature.set("signed_for_by", viewer.person)
    signature.set("signed_at", new DateTime())
    signature.set("withdrawn_at", "")
    if ("statement" in body) signature.set("statement", body.statement === null ? "" : String(body.statement))
    exports.derive(signature, tx, directory.lookup(tx))
    return { record: signature }
  })
}

/// The signer withdraws, shows or hides the name, or changes the statement; nothing else ever changes.
exports.change = (e) => {
  if (e.hasSuperuserAuth()) return e.next()
  const body = refuse.body(e)
  const signature = e.record
  // The signer was shown their own name and id; sending them back is no change.
  for (const name of ["name", "person", "organisation"]) {
    if (name in body) signature.set(name, signature.original().get(name))
    delete body[name]
  }
  refuse.onlyThese(signature, body, ["withdrawn_at", "show_name", "statement"])
  const before = signature.original().getString("withdrawn_at")
  if (before) refuse.fields({ withdrawn_at: "This signature has been withdrawn. Sign again instead." })
  if (body.withdrawn_at) signature.set("withdrawn_at", new DateTime())
  if ("statement" in body) signature.set("statement", body.statement === null ? "" : String(body.statement))
  return answer.write(e, exports.show, () => {})
}
