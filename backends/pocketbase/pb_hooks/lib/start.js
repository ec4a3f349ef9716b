/// Settings from the environment, and the first content of an empty database.

const state = require(`${__hooks}/lib/state.js`)

const env = (name) => $os.getenv(`COMMONWATCH_${name}`).trim()
const number = (name, otherwise) => {
  const value = env(name)
  if (value === "") return otherwise
  if (!/^\d+$/.test(value)) throw new Error(`COMMONWATCH_${name} must be a whole number`)
  return parseInt(value, 10)
}

/// Is this the server, and not another command of the same program?
exports.serving = () => $os.args.includes("serve")

const settings = (app) => {
  const settings = app.settings()
  settings.meta.appName = env("NAME") || "Commonwatch"
  settings.meta.hideControls = true
  settings.batch.enabled = false
  settings.logs.maxDays = 3
  settings.logs.minLevel = 4 // warnings and errors only, and nothing in them that names a person
  settings.logs.logIP = false
  settings.logs.logAuthId = false
  const signIns = number("SIGN_INS_PER_MINUTE", 10)
  const requests = number("REQUESTS_PER_10_SECONDS", 600)
  const rules = []
  if (signIns) rules.push({ label: "*:auth", audience: "", duration: 60, maxRequests: signIns })
  if (requests) rules.push({ label: "/api/", audience: "", duration: 10, maxRequests: requests })
  settings.rateLimits.rules = rules
  settings.rateLimits.enabled = rules.length > 0
  const proxy = env("PROXY_HEADER")
  settings.trustedProxy.headers = proxy ? [proxy] : []
  app.save(settings)
}

const isEmpty = (app) =>
  ["people", "organisations", "users"].every((name) => app.findRecordsByFilter(name, "id != ''", "", 1, 0).length === 0)

const firstConvenor = (app) => {
  const email = env("CONVENOR_EMAIL")
  if (!email || app.findRecordsByFilter("users", "role = 'convenor'", "", 1, 0).length) return
  const name = env("CONVENOR_NAME") || "Convenor"
  app.runInTransaction((tx) => {
    const make = (collection, values) => {
      const record = new Record(tx.findCollectionByNameOrId(collection))
      for (const key of Object.keys(values)) record.set(key, values[key])
      tx.save(record)
      return record
    }
    const organisation = make("organisations", {
      name: env("CONVENOR_ORGANISATION") || "Convening organisation", kind: "network", visibility: "members", status: "active",
    })
    const person = make("people", { name, email, home: organisation.id, leading: [organisation.id], directory_visibility: "members", visibility: { email: "members" } })
    organisation.set("lead", person.id)
    tx.save(organisation)
    make("users", {
      email, password: env("CONVENOR_PASSWORD"), verified: true, name, role: "convenor", state: "active", person: person.id,
      organisation: organisation.id, organisations: [organisation.id], leads: [organisation.id], moderator: true,
    })
    if (!tx.findRecordsByFilter("commitment_versions", "id != ''", "", 1, 0).length) {
      make("commitment_versions", {
        number: "1.0.0", lang: "en", approved_on: new DateTime(),
        body: toString($os.readFile(`${__hooks}/lib/commitment-1.0.0.md`)),
      })
    }
    if (state.read(tx, "live") === "") state.mark(tx, "live", new DateTime().string())
  })
  console.log(`The first convenor can sign in as ${email}.`)
}

/// Brings the database up to date and fills it, or says why it will not.
exports.prepare = (app) => {
  require(`${__hooks}/lib/headers.js`).load()
  app.runAllMigrations()
  settings(app)
  const seed = env("SEED")
  if (seed) {
    if (isEmpty(app)) require(`${__hooks}/lib/seed.js`).load(app, seed)
    else if (!state.isDemo(app)) throw new Error("This database holds real records: demonstration data is not loaded into it.")
  } else {
    firstConvenor(app)
  }
}
