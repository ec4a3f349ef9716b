/// People and organisations: what each viewer may know, and who may change what.
///
/// `home`, `affiliations`, `leading`, `lead` are the truth; `organisation`, `organisation_name`,
/// `other_organisations`, `leads`, `lead_contact` are what every member may know of it.

const answer = require(`${__hooks}/lib/answer.js`)
const refuse = require(`${__hooks}/lib/refuse.js`)
const viewers = require(`${__hooks}/lib/viewer.js`)

const FIELDS = ["pronouns", "email", "phone", "bio", "languages", "expertise", "countries"]
const LEVELS = ["me", "organisation", "members", "public"]
const OWN = ["name", "name_native", "name_latin", "name_script", ...FIELDS, "time_zone", "title", "confirmed_on",
  "away_until", "deputy", "visibility", "directory_visibility"]
const OF_LEAD = ["name", "name_native", "name_latin", "short_name", "lang", "summary", "website", "town", "nation",
  "strengths", "countries", "languages", "visibility", "lead_contact"]

exports.FIELDS = FIELDS

/// Looks organisations up and remembers them: id → { name, hidden }, or null.
exports.lookup = (app) => {
  const known = {}
  return (id) => {
    if (!id) return null
    if (known[id] === undefined) {
      try {
        const found = app.findRecordById("organisations", id)
        known[id] = { name: found.getString("name"), hidden: found.getString("visibility") === "hidden" }
      } catch {
        known[id] = null
      }
    }
    return known[id]
  }
}

const open = (find, id) => {
  const found = find(id)
  return found && !found.hidden ? found : null
}

/// Fills a person's shown columns from the true ones.
exports.derivePerson = (person, find) => {
  const home = person.getString("home")
  const others = (refuse.json(person, "affiliations") || []).filter((one) => find(one.organisation))
  const leading = person.getStringSlice("leading").filter((id) => find(id))
  const seen = open(find, home)
  const ids = [home, ...others.map((one) => one.organisation), ...leading].filter((id) => id)
  person.set("belongs_to", ids.filter((id, at) => ids.indexOf(id) === at))
  person.set("organisation", seen ? home : "")
  person.set("organisation_name", seen ? seen.name : "")
  person.set("other_organisations", others.filter((one) => open(find, one.organisation))
    .map((one) => ({ organisation: one.organisation, name: find(one.organisation).name, title: one.title || "" })))
  person.set("leads", leading.filter((id) => open(find, id)))
  const levels = refuse.json(person, "visibility") || {}
  const upTo = (least) => FIELDS.filter((name) => LEVELS.indexOf(levels[name] || "me") >= LEVELS.indexOf(least)).join(" ")
  person.set("shown_to_members", upTo("members"))
  person.set("shown_to_organisation", upTo("organisation"))
}

/// A lead contact is named only if every member may find that person.
exports.deriveOrganisation = (organisation, app) => {
  let shown = ""
  const lead = organisation.getString("lead")
  if (lead) {
    try {
      const level = app.findRecordById("people", lead).getString("directory_visibility")
      if (level === "public" || level === "members") shown = lead
    } catch {
      organisation.set("lead", "")
    }
  }
  organisation.set("lead_contact", shown)
}

/// Opens, on one person's record, what this viewer may see.
exports.showPerson = (person, viewer, app) => {
  if (viewer.superuser || !viewer.member) return
  if (viewer.convenor || person.id === viewer.person) {
    person.unhide(...FIELDS, "visibility", "directory_visibility")
  } else {
    const near = viewer.organisations.length > 0
      && person.getStringSlice("belongs_to").some((id) => viewer.organisations.includes(id))
    const names = person.getString(near ? "shown_to_organisation" : "shown_to_members")
    if (names) person.unhide(...names.split(" "))
    if (!near) return
  }
  if (person.getStringSlice("belongs_to").length === 0) return
  // Somebody who belongs to a hidden organisation, or the convenor, sees it here as anywhere.
  const find = exports.lookup(app)
  const sees = (id) => find(id) && (!find(id).hidden || viewers.knows(viewer, id))
  const home = person.getString("home")
  if (home && !person.getString("organisation") && sees(home)) {
    person.set("organisation", home)
    person.set("organisation_name", find(home).name)
  }
  const others = refuse.json(person, "affiliations") || []
  if (others.length) {
    person.set("other_organisations", others.filter((one) => sees(one.organisation))
      .map((one) => ({ organisation: one.organisation, name: find(one.organisation).name, title: one.title || "" })))
  }
  const leading = person.getStringSlice("leading")
  if (leading.length) person.set("leads", leading.filter(sees))
}

