/// The portal's files, the headers of every answer, and compressed API answers.

routerUse(new Middleware((e) => {
  require(`${__hooks}/lib/headers.js`).send(e)
  return e.next()
}, -99998, "commonwatchHeaders"))

routerUse($apis.gzip())

routerAdd("GET", "/{path...}", (e) => require(`${__hooks}/lib/files.js`).serve(e), $apis.skipSuccessActivityLog())
routerAdd("", "/{path...}", (e) => require(`${__hooks}/lib/files.js`).serve(e))
