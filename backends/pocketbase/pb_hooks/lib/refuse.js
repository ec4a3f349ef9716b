/// Refusals in the words the portal shows beside a field, and the body they are about.

/// The request's JSON body as it was sent: hidden columns are missing from `requestInfo().body`.
exports.body = (e) => {
  let value
  try {
    value = JSON.parse(toString(e.requestEvent.request.body))
  } catch {
    throw new BadRequestError("The request must be a JSON object.")
  }
  if (value === null || typeof value !== "object" || Array.isArray(value)) throw new BadRequestError("The request must be a JSON object.")
  return value
}

/// Throws 400 with one text per field.
exports.fields = (texts) => {
  const errors = {}
  for (const name of Object.keys(texts)) errors[name] = new ValidationError("validation_refused", texts[name])
  throw new BadRequestError("Some fields need another look.", errors)
}

/// Throws 409: somebody else was first.
exports.conflict = (message) => {
  throw new ApiError(409, message, {})
}

const plain = (value) => (value === undefined || value === null || value === "" ? "" : value)
const day = /^\d{4}-\d{2}-\d{2}( 00:00:00\.000Z|T00:00:00(\.000)?Z)?$/
const same = (left, right) => {
  const [a, b] = [plain(left), plain(right)]
  if (typeof a === "string" && typeof b === "string" && day.test(a) && day.test(b)) return a.slice(0, 10) === b.slice(0, 10)
  return JSON.stringify(a) === JSON.stringify(b) || (a === "" && (JSON.stringify(b) === "[]" || b === false))
    || (b === "" && (JSON.stringify(a) === "[]" || a === false))
}

/// Puts every column of `record` that is not in `allowed` back to what it was,
/// and refuses when the request wanted a different value there.
exports.onlyThese = (record, body, allowed) => {
  const before = record.original()
  const refused = {}
  for (const name of Object.keys(body)) {
    if (allowed.includes(name) || name === "id") continue
    const field = record.collection().fields.getByName(name)
    if (!field) continue
    const now = exports.value(before, name)
    if (!same(now, body[name])) refused[name] = "This cannot be changed here."
    if (field.type() !== "autodate" && field.type() !== "password") record.set(name, before.get(name))
  }
  if (Object.keys(refused).length) exports.fields(refused)
}

/// A column as plain JSON.
exports.value = (record, name) => {
  const field = record.collection().fields.getByName(name)
  const kind = field ? field.type() : "text"
  if (kind === "json") return exports.json(record, name)
  if (kind === "bool") return record.getBool(name)
  if (kind === "number") return record.getFloat(name)
  if (kind === "relation" && field.maxSelect > 1) return record.getStringSlice(name)
  return record.getString(name)
}

/// A JSON column, parsed; null when it is empty or broken.
exports.json = (record, name) => {
  const text = record.getString(name)
  if (!text || text === "null") return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/// A list of short texts, or a refusal on `name`.
exports.texts = (name, value, most) => {
  if (value === undefined || value === null || value === "") return []
  const good = Array.isArray(value) && value.length <= (most || 50) && value.every((one) => typeof one === "string" && one.length <= 200)
  if (!good) exports.fields({ [name]: "This must be a list of short texts." })
  return value
}

/// A number that is not negative, or null for “not said”; anything else is a refusal on `name`.
exports.amount = (name, value) => {
  if (value === undefined || value === null || value === "") return null
  if (typeof value !== "number" || !(value >= 0) || value > 1e9) exports.fields({ [name]: "This must be a number, zero or more." })
  return value
}
