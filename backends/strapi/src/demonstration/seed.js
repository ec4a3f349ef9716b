// Loads the demonstration data into an empty database: rows in batches, and relations straight into Strapi's own tables for
// them, because a thousand documents one by one would take minutes.
const { readFileSync } = require('node:fs');

const { documentId, shapes } = require('./shapes');

const PASSWORD = 'commonwatch-demo';
/** SQLite joins no more than 500 rows in one statement. */
const BATCH = 200;

const uidOf = (name) => `api::${name}.${name}`;

/** `file` is the dataset; a database that holds people is left alone. */
async function seed(strapi, file) {
  if (await strapi.db.query(uidOf('member')).count()) return;
  const { records, accounts } = JSON.parse(readFileSync(file, 'utf8'));
  const kinds = shapes(records);
  await strapi.db.transaction(async ({ trx }) => {
    const ids = {};
    // All rows first: people and organisations point at each other.
    for (const [name, all] of Object.entries(kinds)) ids[name] = await rows(strapi, name, all);
    for (const [name, all] of Object.entries(kinds)) await relations(strapi, trx, name, all, ids);
  });
  for (const account of accounts) await sign(strapi, account);
  strapi.log.info(`${kinds.member.length} people and ${kinds.alert.length} alerts were loaded.`);
}

/** Makes the rows of one content type, and tells the rows' ids by the records' ids. */
async function rows(strapi, name, all) {
  const { options } = strapi.contentType(uidOf(name));
  const data = all.flatMap(({ id, row }) => {
    const whole = { documentId: documentId(id), publishedAt: new Date(), locale: null, ...row };
    // What is drafted in the panel has a draft beside what is published.
    return options.draftAndPublish ? [{ ...whole, publishedAt: null }, ...(whole.publishedAt ? [whole] : [])] : [whole];
  });
  const numbered = data.map((one, at) => ({ id: at + 1, ...one }));
  for (const batch of batches(numbered)) await strapi.db.query(uidOf(name)).createMany({ data: batch });
  return new Map(numbered.map((one) => [one.documentId, one.id]));
}

async function relations(strapi, trx, name, all, ids) {
  const { attributes } = strapi.db.metadata.get(uidOf(name));
  const links = {};
  for (const { id, relations: given = {} } of all) {
    for (const [field, [target, values]] of Object.entries(given)) {
      const found = [values ?? []].flat().map((value) => ids[target].get(documentId(value))).filter(Boolean);
      const own = ids[name].get(documentId(id));
      found.forEach((other, order) => (links[field] ??= []).push([own, other, order + 1]));
    }
  }
  for (const [field, pairs] of Object.entries(links)) {
    const { joinTable } = attributes[field];
    const { joinColumn, inverseJoinColumn, orderColumnName, inverseOrderColumnName } = joinTable;
    const lines = pairs.map(([own, other, order]) => ({
      [joinColumn.name]: own,
      [inverseJoinColumn.name]: other,
      ...(orderColumnName ? { [orderColumnName]: order } : {}),
      ...(inverseOrderColumnName ? { [inverseOrderColumnName]: own } : {}),
    }));
    for (const batch of batches(lines)) await trx(joinTable.name).insert(batch);
  }
}

/** An account that signs in to the demonstration. */
async function sign(strapi, { email, role, person }) {
  const { id } = await strapi.db.query('plugin::users-permissions.role').findOne({ where: { type: role } });
  const users = strapi.plugin('users-permissions').service('user');
  const user = await users.add({ username: email, email, password: PASSWORD, provider: 'local', confirmed: true, blocked: false, role: id });
  await strapi.db.query(uidOf('member')).update({ where: { documentId: documentId(person) }, data: { account: user.id } });
}

function* batches(all) {
  for (let at = 0; at < all.length; at += BATCH) yield all.slice(at, at + BATCH);
}

module.exports = { seed };
