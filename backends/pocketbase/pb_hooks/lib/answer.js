/// How a record leaves the server: opened for this viewer, on a copy, never on what is stored or broadcast.
///
/// Everything private is a hidden column, so an answer that passes by here shows too little, not too much.
/// (`onRecordEnrich` is not used for lists: it nests one runtime for each record of a page.)

const viewers = require(`${__hooks}/lib/viewer.js`)

/// Opens every record of a list, then answers.
exports.list = (e, show) => {
  const viewer = viewers.of(e.auth)
  for (const record of e.records) show(record, viewer, e.app)
  return e.next()
}

/// Opens one record that is read, then answers.
exports.view = (e, show) => {
  show(e.record, viewers.of(e.auth), e.app)
  return e.next()
}

/// Saves inside one transaction, then answers with a copy opened for whoever wrote it.
/// `work(app, record)` prepares and returns what to do after saving, if anything.
/// An `If-Match` that is not what is stored refuses the change: somebody else was first.
exports.write = (e, show, work) => {
  let record = e.record
  const wanted = e.requestEvent.request.header.get("If-Match").replace(/^(W\/)?"|"$/g, "")
  if (wanted && wanted !== "*" && !record.isNew() && wanted !== record.original().getString("updated")) {
    throw new ApiError(412, "Somebody else has changed this since you read it.", {})
  }
  e.app.runInTransaction((tx) => {
    const made = work(tx, record) || {}
    record = made.record || record
    tx.save(record)
    if (made.after) made.after(record)
  })
  const shown = record.fresh()
  show(shown, viewers.of(e.auth), e.app)
  return e.json(200, shown)
}

/// For records that show everybody the same.
exports.asItIs = () => {}
