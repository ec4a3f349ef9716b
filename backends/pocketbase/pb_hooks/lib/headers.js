/// The security headers, from the one file that also feeds the development server and the deployment recipes.

// Trunk and the build put 16 hexadecimal digits into the names of files that never change.
const HASHED = /-[0-9a-f]{16}[._][^/]*$/

// The administrator's own page needs inline styles and its own script; nothing of it reaches the portal's pages.
const ADMIN_POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"

let loaded = null

const text = (path) => {
  try {
    return toString($os.readFile(path))
  } catch {
    return ""
  }
}

// A profile that names another origin needs it in connect-src: known when the server starts, never at run time.
const otherOrigin = (root) => {
  try {
    const found = /^https?:\/\/[^/?#]+/.exec(JSON.parse(text(`${root}/connection.json`)).base || "")
    return found ? found[0] : ""
  } catch {
    return ""
  }
}

/// Reads the headers once. Throws when the file is nowhere: without it the server must not start.
exports.load = () => {
  if (loaded) return loaded
  const root = $os.getenv("COMMONWATCH_PUBLIC")
  const places = [$os.getenv("COMMONWATCH_HEADERS"), root && `${root}/headers.json`, `${__hooks}/../../../public/headers.json`]
  const found = places.filter((path) => path).map(text).find((content) => content)
  if (!found) throw new Error("headers.json was not found: set COMMONWATCH_HEADERS to its path")
  const headers = JSON.parse(found)
  const origin = root ? otherOrigin(root) : ""
  const policy = headers.everywhere["Content-Security-Policy"]
  if (origin && !policy.includes(origin)) {
    headers.everywhere["Content-Security-Policy"] = policy.replace("connect-src 'self'", `connect-src 'self' ${origin}`)
  }
  const seconds = $os.getenv("COMMONWATCH_HSTS_SECONDS")
  if (/^[1-9]\d*$/.test(seconds)) headers.everywhere["Strict-Transport-Security"] = `max-age=${seconds}; includeSubDomains`
  loaded = headers
  return headers
}

/// Sets the headers of every kind of answer before anything else happens to the request.
exports.send = (e) => {
  const path = e.request.url.path
  const out = e.response.header()
  const put = (group) => {
    for (const name of Object.keys(group)) out.set(name, group[name])
  }
  const headers = exports.load()
  put(headers.everywhere)
  if (path === "/_" || path.startsWith("/_/")) {
    put(headers.answers)
    if ($os.getenv("COMMONWATCH_ADMIN_PAGE") !== "on") throw new NotFoundError()
    out.del("Cache-Control")
    out.set("Content-Security-Policy", ADMIN_POLICY)
    return
  }
  if (path === "/api" || path.startsWith("/api/")) {
    put(headers.answers)
    // Compressing a stream would hold messages back; compressing tokens beside chosen text would leak them.
    if (path === "/api/realtime" || /\/(auth-|request-|confirm-)/.test(path)) e.request.header.del("Accept-Encoding")
    return
  }
  put(HASHED.test(path) ? headers.hashed : headers.files)
  // Files are compressed once, when the portal is built.
  e.set("acceptEncoding", e.request.header.get("Accept-Encoding"))
  e.request.header.del("Accept-Encoding")
}

/// Sets the answer's caching to "ask again": for pages that stand in for others.
exports.neverHashed = (e) => {
  const files = exports.load().files
  for (const name of Object.keys(files)) e.response.header().set(name, files[name])
}
