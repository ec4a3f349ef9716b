// The support board. Whoever asks unnamed is known to themselves and the moderators, not to convenors.
import { readable } from './asking.mjs';
import * as directory from './directory.mjs';
import { forbidden, wrong } from './refuse.mjs';
import { aclFor, oneOf, pointer, reference, sizes, writable } from './writing.mjs';

const { idOf } = directory;
const SENT = [
  'type', 'topic', 'title', 'text', 'anonymous', 'places', 'hoursPerMonth', 'costPence', 'availableFrom', 'availableUntil',
];
const CHOICES = {
  type: ['request', 'offer'], state: ['open', 'matched', 'in_progress', 'closed', 'expired', 'withdrawn'],
  topic: ['staff_care', 'fundraising', 'programme_change', 'charity_duties', 'safety', 'languages', 'peer_listening', 'space'],
};

/** What was withdrawn is its author's, and the moderators'. */
export const itemAcl = (state, account) =>
  state === 'withdrawn' ? aclFor({ roles: ['Moderators'], accounts: [account].filter(Boolean) }) : aclFor({ roles: ['Members'] });

readable('BoardItem', {
  // Not by author: that would tell who wrote an unnamed item.
  fields: ['type', 'topic', 'state', 'anonymous', 'title', 'text', 'reference', 'availableFrom', 'availableUntil'],
  show(object, viewer) {
    const author = idOf(object.get('author'));
    if (object.get('anonymous') && !viewer.isSelf(author) && !viewer.isModerator) {
      object.unset('author');
      return;
    }
    const person = directory.member(author);
    object.set('authorName', person?.name);
    if (viewer.knows(person?.organisation)) object.set('organisationName', directory.organisation(person.organisation).name);
  },
});

writable('BoardItem', {
  fields: [...SENT, 'state'],
  // A moderator closes or withdraws what others have put up, and rewrites nothing.
  changes: (before, viewer) => (viewer.isSelf(idOf(before.get('author'))) ? [...SENT, 'state'] : viewer.isModerator ? ['state'] : []),
  async create(object, viewer) {
    object.set('state', 'open');
    check(object);
    object.set({ author: pointer('Member', viewer.member.id), reference: await reference('BoardItem', 'SB', 3) });
    object.setACL(itemAcl('open'));
  },
  update(object, viewer, before) {
    const author = idOf(before.get('author'));
    if (!viewer.isSelf(author) && !viewer.isModerator) throw forbidden('An item is changed by who put it up.');
    check(object);
    object.setACL(itemAcl(object.get('state'), directory.member(author)?.account));
  },
});

function check(object) {
  for (const [name, words] of Object.entries(CHOICES)) oneOf(object, name, words);
  sizes(object, { title: 200, text: 5000 });
  if (!object.get('title')?.trim()) throw wrong('title', 'Give it a short title.');
  for (const name of ['places', 'hoursPerMonth', 'costPence']) {
    const value = object.get(name) ?? 0;
    if (value < 0 || (name !== 'hoursPerMonth' && !Number.isInteger(value))) throw wrong(name, 'Enter a number that is not below 0.');
  }
  const [first, end] = ['availableFrom', 'availableUntil'].map((name) => object.get(name));
  for (const [name, day] of [['availableFrom', first], ['availableUntil', end]]) {
    if (day && !/^\d{4}-\d\d-\d\d$/.test(day)) throw wrong(name, 'Enter a day.');
  }
  if (first && end && end < first) throw wrong('availableUntil', 'This day is before the first one.');
}