const levelsOf = (value) => {
  const good = value && typeof value === "object" && !Array.isArray(value)
    && Object.keys(value).every((name) => FIELDS.includes(name) && LEVELS.includes(value[name]))
  if (!good) refuse.fields({ visibility: "Choose for each field who may see it." })
  return value
}

/// A member writes the own record; the convenor any.
exports.writePerson = (e) => {
  if (e.hasSuperuserAuth()) return e.next()
  const viewer = viewers.of(e.auth)
  const body = refuse.body(e)
  const person = e.record
  const allowed = viewer.convenor ? [...OWN, "organisation", "other_organisations", "leads", "former"] : OWN
  if (person.isNew()) {
    if (!person.getString("directory_visibility")) person.set("directory_visibility", "members")
  } else {
    refuse.onlyThese(person, body, allowed)
  }
  for (const name of ["pronouns", "email", "phone", "bio"]) if (name in body) person.set(name, body[name] === null ? "" : String(body[name]))
  for (const name of ["languages", "expertise", "countries"]) if (name in body) person.set(name, refuse.texts(name, body[name]))
  if ("visibility" in body) person.set("visibility", levelsOf(body.visibility || {}))
  if ("directory_visibility" in body) person.set("directory_visibility", String(body.directory_visibility))
  if (viewer.convenor) {
    if ("organisation" in body) person.set("home", body.organisation || "")
    if ("other_organisations" in body) {
      person.set("affiliations", (Array.isArray(body.other_organisations) ? body.other_organisations : [])
        .map((one) => ({ organisation: String(one.organisation), title: String(one.title || "") })))
    }
    if ("leads" in body) person.set("leading", refuse.texts("leads", body.leads))
  }
  return answer.write(e, exports.showPerson, () => {})
}

/// A lead writes the organisations they lead; the convenor any.
exports.writeOrganisation = (e) => {
  if (e.hasSuperuserAuth()) return e.next()
  const viewer = viewers.of(e.auth)
  const body = refuse.body(e)
  const organisation = e.record
  if (!organisation.isNew() && !viewer.convenor) refuse.onlyThese(organisation, body, OF_LEAD)
  for (const name of ["strengths", "countries", "languages"]) if (name in body) organisation.set(name, refuse.texts(name, body[name]))
  if (organisation.isNew()) {
    if (!organisation.getString("visibility")) organisation.set("visibility", "members")
    if (!organisation.getString("status")) organisation.set("status", "active")
  }
  if ("lead_contact" in body) {
    const lead = body.lead_contact || ""
    if (lead && lead !== organisation.getString("lead")) {
      let inside = false
      try {
        inside = e.app.findRecordById("people", lead).getStringSlice("belongs_to").includes(organisation.id)
      } catch { /* nobody by that id: refused below like anybody outside */ }
      if (!inside) refuse.fields({ lead_contact: "The contact must belong to the organisation." })
    }
    organisation.set("lead", lead)
  }
  return answer.write(e, answer.asItIs, () => {})
}

/// After a person changed: their account, and organisations that name them, follow.
exports.personChanged = (app, person) => {
  for (const account of app.findRecordsByFilter("users", "person = {:id}", "", 0, 0, { id: person.id })) {
    account.set("name", person.getString("name"))
    account.set("organisation", person.getString("home"))
    account.set("organisations", person.getStringSlice("belongs_to"))
    account.set("leads", person.getStringSlice("leading"))
    app.save(account)
  }
  for (const organisation of app.findRecordsByFilter("organisations", "lead = {:id}", "", 0, 0, { id: person.id })) app.save(organisation)
}

/// After an organisation's name or visibility changed: everything that shows it follows.
exports.organisationChanged = (app, id) => {
  for (const person of app.findRecordsByFilter("people", "belongs_to ~ {:id}", "", 0, 0, { id })) app.save(person)
  for (const [name, column] of [["alerts", "issued_for"], ["signatures", "signer_organisation"], ["support_items", "written_for"], ["answers", "organisation"]]) {
    for (const record of app.findRecordsByFilter(name, `${column} = {:id}`, "", 0, 0, { id })) app.save(record)
  }
  for (const statement of app.findRecordsByFilter("statements", "id != ''", "", 0, 0)) app.save(statement)
}
