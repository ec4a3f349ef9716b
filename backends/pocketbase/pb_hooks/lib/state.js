/// Whether a database is a demonstration or in real use: marked once, never mixed.

/// A mark's value, or "".
exports.read = (app, name) => {
  try {
    return app.findFirstRecordByData("database_state", "name", name).getString("value")
  } catch {
    return ""
  }
}

/// Sets a mark.
exports.mark = (app, name, value) => {
  const record = new Record(app.findCollectionByNameOrId("database_state"))
  record.set("name", name)
  record.set("value", value)
  app.save(record)
}

/// Is this a demonstration?
exports.isDemo = (app) => exports.read(app, "demo") !== ""
