/// The commitment's text, its signatures, and the support board.

const id = {
  name: "id", type: "text", system: true, primaryKey: true, required: true,
  min: 15, max: 40, pattern: "^[a-z0-9-]+$", autogeneratePattern: "[a-z0-9]{15}",
}
const text = (name, max, more) => ({ type: "text", name, max, ...more })
const select = (name, values, more) => ({ type: "select", name, values, ...more })
const relation = (name, collection, more) => ({ type: "relation", name, collectionId: collection.id, ...more })
const created = { type: "autodate", name: "created", onCreate: true }
const updated = { type: "autodate", name: "updated", onCreate: true, onUpdate: true }
const member = "@request.auth.collectionName = 'users' && @request.auth.state = 'active'"
const convenor = "@request.auth.role = 'convenor'"

migrate((app) => {
  const people = app.findCollectionByNameOrId("people")
  const organisations = app.findCollectionByNameOrId("organisations")

  app.save(new Collection({
    type: "base", name: "commitment_versions",
    fields: [
      id, text("number", 20, { required: true }), text("body", 50000, { required: true }),
      { type: "date", name: "approved_on" }, text("lang", 35), created, updated,
    ],
    indexes: ["CREATE UNIQUE INDEX idx_commitment_versions_number ON commitment_versions (number, lang)"],
    listRule: "", viewRule: "",
    createRule: `${member} && ${convenor}`,
    updateRule: null, // what has been signed does not change
    deleteRule: null,
  }))

  const own = `((signer_kind = 'person' && signer_person = @request.auth.person && signer_person != '')
    || (signer_kind = 'organisation' && signer_organisation != '' && @request.auth.leads ~ signer_organisation))`
  // `name`, `person`, `organisation` hold only what the signer chose to show; the signer stands in hidden columns.
  const signatures = new Collection({
    type: "base", name: "signatures",
    fields: [
      id,
      text("version", 20, { required: true }),
      select("signer_kind", ["person", "organisation"], { required: true }),
      text("person", 40, { hidden: true }), text("organisation", 40, { hidden: true }),
      text("name", 300),
      { type: "bool", name: "show_name" },
      { type: "date", name: "signed_at" }, { type: "date", name: "withdrawn_at", hidden: true },
      text("statement", 280, { hidden: true }),
      text("signer_person", 40, { hidden: true }), text("signer_organisation", 40, { hidden: true }), text("signed_for_by", 40, { hidden: true }),
      { type: "bool", name: "secret", hidden: true }, // signed by an organisation that is hidden
      created, updated,
    ],
    indexes: [
      "CREATE INDEX idx_signatures_signed_at ON signatures (version, signed_at)",
      // One live signature of a version by each signer; a withdrawn one does not count.
      "CREATE UNIQUE INDEX idx_signatures_person ON signatures (version, signer_person) WHERE signer_kind = 'person' AND withdrawn_at = ''",
      "CREATE UNIQUE INDEX idx_signatures_organisation ON signatures (version, signer_organisation) WHERE signer_kind = 'organisation' AND withdrawn_at = ''",
    ],
    listRule: `(name != '' && withdrawn_at = '') || (${member} && (${own} || (withdrawn_at = ''
      && (secret = false || ${convenor}
        || (signer_organisation != '' && @request.auth.organisations ~ signer_organisation)))))`,
    createRule: `${member} && @request.auth.person != ''`,
    updateRule: `${member} && ${own}`,
    deleteRule: null,
  })
  signatures.viewRule = signatures.listRule
  app.save(signatures)

  // An anonymous item has no author here; who wrote it is hidden from all but the author and the moderators.
  const support = new Collection({
    type: "base", name: "support_items",
    fields: [
      id, text("ref", 20),
      select("kind", ["request", "offer"], { required: true }),
      select("topic", ["staff_care", "fundraising", "programme_change", "charity_duties", "safety", "languages", "peer_listening", "space"], { required: true }),
      text("title", 200, { required: true }), text("body", 5000),
      { type: "bool", name: "anonymous" },
      relation("author", people), text("author_name", 200), text("organisation_name", 300),
      { type: "json", name: "capacity" }, { type: "json", name: "hours_per_month" }, { type: "json", name: "cost_pence" },
      { type: "date", name: "from_date" }, { type: "date", name: "until_date" },
      select("status", ["open", "matched", "in_progress", "closed", "expired", "withdrawn"], { required: true }),
      text("written_by", 40, { hidden: true }), text("written_for", 40, { hidden: true }),
      created, updated,
    ],
    indexes: [
      "CREATE UNIQUE INDEX idx_support_items_ref ON support_items (ref) WHERE ref != ''",
      "CREATE INDEX idx_support_items_created ON support_items (created)",
      "CREATE INDEX idx_support_items_topic ON support_items (topic, status)",
    ],
    createRule: `${member} && @request.auth.person != ''`,
    updateRule: `${member} && ((written_by = @request.auth.person && written_by != '') || @request.auth.moderator = true)`,
    deleteRule: null,
  })
  support.listRule = support.viewRule = `${member} && (status != 'withdrawn' || (written_by = @request.auth.person && written_by != '') || @request.auth.moderator = true)`
  app.save(support)
}, (app) => {
  for (const name of ["support_items", "signatures", "commitment_versions"]) app.delete(app.findCollectionByNameOrId(name))
})
