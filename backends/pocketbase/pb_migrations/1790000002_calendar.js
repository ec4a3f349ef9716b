/// Meetings and the replies to them.

const id = {
  name: "id", type: "text", system: true, primaryKey: true, required: true,
  min: 15, max: 40, pattern: "^[a-z0-9-]+$", autogeneratePattern: "[a-z0-9]{15}",
}
const text = (name, max, more) => ({ type: "text", name, max, ...more })
const select = (name, values, more) => ({ type: "select", name, values, ...more })
const member = "@request.auth.collectionName = 'users' && @request.auth.state = 'active'"
const convenor = "@request.auth.role = 'convenor'"
const wall = { pattern: "^(\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2})?$" }

migrate((app) => {
  const people = app.findCollectionByNameOrId("people")
  const meetings = new Collection({
    type: "base", name: "meetings",
    fields: [
      id,
      text("ref", 20),
      select("kind", ["agm", "goal_workshop", "six_weekly", "urgent", "expert_talk", "social"], { required: true }),
      text("title", 200, { required: true }),
      select("status", ["draft", "scheduled", "cancelled", "held"], { required: true }),
      { type: "bool", name: "all_day" },
      text("start_local", 16, wall), text("end_local", 16, wall), text("time_zone", 60),
      { type: "date", name: "starts_at", required: true }, { type: "date", name: "ends_at", required: true },
      { type: "date", name: "start_date" }, { type: "date", name: "end_date" },
      select("mode", ["online", "in_person", "hybrid"]),
      text("venue", 300),
      { type: "url", name: "join_url" },
      { type: "json", name: "capacity" },
      select("sharing", ["TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR"]),
      { type: "bool", name: "chatham_house" },
      text("purpose", 5000), text("theme", 300), text("chair", 200), text("note_taker", 200),
      { type: "json", name: "agenda" },
      text("minutes", 50000), text("cancel_reason", 1000),
      text("series", 60), text("recurrence_id", 30),
      { type: "number", name: "sequence", onlyInt: true, min: 0 },
      text("from_alert", 40),
      { type: "autodate", name: "created", onCreate: true },
      { type: "autodate", name: "updated", onCreate: true, onUpdate: true },
    ],
    indexes: [
      "CREATE UNIQUE INDEX idx_meetings_ref ON meetings (ref) WHERE ref != ''",
      "CREATE INDEX idx_meetings_starts_at ON meetings (starts_at)",
      "CREATE INDEX idx_meetings_kind ON meetings (kind, starts_at)",
    ],
    listRule: `${member} && (status != 'draft' || ${convenor})`,
    viewRule: `${member} && (status != 'draft' || ${convenor})`,
    createRule: `${member} && (${convenor} || @request.body.kind = 'urgent')`,
    updateRule: `${member} && ${convenor}`,
    deleteRule: null,
  })
  app.save(meetings)

  // A reply is seen with the person: who is not in the directory for this viewer is not in this list either.
  const seen = `${member} && (person = @request.auth.person || ${convenor}
    || person.directory_visibility = 'public' || person.directory_visibility = 'members'
    || (person.directory_visibility = 'named' && person.home != '' && @request.auth.organisations ~ person.home))`
  app.save(new Collection({
    type: "base", name: "replies",
    fields: [
      id,
      { type: "relation", name: "meeting", collectionId: meetings.id, required: true, cascadeDelete: true },
      { type: "relation", name: "person", collectionId: people.id, cascadeDelete: true },
      text("person_name", 200),
      select("answer", ["in_person", "remote", "maybe", "apologies"], { required: true }),
      { type: "number", name: "wait_position", onlyInt: true, min: 0 },
      text("needs", 1000, { hidden: true }),
      { type: "autodate", name: "created", onCreate: true },
      { type: "autodate", name: "updated", onCreate: true, onUpdate: true },
    ],
    indexes: [
      "CREATE UNIQUE INDEX idx_replies_one ON replies (meeting, person)",
      "CREATE INDEX idx_replies_person ON replies (person)",
      "CREATE INDEX idx_replies_waiting ON replies (meeting, answer, wait_position)",
    ],
    listRule: seen,
    viewRule: seen,
    createRule: `${member} && @request.auth.person != ''`,
    updateRule: `${member} && person = @request.auth.person`,
    deleteRule: null,
  }))
}, (app) => {
  for (const name of ["replies", "meetings"]) app.delete(app.findCollectionByNameOrId(name))
})
