/// Hooks of people and organisations. The work is in lib/directory.js.

onRecordsListRequest((e) => require(`${__hooks}/lib/answer.js`).list(e, require(`${__hooks}/lib/directory.js`).showPerson), "people")
onRecordViewRequest((e) => require(`${__hooks}/lib/answer.js`).view(e, require(`${__hooks}/lib/directory.js`).showPerson), "people")

onRecordCreateRequest((e) => require(`${__hooks}/lib/directory.js`).writePerson(e), "people")
onRecordUpdateRequest((e) => require(`${__hooks}/lib/directory.js`).writePerson(e), "people")
onRecordCreateRequest((e) => require(`${__hooks}/lib/directory.js`).writeOrganisation(e), "organisations")
onRecordUpdateRequest((e) => require(`${__hooks}/lib/directory.js`).writeOrganisation(e), "organisations")

onRecordCreate((e) => {
  const directory = require(`${__hooks}/lib/directory.js`)
  directory.derivePerson(e.record, directory.lookup(e.app))
  return e.next()
}, "people")

onRecordUpdate((e) => {
  const directory = require(`${__hooks}/lib/directory.js`)
  directory.derivePerson(e.record, directory.lookup(e.app))
  e.next()
  directory.personChanged(e.app, e.record)
}, "people")

onRecordCreate((e) => {
  require(`${__hooks}/lib/directory.js`).deriveOrganisation(e.record, e.app)
  return e.next()
}, "organisations")

onRecordUpdate((e) => {
  const directory = require(`${__hooks}/lib/directory.js`)
  const before = e.record.original()
  directory.deriveOrganisation(e.record, e.app)
  const changed = ["name", "visibility"].some((name) => before.getString(name) !== e.record.getString(name))
  e.next()
  if (changed) directory.organisationChanged(e.app, e.record.id)
}, "organisations")
