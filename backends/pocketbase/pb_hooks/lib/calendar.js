/// Meetings, replies to them, and the waiting list of a meeting that is full.

const answer = require(`${__hooks}/lib/answer.js`)
const refuse = require(`${__hooks}/lib/refuse.js`)
const viewers = require(`${__hooks}/lib/viewer.js`)
const numbering = require(`${__hooks}/lib/numbering.js`)
const alerts = require(`${__hooks}/lib/alerts.js`)

/// The convenor calls any meeting, a member an urgent one.
exports.write = (e) => {
  if (e.hasSuperuserAuth()) return e.next()
  const viewer = viewers.of(e.auth)
  const meeting = e.record
  const body = refuse.body(e)
  if (!viewer.convenor) {
    if (meeting.getString("kind") !== "urgent") throw new ForbiddenError("Only the convenor calls this kind of meeting.")
    meeting.set("status", "scheduled")
  }
  const isNew = meeting.isNew()
  if (isNew && !meeting.getString("status")) meeting.set("status", "scheduled")
  if (meeting.getString("starts_at") && meeting.getString("ends_at") && meeting.getString("ends_at") <= meeting.getString("starts_at")) {
    refuse.fields({ ends_at: "The meeting must end after it begins." })
  }
  if ("capacity" in body) meeting.set("capacity", refuse.amount("capacity", body.capacity))
  if (isNew && meeting.getString("from_alert")) {
    const alert = alerts.seen(e, meeting.getString("from_alert"))
    if (!alert) refuse.fields({ from_alert: "There is no such alert." })
    // A meeting everybody sees does not point at an alert only some may know of.
    if (alert.getBool("named_only")) meeting.set("from_alert", "")
  }
  return answer.write(e, answer.asItIs, (tx) => {
    meeting.set("ref", isNew ? numbering.next(tx, "meetings", "MT", 3) : meeting.original().getString("ref"))
    meeting.set("sequence", isNew ? 0 : meeting.original().getInt("sequence") + 1)
    return { after: () => (isNew ? null : exports.fill(tx, meeting)) }
  })
}

const counted = (meeting) => (meeting.getString("mode") === "online" ? "remote" : "in_person")
const seats = (meeting) => {
  const capacity = refuse.json(meeting, "capacity")
  return typeof capacity === "number" && capacity > 0 ? capacity : null
}

/// Gives free places to whoever waits longest, and numbers the rest 1, 2, 3 …
exports.fill = (app, meeting) => {
  const all = app.findRecordsByFilter("replies", "meeting = {:id} && answer = {:answer}", "wait_position,created", 0, 0,
    { id: meeting.id, answer: counted(meeting) })
  const capacity = seats(meeting)
  let taken = all.filter((one) => one.getInt("wait_position") === 0).length
  let position = 0
  for (const reply of all.filter((one) => one.getInt("wait_position") > 0)) {
    const place = capacity === null || taken < capacity ? 0 : (position += 1)
    if (place === 0) taken += 1
    if (reply.getInt("wait_position") === place) continue
    reply.set("wait_position", place)
    app.save(reply)
  }
}

const place = (app, meeting, reply) => {
  if (reply.getString("answer") !== counted(meeting) || seats(meeting) === null) return 0
  const others = app.findRecordsByFilter("replies", "meeting = {:id} && answer = {:answer} && id != {:self}", "", 0, 0,
    { id: meeting.id, answer: counted(meeting), self: reply.id || "-" })
  const before = reply.isNew() ? null : reply.original()
  const held = before && before.getString("answer") === counted(meeting) ? before.getInt("wait_position") : null
  if (held !== null) return held
  const taken = others.filter((one) => one.getInt("wait_position") === 0).length
  if (taken < seats(meeting)) return 0
  return Math.max(0, ...others.map((one) => one.getInt("wait_position"))) + 1
}

/// One reply for each person and meeting, always the person's own; sending it again changes it.
exports.reply = (e) => {
  if (e.hasSuperuserAuth()) return e.next()
  const viewer = viewers.of(e.auth)
  const body = refuse.body(e)
  if (body.person && body.person !== viewer.person) throw new ForbiddenError("A reply is always your own.")
  const changing = !e.record.isNew()
  if (changing) refuse.onlyThese(e.record, body, ["answer", "needs"])
  return answer.write(e, exports.showReply, (tx, sent) => {
    let reply = sent
    let meeting
    try {
      meeting = tx.findRecordById("meetings", reply.getString("meeting"))
    } catch { /* refused below, like a draft */ }
    if (!meeting || meeting.getString("status") === "draft") refuse.fields({ meeting: "There is no such meeting." })
    if (meeting.getString("status") === "cancelled") refuse.fields({ meeting: "This meeting has been cancelled." })
    if (!changing) {
      const earlier = tx.findRecordsByFilter("replies", "meeting = {:m} && person = {:p}", "", 1, 0, { m: meeting.id, p: viewer.person })
      if (earlier.length) {
        reply = earlier[0]
        reply.set("answer", sent.getString("answer"))
      }
    }
    reply.set("person", viewer.person)
    reply.set("person_name", tx.findRecordById("people", viewer.person).getString("name"))
    if ("needs" in body) reply.set("needs", body.needs === null ? "" : String(body.needs))
    reply.set("wait_position", place(tx, meeting, reply))
    return { record: reply, after: () => exports.fill(tx, meeting) }
  })
}

/// What somebody needs to take part is for that person and the convenor.
exports.showReply = (reply, viewer) => {
  if (viewer.convenor || (viewer.person && reply.getString("person") === viewer.person)) reply.unhide("needs")
}
