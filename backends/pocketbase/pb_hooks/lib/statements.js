/// Posts and statements: what must hold before they are shown.

const refuse = require(`${__hooks}/lib/refuse.js`)

/// The names of hidden organisations.
exports.hiddenNames = (app) => {
  const names = []
  for (const one of app.findRecordsByFilter("organisations", "visibility = 'hidden'", "", 0, 0)) {
    for (const column of ["name", "name_native", "name_latin", "short_name"]) if (one.getString(column)) names.push(one.getString(column))
  }
  return names
}

/// Takes hidden organisations out of the names a statement shows.
exports.derive = (statement, app, hidden) => {
  const names = refuse.json(statement, "signatories") || []
  const secret = hidden || exports.hiddenNames(app)
  const shown = names.filter((name) => !secret.includes(name))
  if (shown.length === names.length) return
  statement.set("signatories", shown)
  statement.set("hidden_signatories", statement.getInt("hidden_signatories") + names.length - shown.length)
}

/// A post with a picture that has no words for it stays a draft.
exports.picturesHaveWords = (e) => {
  const out = ["published", "scheduled"].includes(e.record.getString("status"))
  if (out && /!\[\s*\]\(/.test(e.record.getString("body"))) refuse.fields({ body: "A picture has no words beside it. Describe it first." })
  return e.next()
}
