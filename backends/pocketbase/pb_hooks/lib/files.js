/// The portal's files: exact file, folder, the shell of members' pages, or a real "Page not found".

const headers = require(`${__hooks}/lib/headers.js`)

// Addresses that WebAssembly draws: they get the empty shell, with 200.
const SHELL = /^\/(sign-in|account|directory|calendar|alerts|support|connection)(\/|$)|^\/(blog|statements)\/[^/]/

const TYPES = {
  html: "text/html; charset=utf-8", css: "text/css; charset=utf-8", js: "text/javascript; charset=utf-8",
  mjs: "text/javascript; charset=utf-8", json: "application/json", wasm: "application/wasm", svg: "image/svg+xml",
  webmanifest: "application/manifest+json", txt: "text/plain; charset=utf-8", md: "text/markdown; charset=utf-8",
  xml: "application/xml; charset=utf-8", ics: "text/calendar; charset=utf-8", png: "image/png", jpg: "image/jpeg",
  webp: "image/webp", avif: "image/avif", ico: "image/x-icon", woff2: "font/woff2", gz: "", br: "",
}

const stat = (path) => {
  try {
    return $os.stat(path)
  } catch {
    return null
  }
}

// A path inside the folder, or null: no dot files (but .well-known), no way out, no control characters.
const clean = (path) => {
  if (/[\\\u0000-\u001f]/.test(path) || /\.(br|gz)$/.test(path)) return null
  const parts = path.split("/").filter((part) => part !== "")
  if (parts.some((part, at) => part.startsWith(".") && !(at === 0 && part === ".well-known"))) return null
  return parts.join("/")
}

const find = (root, path) => {
  const name = clean(path)
  if (name === null) return null
  const found = stat(name ? `${root}/${name}` : root)
  if (!found) return null
  if (!found.isDir()) return path.endsWith("/") ? null : name
  const index = name ? `${name}/index.html` : "index.html"
  const page = stat(`${root}/${index}`)
  return page && !page.isDir() ? index : null
}

const accepts = (list, coding) => (list || "").split(",").some((one) => {
  const [name, ...rest] = one.trim().toLowerCase().split(";")
  return name === coding && !rest.some((part) => /^\s*q=0(\.0*)?\s*$/.test(part))
})

const send = (e, root, name) => {
  const out = e.response.header()
  const type = TYPES[name.slice(name.lastIndexOf(".") + 1).toLowerCase()]
  out.set("Content-Type", type || "application/octet-stream")
  for (const [coding, ending] of [["br", ".br"], ["gzip", ".gz"]]) {
    const packed = stat(`${root}/${name}${ending}`)
    if (!packed) continue
    if (!out.values("Vary").includes("Accept-Encoding")) out.add("Vary", "Accept-Encoding")
    if (!accepts(e.get("acceptEncoding"), coding)) continue
    e.request.header.del("Range") // a part of a compressed file is not that part of the file
    out.set("Content-Encoding", coding)
    return e.fileFS($os.dirFS(root), name + ending)
  }
  return e.fileFS($os.dirFS(root), name)
}

const page = (e, root, status, name) => {
  headers.neverHashed(e)
  try {
    return e.html(status, toString($os.readFile(`${root}/${name}`)))
  } catch {
    return e.html(status, "<!doctype html><title>Page not found</title><h1>Page not found</h1>")
  }
}

/// Answers an address that is not the API's.
exports.serve = (e) => {
  const path = e.request.url.path
  if (path === "/api" || path.startsWith("/api/")) throw new NotFoundError()
  if (e.request.method !== "GET" && e.request.method !== "HEAD") {
    e.response.header().set("Allow", "GET, HEAD")
    return e.json(405, { status: 405, message: "Method not allowed.", data: {} })
  }
  const root = $os.getenv("COMMONWATCH_PUBLIC")
  if (!root) throw new NotFoundError()
  const name = find(root, path)
  if (name) return send(e, root, name)
  if (SHELL.test(path) && clean(path) !== null) {
    headers.neverHashed(e)
    return send(e, root, stat(`${root}/app.html`) ? "app.html" : "index.html")
  }
  return page(e, root, 404, "404.html")
}
