/// The support board: an anonymous item shows its author only to the author and the moderators.

const answer = require(`${__hooks}/lib/answer.js`)
const refuse = require(`${__hooks}/lib/refuse.js`)
const viewers = require(`${__hooks}/lib/viewer.js`)
const numbering = require(`${__hooks}/lib/numbering.js`)
const directory = require(`${__hooks}/lib/directory.js`)

const OWN = ["kind", "topic", "title", "body", "anonymous", "capacity", "hours_per_month", "cost_pence", "from_date", "until_date", "status"]

/// Fills the shown author; nothing when the item is anonymous.
exports.derive = (item, app, find) => {
  const open = !item.getBool("anonymous")
  let name = ""
  if (open) {
    try {
      name = app.findRecordById("people", item.getString("written_by")).getString("name")
    } catch { /* the author is gone */ }
  }
  const organisation = find(item.getString("written_for"))
  item.set("author", open ? item.getString("written_by") : "")
  item.set("author_name", name)
  item.set("organisation_name", open && organisation && !organisation.hidden ? organisation.name : "")
}

/// Gives the author and the moderators what the others do not see.
exports.show = (item, viewer, app) => {
  const writer = item.getString("written_by")
  if (!viewer.member || !writer || item.getString("author")) return
  if (writer !== viewer.person && !viewer.moderator) return
  item.set("author", writer)
  try {
    item.set("author_name", app.findRecordById("people", writer).getString("name"))
  } catch { /* the author is gone */ }
  const found = directory.lookup(app)(item.getString("written_for"))
  if (found && (!found.hidden || viewers.knows(viewer, item.getString("written_for")))) item.set("organisation_name", found.name)
}

const amounts = (item, body) => {
  for (const name of ["capacity", "hours_per_month", "cost_pence"]) if (name in body) item.set(name, refuse.amount(name, body[name]))
  const [from, until] = [item.getString("from_date"), item.getString("until_date")]
  if (from && until && until < from) refuse.fields({ until_date: "This day is before the first one." })
}

/// Asks or offers, always in one's own name (shown or not).
exports.post = (e) => {
  if (e.hasSuperuserAuth()) return e.next()
  const viewer = viewers.of(e.auth)
  const item = e.record
  amounts(item, refuse.body(e))
  item.set("status", "open")
  item.set("written_by", viewer.person)
  item.set("written_for", viewer.organisation)
  return answer.write(e, exports.show, (tx) => {
    item.set("ref", numbering.next(tx, "support_items", "SB", 3))
    exports.derive(item, tx, directory.lookup(tx))
  })
}

/// The author changes the item; a moderator only its status.
exports.change = (e) => {
  if (e.hasSuperuserAuth()) return e.next()
  const viewer = viewers.of(e.auth)
  const body = refuse.body(e)
  const item = e.record
  for (const name of ["author", "author_name", "organisation_name"]) {
    item.set(name, item.original().get(name))
    delete body[name]
  }
  refuse.onlyThese(item, body, item.getString("written_by") === viewer.person ? OWN : ["status"])
  amounts(item, body)
  return answer.write(e, exports.show, () => {})
}
