/// What organisations answer to an alert's asks: one answer for each ask and organisation.

const answer = require(`${__hooks}/lib/answer.js`)
const refuse = require(`${__hooks}/lib/refuse.js`)
const viewers = require(`${__hooks}/lib/viewer.js`)
const alerts = require(`${__hooks}/lib/alerts.js`)

/// Answers, or changes the answer, for the member's own organisation.
exports.write = (e) => {
  if (e.hasSuperuserAuth()) return e.next()
  const viewer = viewers.of(e.auth)
  const body = refuse.body(e)
  if (!e.record.isNew()) {
    refuse.onlyThese(e.record, body, ["answer", "note"])
    e.record.set("person", viewer.person)
    return answer.write(e, exports.show, () => {})
  }
  const organisation = body.organisation || viewer.organisation
  if (!viewer.organisations.includes(organisation)) throw new ForbiddenError("You answer for your own organisation.")
  const alert = alerts.seen(e, e.record.getString("alert"))
  if (!alert) refuse.fields({ alert: "There is no such alert." })
  const ask = e.record.getString("ask")
  if (!(refuse.json(alert, "asks") || []).some((one) => one.id === ask)) refuse.fields({ ask: "This alert does not ask that." })
  return answer.write(e, exports.show, (tx, sent) => {
    const earlier = tx.findRecordsByFilter("answers", "alert = {:alert} && ask = {:ask} && organisation = {:organisation}", "", 1, 0,
      { alert: alert.id, ask, organisation })
    // The same answer sent twice (a retry) is one answer; a different one must be a change the member can see.
    if (earlier.length && (earlier[0].getString("answer") !== sent.getString("answer") || earlier[0].getString("person") !== viewer.person)) {
      refuse.fields({ ask: "Your organisation has answered this already. Change that answer." })
    }
    const kept = earlier.length ? earlier[0] : sent
    kept.set("note", sent.getString("note"))
    kept.set("organisation", organisation)
    kept.set("organisation_name", tx.findRecordById("organisations", organisation).getString("name"))
    kept.set("person", viewer.person)
    return { record: kept }
  })
}

/// Who typed it is for the organisation itself and the convenor.
exports.show = (kept, viewer) => {
  if (viewer.member && viewers.knows(viewer, kept.getString("organisation"))) kept.unhide("person")
}
