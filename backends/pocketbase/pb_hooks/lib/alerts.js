/// Alerts: issued once, never changed; Update and Cancel supersede through their references.
/// CAP 1.2 for the words, TLP 2.0 for who may read.

const answer = require(`${__hooks}/lib/answer.js`)
const refuse = require(`${__hooks}/lib/refuse.js`)
const viewers = require(`${__hooks}/lib/viewer.js`)
const numbering = require(`${__hooks}/lib/numbering.js`)
const directory = require(`${__hooks}/lib/directory.js`)
const state = require(`${__hooks}/lib/state.js`)

const WIDTH = ["TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR"]
const SUPERSEDES = ["Update", "Cancel"]

/// The alert by that id, if the person asking may read it; else null.
exports.seen = (e, id, app) => {
  const within = app || e.app // inside a transaction, ask that transaction
  try {
    const alert = within.findRecordById("alerts", id)
    return within.canAccessRecord(alert, e.requestInfo(), alert.collection().viewRule) ? alert : null
  } catch {
    return null
  }
}

/// Logs that a message was asked for by somebody it is not for: which one, not who asked.
exports.noteRefusal = (app, id) => {
  try {
    const alert = app.findRecordById("alerts", id)
    if (alert.getBool("named_only")) app.logger().warn("a message for named people was refused to somebody else", "ref", alert.getString("ref"))
  } catch { /* no such message: nothing to say */ }
}

/// Fills what everybody may know of the issuing organisation.
exports.derive = (alert, find) => {
  const found = find(alert.getString("issued_for"))
  const open = found && !found.hidden
  alert.set("organisation", open ? alert.getString("issued_for") : "")
  alert.set("organisation_name", open ? found.name : "")
  if (found && found.hidden) alert.set("author_name", "") // its people are not named either
  alert.set("named_only", alert.getString("tlp") === "TLP:RED" || alert.getString("scope") === "Private")
}

/// Shows a hidden organisation to those who belong to it, and the author whom it was sent to.
exports.show = (alert, viewer, app) => {
  if (viewer.person && alert.getString("author") === viewer.person) alert.unhide("addresses")
  const organisation = alert.getString("issued_for")
  if (!viewer.member || !organisation || alert.getString("organisation") || !viewers.knows(viewer, organisation)) return
  const found = directory.lookup(app)(organisation)
  if (!found) return
  alert.set("organisation", organisation)
  alert.set("organisation_name", found.name)
  try {
    alert.set("author_name", app.findRecordById("people", alert.getString("author")).getString("name"))
  } catch { /* the author is gone */ }
}

const asks = (value) => {
  if (value === undefined || value === null || value === "") return []
  if (!Array.isArray(value) || value.length > 20) refuse.fields({ asks: "This must be a list of at most 20 asks." })
  return value.map((one, at) => {
    if (!one || typeof one.text !== "string" || !one.text.trim()) refuse.fields({ asks: "Each ask needs words." })
    const ask = { id: typeof one.id === "string" && one.id ? one.id.slice(0, 60) : `ask-${at + 1}`, text: one.text.slice(0, 500) }
    if (typeof one.deadline === "string" && !isNaN(Date.parse(one.deadline))) ask.deadline = one.deadline
    if (typeof one.effortMinutes === "number" && one.effortMinutes >= 0) ask.effortMinutes = one.effortMinutes
    return ask
  })
}

// Who it is for: TLP:RED needs names, and only TLP:CLEAR is for the public.
const address = (app, alert, body, superseded) => {
  const tlp = alert.getString("tlp")
  let scope = alert.getString("scope")
  if (!scope) scope = tlp === "TLP:RED" ? "Private" : tlp === "TLP:CLEAR" ? "Public" : "Restricted"
  if (tlp === "TLP:RED" && scope !== "Private") refuse.fields({ scope: "TLP:RED is only for the people it names." })
  if (scope === "Public" && tlp !== "TLP:CLEAR") refuse.fields({ scope: "Only TLP:CLEAR may be public." })
  alert.set("scope", scope)
  if (scope !== "Private") return alert.set("addresses", [])
  let people = refuse.texts("addresses", body.addresses, 999)
  if (!people.length) for (const one of superseded) people = people.concat(one.getStringSlice("addresses"))
  const known = people.filter((id, at) => people.indexOf(id) === at && app.findRecordsByIds("people", [id]).length)
  if (!known.length || known.length < people.filter((id, at) => people.indexOf(id) === at).length) {
    refuse.fields({ tlp: "Name the people this is for.", addresses: "Name the people this is for." })
  }
  alert.set("addresses", known)
}

