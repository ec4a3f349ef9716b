// What several services need: relations as a client gives and sees them, and the numbers that people quote.
const { wrong } = require('./refusal');

/** The record that a client names by its id, if this viewer may see it. */
async function known(uid, field, documentId, viewer) {
  const gone = wrong(field, 'There is no such record.');
  if (typeof documentId !== 'string') throw gone;
  const service = strapi.service(uid);
  const filters = { $and: [{ documentId }, await service.visible(viewer, strapi)] };
  const found = await strapi.documents(uid).findFirst({ filters, populate: service.populate });
  if (!found) throw gone;
  return found;
}

/** A relation as it is shown: the id, and a name where there is one. */
const link = (row, name) => (row ? { documentId: row.documentId, ...(name ? { [name]: row[name] } : {}) } : null);

/** What people quote, such as AL-2026-0042: a running number for each kind and year. Ask for it inside a transaction. */
async function nextReference(uid, prefix, digits) {
  const start = `${prefix}-${new Date().getFullYear()}-`;
  const last = await strapi.db.query(uid).findOne({ select: ['reference'], where: { reference: { $startsWith: start } }, orderBy: { reference: 'desc' } });
  const number = last ? Number(last.reference.slice(start.length)) + 1 : 1;
  return start + String(number).padStart(digits, '0');
}

/** Somebody with the organisation, as `viewer.sees` needs them. */
const PERSON = { fields: ['fullName', 'listed'], populate: { organisation: { fields: ['name'] } } };
const NAMED = { fields: ['name'] };

module.exports = { NAMED, PERSON, known, link, nextReference };
