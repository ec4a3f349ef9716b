/// Hooks of meetings and replies. The work is in lib/calendar.js.

onRecordCreateRequest((e) => require(`${__hooks}/lib/calendar.js`).write(e), "meetings")
onRecordUpdateRequest((e) => require(`${__hooks}/lib/calendar.js`).write(e), "meetings")
onRecordCreateRequest((e) => require(`${__hooks}/lib/calendar.js`).reply(e), "replies")
onRecordUpdateRequest((e) => require(`${__hooks}/lib/calendar.js`).reply(e), "replies")

onRecordsListRequest((e) => require(`${__hooks}/lib/answer.js`).list(e, require(`${__hooks}/lib/calendar.js`).showReply), "replies")
onRecordViewRequest((e) => require(`${__hooks}/lib/answer.js`).view(e, require(`${__hooks}/lib/calendar.js`).showReply), "replies")
