/// Hooks of signatures. The work is in lib/commitment.js.

onRecordCreateRequest((e) => require(`${__hooks}/lib/commitment.js`).sign(e), "signatures")
onRecordUpdateRequest((e) => require(`${__hooks}/lib/commitment.js`).change(e), "signatures")

onRecordUpdate((e) => {
  require(`${__hooks}/lib/commitment.js`).derive(e.record, e.app, require(`${__hooks}/lib/directory.js`).lookup(e.app))
  return e.next()
}, "signatures")

onRecordsListRequest((e) => require(`${__hooks}/lib/answer.js`).list(e, require(`${__hooks}/lib/commitment.js`).show), "signatures")
onRecordViewRequest((e) => require(`${__hooks}/lib/answer.js`).view(e, require(`${__hooks}/lib/commitment.js`).show), "signatures")
