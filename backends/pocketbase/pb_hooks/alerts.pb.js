/// Hooks of alerts, reads and answers. The work is in lib/alerts.js and lib/answers.js.

onRecordCreateRequest((e) => require(`${__hooks}/lib/alerts.js`).issue(e), "alerts")
onRecordCreateRequest((e) => require(`${__hooks}/lib/alerts.js`).read(e), "alert_reads")
onRecordCreateRequest((e) => require(`${__hooks}/lib/answers.js`).write(e), "answers")
onRecordUpdateRequest((e) => require(`${__hooks}/lib/answers.js`).write(e), "answers")

onRecordUpdate((e) => {
  require(`${__hooks}/lib/alerts.js`).derive(e.record, require(`${__hooks}/lib/directory.js`).lookup(e.app))
  return e.next()
}, "alerts")

onRecordUpdate((e) => {
  const found = require(`${__hooks}/lib/directory.js`).lookup(e.app)(e.record.getString("organisation"))
  if (found) e.record.set("organisation_name", found.name)
  return e.next()
}, "answers")

onRecordsListRequest((e) => require(`${__hooks}/lib/answer.js`).list(e, require(`${__hooks}/lib/alerts.js`).show), "alerts")
onRecordViewRequest((e) => require(`${__hooks}/lib/answer.js`).view(e, require(`${__hooks}/lib/alerts.js`).show), "alerts")

onRecordsListRequest((e) => require(`${__hooks}/lib/answer.js`).list(e, require(`${__hooks}/lib/answers.js`).show), "answers")
onRecordViewRequest((e) => require(`${__hooks}/lib/answer.js`).view(e, require(`${__hooks}/lib/answers.js`).show), "answers")

// The live channel gives what the list gives: no filters and no expansions of its own.
onRealtimeSubscribeRequest((e) => {
  for (const topic of e.subscriptions) {
    if (topic.includes("?") && !e.hasSuperuserAuth()) throw new BadRequestError("Topics take no options here.")
  }
  return e.next()
})
