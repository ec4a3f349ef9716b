/// Organisations, people and the accounts that sign in.
///
/// Two columns often stand for one fact: the truth (hidden, so nobody can read, filter or sort by it)
/// and what every member may know of it. `pb_hooks/lib/directory.js` keeps the second in step.
/// Hidden columns hold ids as text or JSON, never as relations: a relation can be expanded even when it is hidden.

const id = {
  name: "id", type: "text", system: true, primaryKey: true, required: true,
  min: 15, max: 40, pattern: "^[a-z0-9-]+$", autogeneratePattern: "[a-z0-9]{15}",
}
const text = (name, max, more) => ({ type: "text", name, max, ...more })
const hidden = { hidden: true }
const times = [
  { type: "autodate", name: "created", onCreate: true },
  { type: "autodate", name: "updated", onCreate: true, onUpdate: true },
]
const member = "@request.auth.collectionName = 'users' && @request.auth.state = 'active'"
const convenor = "@request.auth.role = 'convenor'"

migrate((app) => {
  const organisations = new Collection({
    type: "base", name: "organisations",
    fields: [
      id,
      text("name", 300, { required: true }), text("name_native", 300), text("name_latin", 300), text("short_name", 60),
      text("lang", 35),
      { type: "select", name: "kind", values: ["charity", "research", "community_led", "network", "legal_evidence", "arts_memory"] },
      text("summary", 2000),
      { type: "url", name: "website" },
      text("town", 100),
      { type: "select", name: "nation", values: ["GB-ENG", "GB-SCT", "GB-WLS", "GB-NIR"] },
      { type: "json", name: "strengths" }, { type: "json", name: "countries" }, { type: "json", name: "languages" },
      { type: "select", name: "visibility", required: true, values: ["public", "members", "hidden"] },
      { type: "select", name: "status", required: true, values: ["applicant", "active", "paused", "left"] },
      text("joined_on", 10, { pattern: "^(\\d{4}(-\\d{2}(-\\d{2})?)?)?$" }),
      ...times,
    ],
    indexes: [
      "CREATE INDEX idx_organisations_name ON organisations (name COLLATE NOCASE)",
      "CREATE INDEX idx_organisations_visibility ON organisations (visibility)",
    ],
  })
  app.save(organisations)

  const people = new Collection({
    type: "base", name: "people",
    fields: [
      id,
      text("name", 200, { required: true }), text("name_native", 200), text("name_latin", 200), text("name_script", 10),
      text("pronouns", 60, hidden),
      { type: "email", name: "email", hidden: true },
      text("phone", 20, { hidden: true, pattern: "^(\\+[0-9 ]{6,19})?$" }),
      text("bio", 2000, hidden),
      { type: "json", name: "languages", hidden: true }, { type: "json", name: "expertise", hidden: true },
      { type: "json", name: "countries", hidden: true },
      text("time_zone", 60),
      { type: "relation", name: "organisation", collectionId: organisations.id },
      text("organisation_name", 300),
      text("title", 200),
      { type: "json", name: "other_organisations" },
      { type: "relation", name: "leads", collectionId: organisations.id, maxSelect: 99 },
      text("home", 40, hidden), { type: "json", name: "affiliations", hidden: true },
      { type: "json", name: "belongs_to", hidden: true }, { type: "json", name: "leading", hidden: true },
      { type: "date", name: "confirmed_on" }, { type: "date", name: "away_until" },
      text("deputy", 200),
      { type: "bool", name: "former" },
      { type: "json", name: "visibility", hidden: true },
      { type: "select", name: "directory_visibility", required: true, hidden: true, values: ["public", "members", "named", "convenor"] },
      text("shown_to_members", 200, hidden), text("shown_to_organisation", 200, hidden),
      ...times,
    ],
    indexes: [
      "CREATE INDEX idx_people_name ON people (name COLLATE NOCASE)",
      "CREATE INDEX idx_people_listed ON people (directory_visibility, name)",
      "CREATE INDEX idx_people_organisation ON people (organisation)",
      "CREATE INDEX idx_people_home ON people (home)",
    ],
  })
  app.save(people)

  organisations.fields.add(new RelationField({ name: "lead_contact", collectionId: people.id, maxSelect: 1 }))
  organisations.fields.add(new TextField({ name: "lead", max: 40, hidden: true }))
  app.save(organisations)

  const users = app.findCollectionByNameOrId("users")
  users.fields.removeByName("avatar")
  const key = users.fields.getByName("id")
  key.max = 40
  key.pattern = "^[a-z0-9-]+$"
  users.fields.getByName("password").min = 12
  users.fields.add(new SelectField({ name: "role", required: true, maxSelect: 1, values: ["member", "lead", "editor", "convenor"] }))
  users.fields.add(new SelectField({ name: "state", required: true, maxSelect: 1, values: ["active", "invited", "suspended", "anonymised"] }))
  users.fields.add(new RelationField({ name: "person", collectionId: people.id, maxSelect: 1 }))
  users.fields.add(new RelationField({ name: "organisation", collectionId: organisations.id, maxSelect: 1 }))
  users.fields.add(new RelationField({ name: "organisations", collectionId: organisations.id, maxSelect: 99, hidden: true }))
  users.fields.add(new RelationField({ name: "leads", collectionId: organisations.id, maxSelect: 99, hidden: true }))
  users.fields.add(new BoolField({ name: "moderator", hidden: true }))
  users.addIndex("idx_users_person", true, "person", "person != ''")
  users.listRule = users.viewRule = "id = @request.auth.id"
  users.createRule = `${member} && ${convenor}`
  users.updateRule = `${member} && (id = @request.auth.id || ${convenor})`
  users.deleteRule = null
  users.manageRule = null
  users.authRule = "state = 'active'"
  users.passwordAuth.enabled = true
  users.oauth2.enabled = false
  users.otp.enabled = false
  users.mfa.enabled = false
  users.authAlert.enabled = false
  users.authToken.duration = 60 * 60 * 12
  app.save(users)

  const mine = "@request.auth.organisations ~ id"
  organisations.listRule = organisations.viewRule = `${member} && (visibility != 'hidden' || ${mine} || ${convenor})`
  organisations.createRule = `${member} && ${convenor}`
  organisations.updateRule = `${member} && (@request.auth.leads ~ id || ${convenor})`
  organisations.deleteRule = null
  app.save(organisations)

  people.listRule = people.viewRule = `${member} && (directory_visibility = 'public' || directory_visibility = 'members'
    || id = @request.auth.person || ${convenor}
    || (directory_visibility = 'named' && home != '' && @request.auth.organisations ~ home))`
  people.createRule = `${member} && ${convenor}`
  people.updateRule = `${member} && (id = @request.auth.person || ${convenor})`
  people.deleteRule = null
  app.save(people)

  // What kind of database this is (demo or live). Nobody reads it through the API.
  app.save(new Collection({
    type: "base", name: "database_state",
    fields: [text("name", 60, { required: true }), text("value", 200)],
    indexes: ["CREATE UNIQUE INDEX idx_database_state_name ON database_state (name)"],
  }))
}, (app) => {
  for (const name of ["database_state", "users"]) app.delete(app.findCollectionByNameOrId(name))
  const organisations = app.findCollectionByNameOrId("organisations")
  organisations.fields.removeByName("lead")
  organisations.fields.removeByName("lead_contact")
  app.save(organisations)
  for (const name of ["people", "organisations"]) app.delete(app.findCollectionByNameOrId(name))
})
