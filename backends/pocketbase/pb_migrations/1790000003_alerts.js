/// Alerts (CAP 1.2 words, TLP 2.0 labels), who has opened them and how organisations answer.

const id = {
  name: "id", type: "text", system: true, primaryKey: true, required: true,
  min: 15, max: 40, pattern: "^[a-z0-9-]+$", autogeneratePattern: "[a-z0-9]{15}",
}
const text = (name, max, more) => ({ type: "text", name, max, ...more })
const select = (name, values, more) => ({ type: "select", name, values, ...more })
const json = (name) => ({ type: "json", name })
const member = "@request.auth.collectionName = 'users' && @request.auth.state = 'active'"
const convenor = "@request.auth.role = 'convenor'"

migrate((app) => {
  const people = app.findCollectionByNameOrId("people")
  const organisations = app.findCollectionByNameOrId("organisations")

  const alerts = new Collection({
    type: "base", name: "alerts",
    fields: [
      id,
      text("ref", 20), text("identifier", 100), text("sender", 200), text("thread", 60),
      select("status", ["Actual", "Exercise", "System", "Test", "Draft"], { required: true }),
      select("msg_type", ["Alert", "Update", "Cancel", "Ack", "Error"], { required: true }),
      select("scope", ["Public", "Restricted", "Private"], { required: true }),
      select("kind", ["warning", "opportunity", "update", "all_clear"]),
      select("tlp", ["TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR"], { required: true }),
      select("urgency", ["Immediate", "Expected", "Future", "Past", "Unknown"]),
      select("severity", ["Extreme", "Severe", "Moderate", "Minor", "Unknown"]),
      select("certainty", ["Observed", "Likely", "Possible", "Unlikely", "Unknown"]),
      json("category"), json("response_type"),
      text("event", 200), text("headline", 300, { required: true }),
      text("description", 20000), text("instruction", 10000),
      { type: "date", name: "sent_at", required: true }, { type: "date", name: "onset" }, { type: "date", name: "expires" },
      json("refers_to"),
      text("country", 10), text("area_desc", 500),
      json("risk_factors"), json("crimes"),
      select("verification", ["unverified", "partly", "verified", "disputed", "retracted"]),
      select("source_grade", ["A", "B", "C", "D", "E", "F"]), select("info_grade", ["1", "2", "3", "4", "5", "6"]),
      { type: "date", name: "decision_on" },
      json("asks"),
      text("content_note", 1000), text("exercise_name", 100), text("author_name", 200),
      { type: "relation", name: "organisation", collectionId: organisations.id },
      text("organisation_name", 300),
      text("lang", 35),
      json("info"),
      { type: "bool", name: "current" },
      text("superseded_by", 40),
      text("author", 40, { hidden: true }), text("issued_for", 40, { hidden: true }),
      { type: "json", name: "addresses", hidden: true },
      { type: "bool", name: "named_only", hidden: true },
      { type: "autodate", name: "created", onCreate: true },
      { type: "autodate", name: "updated", onCreate: true, onUpdate: true },
    ],
    indexes: [
      "CREATE UNIQUE INDEX idx_alerts_identifier ON alerts (identifier)",
      "CREATE UNIQUE INDEX idx_alerts_ref ON alerts (ref) WHERE ref != ''",
      "CREATE INDEX idx_alerts_sent_at ON alerts (sent_at)",
      "CREATE INDEX idx_alerts_current ON alerts (current, sent_at)",
      "CREATE INDEX idx_alerts_thread ON alerts (thread)",
    ],
    createRule: `${member} && @request.auth.person != ''`,
    updateRule: null, // issued means issued: Update and Cancel are new messages
    deleteRule: null,
  })
  // TLP:RED and scope Private: the people it is addressed to and its author, nobody else, whatever their role.
  alerts.listRule = alerts.viewRule = `${member}
    && (status != 'Draft' || author = @request.auth.person)
    && (named_only = false || author = @request.auth.person || (@request.auth.person != '' && addresses ~ @request.auth.person))`
  app.save(alerts)

  app.save(new Collection({
    type: "base", name: "alert_reads",
    fields: [
      id,
      { type: "relation", name: "alert", collectionId: alerts.id, required: true, cascadeDelete: true },
      { type: "relation", name: "person", collectionId: people.id, cascadeDelete: true },
      { type: "date", name: "read_at" },
    ],
    indexes: [
      "CREATE UNIQUE INDEX idx_alert_reads_one ON alert_reads (alert, person)",
      "CREATE INDEX idx_alert_reads_person ON alert_reads (person)",
    ],
    listRule: `${member} && person = @request.auth.person && person != ''`,
    viewRule: `${member} && person = @request.auth.person && person != ''`,
    createRule: `${member} && @request.auth.person != ''`,
    updateRule: null,
    deleteRule: null,
  }))

  const seen = `${member}
    && (alert.status != 'Draft' || alert.author = @request.auth.person)
    && (alert.named_only = false || alert.author = @request.auth.person || (@request.auth.person != '' && alert.addresses ~ @request.auth.person))
    && (organisation.visibility != 'hidden' || ${convenor} || @request.auth.organisations ~ organisation)`
  app.save(new Collection({
    type: "base", name: "answers",
    fields: [
      id,
      { type: "relation", name: "alert", collectionId: alerts.id, required: true, cascadeDelete: true },
      text("ask", 60, { required: true }),
      { type: "relation", name: "organisation", collectionId: organisations.id },
      text("organisation_name", 300),
      select("answer", ["acting", "can_help", "noted", "cannot"], { required: true }),
      text("note", 2000),
      text("person", 40, { hidden: true }),
      { type: "autodate", name: "created", onCreate: true },
      { type: "autodate", name: "updated", onCreate: true, onUpdate: true },
    ],
    indexes: [
      "CREATE UNIQUE INDEX idx_answers_one ON answers (alert, ask, organisation)",
      "CREATE INDEX idx_answers_organisation ON answers (organisation)",
    ],
    listRule: seen,
    viewRule: seen,
    createRule: `${member} && @request.auth.organisation != ''`,
    updateRule: `${member} && organisation != '' && @request.auth.organisations ~ organisation && @request.auth.person != ''
      && (alert.named_only = false || alert.author = @request.auth.person || alert.addresses ~ @request.auth.person)`,
    deleteRule: null,
  }))
}, (app) => {
  for (const name of ["answers", "alert_reads", "alerts"]) app.delete(app.findCollectionByNameOrId(name))
})
