/// What happens once, before the server listens: settings, demo data or the first convenor.

$app.onServe().bindFunc((e) => {
  e.installerFunc = null // no page that makes an administrator for whoever opens it first
  return e.next()
})

onBootstrap((e) => {
  e.next()
  const start = require(`${__hooks}/lib/start.js`)
  if (start.serving()) start.prepare(e.app)
})
