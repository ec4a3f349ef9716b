// What a client may write: only the fields named for it. Everything else of a record the server says itself.
import { Parse } from '../packages.mjs';
import { viewerOf } from './directory.mjs';
import { forbidden, wrong } from './refuse.mjs';

const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/**
 * Guards the writing of a class: `create(object, viewer)` and `update(object, viewer, before)` check and complete what is sent.
 * Each has a list of the fields that may be sent.
 * `derive(object)` follows every change, the operator's too.
 */
export function writable(className, { create, update, derive = () => {}, fields, changes = fields }) {
  Parse.Cloud.beforeSave(className, async (request) => {
    if (request.master) {
      derive(request.object);
      return;
    }
    const viewer = viewerOf(request);
    if (!viewer.isMember) throw forbidden('Only members write this.');
    const { object, original } = request;
    const allowed = typeof changes === 'function' && original ? changes(original, viewer) : original ? changes : fields;
    for (const name of object.dirtyKeys()) {
      if (!allowed.includes(name) && !same(object.get(name), original?.get(name))) throw forbidden(`${name} is not yours to say.`);
    }
    await (original ? update(object, viewer, original) : create(object, viewer));
    derive(object);
  });
}

/**
 * Readable to these roles and accounts. They may also try to write: `writable` decides, and to everybody else the record is
 * not there.
 */
export function aclFor({ roles = [], accounts = [], everybody = false }) {
  const acl = new Parse.ACL();
  for (const one of [...roles.map((role) => `role:${role}`), ...accounts]) {
    acl.setReadAccess(one, true);
    acl.setWriteAccess(one, true);
  }
  if (everybody) {
    acl.setPublicReadAccess(true);
    acl.setRoleWriteAccess('Members', true);
  }
  return acl;
}

export function pointer(className, id) {
  return id ? Parse.Object.fromJSON({ __type: 'Pointer', className, objectId: id }) : undefined;
}

const counters = new Map();

/** What people quote, such as AL-2026-0042: a running number for each kind and year. */
export async function reference(className, prefix, digits) {
  const start = `${prefix}-${new Date().getUTCFullYear()}-`;
  if (!counters.has(start)) {
    const last = await new Parse.Query(className).startsWith('reference', start).descending('reference').first({ useMasterKey: true });
    // Somebody else may have looked meanwhile.
    if (!counters.has(start)) counters.set(start, last ? Number(last.get('reference').slice(start.length)) : 0);
  }
  const next = counters.get(start) + 1;
  counters.set(start, next);
  return `${start}${String(next).padStart(digits, '0')}`;
}

/** Texts that are not longer than this, and lists of short texts that are not longer than that. */
export function sizes(object, limits) {
  for (const [name, most] of Object.entries(limits)) {
    const value = object.get(name);
    if (typeof value === 'string' && value.length > most) throw wrong(name, `This is longer than ${most} characters.`);
    if (!Array.isArray(value)) continue;
    const fits = value.length <= most && value.every((one) => typeof one === 'string' && one.length <= 200);
    if (!fits) throw wrong(name, `Send at most ${most} short texts.`);
  }
}

/** A code out of a list, where there is one. */
export function oneOf(object, name, words) {
  const value = object.get(name);
  if (value !== undefined && value !== null && !words.includes(value)) throw wrong(name, 'This is not one of the choices.');
}
