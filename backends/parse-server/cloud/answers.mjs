// That somebody has opened an alert, which only they read, and how organisations answer what an alert asks.
import { Parse } from '../packages.mjs';
import { readable } from './asking.mjs';
import * as directory from './directory.mjs';
import { conflict, forbidden, wrong } from './refuse.mjs';
import { aclFor, oneOf, pointer, sizes, writable } from './writing.mjs';

const { idOf, MASTER } = directory;

/** An alert that this viewer may read: a record about another one would tell that it exists. */
export async function alertFor(id, viewer) {
  if (!viewer.readsAlert(id)) throw wrong('alert', 'There is no such message.');
  return new Parse.Query('Alert').get(id, MASTER);
}

readable('Receipt', {
  fields: ['alert', 'member', 'readAt'],
  show(object) {
    object.unset('key');
  },
});

writable('Receipt', {
  fields: ['alert', 'member'],
  changes: [],
  async create(object, viewer) {
    const member = idOf(object.get('member'));
    if (member && !viewer.isSelf(member)) throw wrong('member', 'You note only what you have opened yourself.');
    const alert = await alertFor(idOf(object.get('alert')), viewer);
    object.set({ member: pointer('Member', viewer.member.id), readAt: new Date(), key: `${alert.id}:${viewer.member.id}` });
    object.setACL(aclFor({ accounts: [viewer.member.account] }));
  },
});

readable('Response', {
  fields: ['alert', 'ask', 'choice', 'modified'],
  within: (viewer) => ({ organisation: { $nin: pointers(viewer.unknownOrganisations()) } }),
  show(object, viewer) {
    const organisation = idOf(object.get('organisation'));
    object.set('organisationName', directory.organisation(organisation)?.name);
    // Who typed it is for the organisation itself and the convenor.
    if (!viewer.isConvenor && !viewer.organisations.has(organisation)) object.unset('author');
    object.unset('key');
  },
});

export const pointers = (ids, className = 'Organisation') => ids.map((objectId) => ({ __type: 'Pointer', className, objectId }));

writable('Response', {
  fields: ['alert', 'ask', 'organisation', 'choice', 'note'],
  changes: ['choice', 'note'],
  async create(object, viewer) {
    const organisation = idOf(object.get('organisation')) ?? viewer.member.organisation;
    if (!organisation || !viewer.organisations.has(organisation)) throw wrong('organisation', 'You answer for your own organisation.');
    const alert = await alertFor(idOf(object.get('alert')), viewer);
    const ask = object.get('ask');
    if (!(alert.get('asks') ?? []).some((one) => one.id === ask)) throw wrong('ask', 'This alert does not ask that.');
    const key = `${ask}:${organisation}`;
    if (await new Parse.Query('Response').equalTo('key', key).first(MASTER)) {
      throw conflict('Your organisation has answered this already. Change that answer.');
    }
    object.set({ organisation: pointer('Organisation', organisation), key });
    object.setACL(alert.getACL());
    complete(object, viewer);
  },
  update(object, viewer, before) {
    if (!viewer.organisations.has(idOf(before.get('organisation')))) throw forbidden('You answer for your own organisation.');
    complete(object, viewer);
  },
});

function complete(object, viewer) {
  oneOf(object, 'choice', ['acting', 'can_help', 'noted', 'cannot']);
  sizes(object, { note: 2000 });
  object.set({ author: pointer('Member', viewer.member.id), modified: new Date() });
}
