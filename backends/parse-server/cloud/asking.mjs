// What a client may ask of a class: conditions and orders over fields that everybody who may ask may read, since a condition
// tells of a field without showing it. Each class adds what its viewer may see, and how a record looks to them.
import { Parse } from '../packages.mjs';
import { viewerOf } from './directory.mjs';
import { forbidden } from './refuse.mjs';

const BUILT_IN = ['objectId', 'createdAt', 'updatedAt'];
const COMPARISONS = ['$eq', '$ne', '$in', '$nin', '$lt', '$lte', '$gt', '$gte', '$exists', '$regex', '$options'];

/** Refuses a condition that is not about these fields, or that asks another class. */
function check(where, fields) {
  for (const [name, condition] of Object.entries(where)) {
    if (['$or', '$and', '$nor'].includes(name) && Array.isArray(condition)) {
      condition.forEach((one) => check(one, fields));
      continue;
    }
    if (!fields.includes(name)) throw forbidden(`${name} cannot be asked for.`);
    const words = condition && typeof condition === 'object' ? Object.keys(condition).filter((word) => word.startsWith('$')) : [];
    if (!words.every((word) => COMPARISONS.includes(word))) throw forbidden(`${name} cannot be asked for in this way.`);
  }
}

/**
 * Guards the reading of a class.
 * `fields`: what conditions and orders may be about. `within(viewer)`: a condition that is always added, if any.
 * `show(object, viewer)`: takes from a record what this viewer may not see, and adds what is derived.
 */
export function readable(className, { fields, guests = false, within = () => null, show = () => {} }) {
  const known = [...BUILT_IN, ...fields];
  Parse.Cloud.beforeFind(className, (request) => {
    if (request.master) return undefined;
    const viewer = viewerOf(request);
    if (!guests && !viewer.isMember) {
      if (request.user) throw forbidden('Only members read this.');
      return undefined; // Guests are refused by the class itself.
    }
    const { where = {}, order = '', ...rest } = request.query.toJSON();
    if (rest.include || rest.keys || rest.excludeKeys || rest.explain || rest.hint) throw forbidden('Records are answered whole, each by itself.');
    check(where, known);
    const orders = order.split(',').filter(Boolean);
    if (!orders.every((one) => known.includes(one.replace(/^-/, '')))) throw forbidden('This order is not known.');
    const always = within(viewer);
    const query = new Parse.Query(className);
    // Always in some order to the end: pages would overlap otherwise.
    query.withJSON({ ...rest, where: always ? { $and: [where, always] } : where, order: [...orders, 'objectId'].join(',') });
    return query;
  });
  Parse.Cloud.afterFind(className, (request) => {
    if (request.master) return request.objects;
    const viewer = viewerOf(request);
    return request.objects.map((object) => shown(object, viewer, show));
  });
}

/** A record as this viewer sees it. Its ACL would tell who wrote what. */
export function shown(object, viewer, show) {
  show(object, viewer);
  object.unset('ACL');
  return object;
}
