/// Hooks of the support board. The work is in lib/support.js.

onRecordCreateRequest((e) => require(`${__hooks}/lib/support.js`).post(e), "support_items")
onRecordUpdateRequest((e) => require(`${__hooks}/lib/support.js`).change(e), "support_items")

onRecordUpdate((e) => {
  require(`${__hooks}/lib/support.js`).derive(e.record, e.app, require(`${__hooks}/lib/directory.js`).lookup(e.app))
  return e.next()
}, "support_items")

onRecordsListRequest((e) => require(`${__hooks}/lib/answer.js`).list(e, require(`${__hooks}/lib/support.js`).show), "support_items")
onRecordViewRequest((e) => require(`${__hooks}/lib/answer.js`).view(e, require(`${__hooks}/lib/support.js`).show), "support_items")
