/// Human references, such as AL-2026-0042: one running number for each kind and year.

/// The next reference of a collection. Call it inside the transaction that saves it.
exports.next = (app, collection, prefix, digits) => {
  const year = new Date().getUTCFullYear()
  const start = `${prefix}-${year}-`
  const last = app.findRecordsByFilter(collection, "ref ~ {:start}", "-ref", 1, 0, { start: `${start}%` })
  const number = last.length ? parseInt(last[0].getString("ref").slice(start.length), 10) + 1 : 1
  return start + String(number).padStart(digits, "0")
}
