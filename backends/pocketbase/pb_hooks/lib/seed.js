/// Loads a demonstration dataset (the portal's own shape) into an empty database, in one transaction.

const directory = require(`${__hooks}/lib/directory.js`)
const alerts = require(`${__hooks}/lib/alerts.js`)
const commitment = require(`${__hooks}/lib/commitment.js`)
const support = require(`${__hooks}/lib/support.js`)
const statements = require(`${__hooks}/lib/statements.js`)
const state = require(`${__hooks}/lib/state.js`)

const PASSWORD = "commonwatch-demo"
const MODERATORS = ["editor@demo.example.org", "lead@demo.example.org"]
const OTHERWISE = { start: "starts_at", end: "ends_at", sent: "sent_at", references: "refers_to", from: "from_date", until: "until_date" }

const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const column = (name) => OTHERWISE[name] || snake(name)

/// A table of the database that takes rows of the dataset.
const table = (tx, name) => {
  const collection = tx.findCollectionByNameOrId(name)
  const columns = {}
  for (const field of collection.fields) columns[field.name] = field.type()
  const now = new DateTime()
  return {
    record(row) {
      const record = new Record(collection)
      for (const key of Object.keys(row)) {
        const to = column(key)
        if (columns[to] && columns[to] !== "autodate") record.set(to, row[key])
      }
      for (const to of ["created", "updated"]) if (columns[to]) record.setRaw(to, row[to] ? new DateTime(row[to]) : now)
      return record
    },
    insert(record) {
      tx.db().insert(name, record.dbExport(tx)).execute()
    },
  }
}

const byId = (rows) => {
  const found = {}
  for (const row of rows) found[row.id] = row
  return found
}

/// Fills an empty database and marks it as a demonstration, for good.
exports.load = (app, path) => {
  const started = Date.now()
  const dataset = JSON.parse(toString($os.readFile(path)))
  const rows = (name) => dataset.records[name] || []
  const people = byId(rows("people"))
  const messages = byId(rows("alerts"))
  const organisations = {}
  for (const row of rows("organisations")) organisations[row.id] = { name: row.name, hidden: row.visibility === "hidden" }
  const find = (id) => organisations[id] || null
  const found = (id) => (people[id] ? id : "")
  const namedOnly = (row) => row.tlp === "TLP:RED" || row.scope === "Private"
  const listed = (id) => people[id] && ["public", "members"].includes(people[id].directoryVisibility || "members")

  const complete = {
    organisations: (record, row) => {
      record.set("lead", found(row.leadContact))
      record.set("lead_contact", listed(row.leadContact) ? row.leadContact : "")
    },
    people: (record, row) => {
      record.set("home", row.organisation || "")
      record.set("affiliations", (row.otherOrganisations || []).map((one) => ({ organisation: one.organisation, title: one.title || "" })))
      record.set("leading", row.leads || [])
      record.set("directory_visibility", row.directoryVisibility || "members")
      directory.derivePerson(record, find)
    },
    meetings: (record, row) => {
      if (messages[row.fromAlert] && namedOnly(messages[row.fromAlert])) record.set("from_alert", "")
    },
    alerts: (record, row) => {
      record.set("author", found(row.author))
      record.set("issued_for", row.organisation || "")
      record.set("addresses", (row.addresses || []).filter(found))
      alerts.derive(record, find)
      const heir = messages[row.supersededBy]
      // Who may not read the newer message must not learn of it here.
      if (heir && namedOnly(heir) && !namedOnly(row)) {
        record.set("superseded_by", "")
        record.set("current", true)
      }
    },
    signatures: (record, row, tx) => {
      const signer = row.trueSigner || row.person || row.organisation || ""
      record.set(row.signerKind === "person" ? "signer_person" : "signer_organisation", signer)
      commitment.derive(record, tx, find)
    },
    support_items: (record, row, tx) => {
      const writer = found(row.trueAuthor || row.author)
      record.set("written_by", writer)
      record.set("written_for", writer ? people[writer].organisation || "" : "")
      support.derive(record, tx, find)
    },
    posts: (record, row) => {
      if (!row.status) record.set("status", "published")
    },
  }

  app.runInTransaction((tx) => {
    const secret = rows("organisations").filter((row) => row.visibility === "hidden")
      .flatMap((row) => [row.name, row.nameNative, row.nameLatin, row.shortName]).filter((name) => name)
    complete.statements = (record) => statements.derive(record, tx, secret)
    for (const resource of ["organisations", "people", "meetings", "replies", "alerts", "alertReads", "answers",
      "commitmentVersions", "signatures", "supportItems", "posts", "statements"]) {
      const name = snake(resource)
      const into = table(tx, name)
      for (const row of rows(resource)) {
        const record = into.record(row)
        if (complete[name]) complete[name](record, row, tx)
        into.insert(record)
      }
    }
    const users = tx.findCollectionByNameOrId("users")
    for (const account of dataset.accounts || []) {
      const person = tx.findRecordById("people", account.person)
      const record = new Record(users)
      record.setEmail(account.email)
      record.setPassword(PASSWORD)
      record.setVerified(true)
      record.set("name", account.name)
      record.set("role", account.role)
      record.set("state", "active")
      record.set("person", account.person)
      record.set("organisation", person.getString("home"))
      record.set("organisations", person.getStringSlice("belongs_to"))
      record.set("leads", person.getStringSlice("leading"))
      record.set("moderator", MODERATORS.includes(account.email))
      tx.save(record)
    }
    state.mark(tx, "demo", dataset.anchor || "yes")
  })
  console.log(`Demonstration data loaded in ${Date.now() - started} ms.`)
}
