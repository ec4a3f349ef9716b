/// Blog posts and joint statements.

const id = {
  name: "id", type: "text", system: true, primaryKey: true, required: true,
  min: 15, max: 40, pattern: "^[a-z0-9-]+$", autogeneratePattern: "[a-z0-9]{15}",
}
const text = (name, max, more) => ({ type: "text", name, max, ...more })
const select = (name, values, more) => ({ type: "select", name, values, ...more })
const slug = text("slug", 200, { required: true, pattern: "^[a-z0-9]+(-[a-z0-9]+)*$" })
const created = { type: "autodate", name: "created", onCreate: true }
const updated = { type: "autodate", name: "updated", onCreate: true, onUpdate: true }
const member = "@request.auth.collectionName = 'users' && @request.auth.state = 'active'"
const writer = `(${member} && (@request.auth.role = 'editor' || @request.auth.role = 'convenor'))`

migrate((app) => {
  const out = "status = 'published' || (status = 'scheduled' && publish_at != '' && publish_at <= @now)"
  app.save(new Collection({
    type: "base", name: "posts",
    fields: [
      id, slug, text("title", 300, { required: true }), text("lang", 35), text("summary", 1000), text("body", 200000),
      select("section", ["world", "links", "practice"]),
      { type: "json", name: "authors" }, { type: "date", name: "publish_at" }, { type: "json", name: "tags" },
      text("content_note", 1000),
      select("status", ["draft", "in_review", "scheduled", "published", "withdrawn"], { required: true }),
      created, updated,
    ],
    indexes: [
      "CREATE UNIQUE INDEX idx_posts_slug ON posts (slug)",
      "CREATE INDEX idx_posts_publish_at ON posts (status, publish_at)",
    ],
    listRule: `${out} || ${writer}`, viewRule: `${out} || ${writer}`,
    createRule: writer, updateRule: writer, deleteRule: null,
  }))

  const shown = `status = 'published' || status = 'sign_on_open' || (status = 'withdrawn' && ${member}) || ${writer}`
  app.save(new Collection({
    type: "base", name: "statements",
    fields: [
      id, slug, text("title", 300, { required: true }), text("body", 200000),
      { type: "json", name: "addressees" },
      select("status", ["draft", "sign_on_open", "published", "withdrawn"], { required: true }),
      { type: "date", name: "sign_by" }, { type: "date", name: "published_on" },
      { type: "json", name: "signatories" },
      { type: "number", name: "hidden_signatories", onlyInt: true, min: 0 },
      { type: "json", name: "topics" },
      created, updated,
    ],
    indexes: [
      "CREATE UNIQUE INDEX idx_statements_slug ON statements (slug)",
      "CREATE INDEX idx_statements_published_on ON statements (status, published_on)",
    ],
    listRule: shown, viewRule: shown, createRule: writer, updateRule: writer, deleteRule: null,
  }))
}, (app) => {
  for (const name of ["statements", "posts"]) app.delete(app.findCollectionByNameOrId(name))
})
