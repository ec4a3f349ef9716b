/// The portal's files, the headers of every answer, and compressed API answers.

routerUse(new Middleware((e) => {
  require(`${__hooks}/lib/headers.js`).send(e)
  const alert = /^\/api\/collections\/alerts\/records\/([a-z0-9-]+)$/.exec(e.request.url.path)
  if (!alert || e.request.method !== "GET") return e.next()
  try {
    return e.next()
  } catch (refused) {
    require(`${__hooks}/lib/alerts.js`).noteRefusal(e.app, alert[1])
    throw refused
  }
}, -99998, "commonwatchHeaders"))

routerUse($apis.gzip())

routerAdd("GET", "/{path...}", (e) => require(`${__hooks}/lib/files.js`).serve(e), $apis.skipSuccessActivityLog())
routerAdd("", "/{path...}", (e) => require(`${__hooks}/lib/files.js`).serve(e))
