/// Hooks of the accounts that sign in. The work is in lib/accounts.js.

onRecordEnrich((e) => {
  require(`${__hooks}/lib/accounts.js`).enrich(e)
  return e.next()
}, "users")

onRecordCreateRequest((e) => require(`${__hooks}/lib/accounts.js`).create(e), "users")
onRecordUpdateRequest((e) => require(`${__hooks}/lib/accounts.js`).update(e), "users")

onRecordUpdate((e) => {
  require(`${__hooks}/lib/accounts.js`).endSessions(e.record)
  return e.next()
}, "users")

// A demonstration sends no mail.
onMailerSend((e) => {
  if (require(`${__hooks}/lib/state.js`).isDemo(e.app)) return
  return e.next()
})