// What it refers to: known to its author, still current, theirs to replace, and not wider or narrower than allowed.
const referred = (e, app, alert, viewer, identifiers) => {
  const type = alert.getString("msg_type")
  if (type === "Alert") {
    if (identifiers.length) refuse.fields({ refers_to: "A first message refers to no other." })
    return []
  }
  if (!identifiers.length) refuse.fields({ refers_to: "Say which message this is about." })
  return identifiers.map((identifier) => {
    let found = null
    try {
      found = exports.seen(e, app.findFirstRecordByData("alerts", "identifier", identifier).id, app)
    } catch { /* unknown and not-for-you are the same answer */ }
    if (!found) refuse.fields({ refers_to: "There is no such message." })
    if (!SUPERSEDES.includes(type)) return found
    const own = found.getString("author") === viewer.person
      || (viewer.organisation && found.getString("issued_for") === viewer.organisation)
    if (!own && !viewer.convenor && viewer.role !== "lead") refuse.fields({ refers_to: "Only its author, their organisation, a lead or the convenor may replace this message." })
    if (!found.getBool("current")) refuse.conflict("Somebody has already replaced this message. Read the newer one first.")
    const [before, after] = [WIDTH.indexOf(found.getString("tlp")), WIDTH.indexOf(alert.getString("tlp"))]
    if (after > before && found.getString("author") === viewer.person) refuse.fields({ tlp: "A wider label needs a second person." })
    if (alert.getString("tlp") === "TLP:RED" && found.getString("tlp") !== "TLP:RED") refuse.fields({ tlp: "Some who read the first message could not read this one. Issue a new message instead." })
    return found
  })
}

/// Issues an alert: the server says who, when, which number, and what it supersedes.
exports.issue = (e) => {
  if (e.hasSuperuserAuth()) return e.next()
  const viewer = viewers.of(e.auth)
  const body = refuse.body(e)
  return answer.write(e, exports.show, (tx, alert) => {
    alert.set("author", viewer.person)
    alert.set("author_name", tx.findRecordById("people", viewer.person).getString("name"))
    alert.set("issued_for", viewer.organisation)
    if (!alert.getString("status")) alert.set("status", state.isDemo(tx) ? "Exercise" : "Actual")
    if (!alert.getString("msg_type")) alert.set("msg_type", "Alert")
    if (!alert.getString("tlp")) refuse.fields({ tlp: "Choose who may read this." })
    if (!alert.getString("sent_at")) alert.set("sent_at", new DateTime())
    if (!alert.getString("lang")) alert.set("lang", "en")
    const identifier = alert.getString("identifier") || `cw-${$security.randomStringWithAlphabet(20, "abcdefghijklmnopqrstuvwxyz0123456789")}`
    if (!/^[^\s,<&]{1,100}$/.test(identifier)) refuse.fields({ identifier: "CAP allows no spaces, commas, < or & here." })
    if (tx.findRecordsByFilter("alerts", "identifier = {:identifier}", "", 1, 0, { identifier }).length) {
      refuse.fields({ identifier: "A message with this identifier has been issued." })
    }
    alert.set("identifier", identifier)
    alert.set("sender", "commonwatch")
    for (const name of ["category", "response_type", "risk_factors", "crimes"]) alert.set(name, refuse.texts(name, body[name], 30))
    alert.set("asks", asks(body.asks))
    const identifiers = refuse.texts("refers_to", body.refers_to, 20)
    const found = referred(e, tx, alert, viewer, identifiers)
    alert.set("refers_to", identifiers)
    address(tx, alert, body, found)
    const superseded = SUPERSEDES.includes(alert.getString("msg_type")) && alert.getString("status") !== "Draft" ? found : []
    if (alert.getString("scope") === "Private") {
      const left = superseded.find((one) => !one.getBool("named_only")
        || one.getStringSlice("addresses").some((id) => !alert.getStringSlice("addresses").includes(id)))
      if (left) refuse.fields({ scope: "Some who read the first message could not read this one. Issue a new message instead." })
    }
    alert.set("ref", numbering.next(tx, "alerts", "AL", 4))
    alert.set("thread", found.length ? found[0].getString("thread") : alert.getString("ref"))
    alert.set("current", !["Ack", "Error"].includes(alert.getString("msg_type")) && alert.getString("status") !== "Draft")
    alert.set("superseded_by", "")
    exports.derive(alert, directory.lookup(tx))
    const after = () => {
      for (const old of superseded) {
        old.set("current", false)
        old.set("superseded_by", alert.id)
        tx.save(old)
      }
    }
    return { after }
  })
}

/// Notes that the person asking has opened an alert; a second time changes nothing.
exports.read = (e) => {
  if (e.hasSuperuserAuth()) return e.next()
  const viewer = viewers.of(e.auth)
  const alert = e.record.getString("alert")
  if (!exports.seen(e, alert)) refuse.fields({ alert: "There is no such alert." })
  return answer.write(e, answer.asItIs, (tx, sent) => {
    const earlier = tx.findRecordsByFilter("alert_reads", "alert = {:a} && person = {:p}", "", 1, 0, { a: alert, p: viewer.person })
    const read = earlier.length ? earlier[0] : sent
    if (!read.getString("read_at")) read.set("read_at", new DateTime())
    read.set("person", viewer.person)
    return { record: read }
  })
}
