/// Hooks of posts and statements: no hidden organisation among the names shown, no picture without words.

onRecordCreate((e) => {
  require(`${__hooks}/lib/statements.js`).derive(e.record, e.app)
  return e.next()
}, "statements")

onRecordUpdate((e) => {
  require(`${__hooks}/lib/statements.js`).derive(e.record, e.app)
  return e.next()
}, "statements")

onRecordCreateRequest((e) => require(`${__hooks}/lib/statements.js`).picturesHaveWords(e), "posts")
onRecordUpdateRequest((e) => require(`${__hooks}/lib/statements.js`).picturesHaveWords(e), "posts")
