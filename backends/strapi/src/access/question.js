// What may be asked of a list: only the filters, orders and searched fields that its service names. Strapi itself would let
// anybody filter by whatever their role may read, and a filter on a field tells its value as surely as showing it.
const { errors } = require('@strapi/utils');

const OPERATORS = new Set(['$eq', '$ne', '$lt', '$lte', '$gt', '$gte', '$in', '$contains', '$containsi', '$startsWith', '$startsWithi']);
const WORDS = ['filters', 'sort', 'pagination', '_q'];

/** The parameters of a request as the core service takes them. */
async function questionOf(query, rules, viewer) {
  for (const word of Object.keys(query)) if (!WORDS.includes(word)) throw invalid(word);
  const asked = await Promise.all(Object.entries(query.filters ?? {}).map(([field, condition]) => filterOf(field, condition, rules, viewer)));
  if (query._q) asked.push({ $or: (rules.searched ?? []).map((field) => ({ [field]: { $containsi: String(query._q) } })) });
  return { filters: asked, sort: sortOf(query.sort, rules), pagination: query.pagination };
}

async function filterOf(field, condition, { filtered = [], related = {} }, viewer) {
  if (filtered.includes(field)) return { [field]: conditionOf(field, condition) };
  // A relation is asked for by one word of what it leads to, and only as far as that may be known.
  const key = related[field];
  if (!key || Object.keys(condition ?? {}).join() !== key) throw invalid(field);
  const within = await strapi.service(`api::${field}.${field}`).visible(viewer);
  return { [field]: { $and: [{ [key]: conditionOf(field, condition[key]) }, within] } };
}

function conditionOf(field, condition) {
  if (condition === null || typeof condition !== 'object') return { $eq: condition };
  for (const [operator, value] of Object.entries(condition)) {
    const plain = Array.isArray(value) ? value.every(isPlain) : isPlain(value);
    if (!OPERATORS.has(operator) || !plain) throw invalid(`${field}.${operator}`);
  }
  return condition;
}

const isPlain = (value) => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** The order that was asked for; at its end the row's id, or equal rows would swap between pages. */
function sortOf(asked, { sorted = [], order = [] }) {
  const list = [asked ?? []].flat().flatMap((one) => String(one).split(','));
  for (const one of list) {
    const [field, direction = 'asc'] = one.split(':');
    if (!sorted.includes(field) || !['asc', 'desc'].includes(direction)) throw invalid(field);
  }
  return [...(list.length ? list : order), 'id:asc'];
}

const invalid = (key) => new errors.ValidationError(`Invalid key ${key}`, { key, source: 'query' });

module.exports = { questionOf };
