// Meetings and who comes. A full meeting has a queue: whoever asked first has the next free seat.
import { Parse } from '../packages.mjs';
import { alertFor, pointers } from './answers.mjs';
import { readable } from './asking.mjs';
import * as directory from './directory.mjs';
import { conflict, forbidden, wrong } from './refuse.mjs';
import { aclFor, oneOf, pointer, reference, sizes, writable } from './writing.mjs';

const { idOf, MASTER } = directory;

export const eventAcl = (draft) => aclFor({ roles: [draft ? 'Convenors' : 'Members'] });

readable('Event', {
  fields: ['category', 'title', 'state', 'startsAt', 'endsAt', 'firstDay', 'attendance', 'marking', 'series', 'location', 'theme', 'description'],
  show(object, viewer) {
    // Everybody sees the meeting, and only some the alert that it is about.
    if (!viewer.readsAlert(idOf(object.get('alert')))) object.unset('alert');
  },
});

writable('Event', {
  fields: [
    'category', 'title', 'state', 'allDay', 'localStart', 'localEnd', 'zone', 'startsAt', 'endsAt', 'firstDay', 'lastDay', 'attendance',
    'location', 'joinLink', 'seats', 'marking', 'chathamHouse', 'description', 'theme', 'chair', 'noteTaker', 'agenda', 'minutes',
    'cancellationReason', 'series', 'originalStart', 'alert',
  ],
  changes: [],
  async create(object, viewer) {
    oneOf(object, 'category', ['agm', 'workshop', 'regular', 'urgent', 'talk', 'social']);
    oneOf(object, 'state', ['draft', 'planned', 'cancelled', 'over']);
    oneOf(object, 'attendance', ['online', 'in_person', 'hybrid']);
    oneOf(object, 'marking', ['RED', 'AMBER+STRICT', 'AMBER', 'GREEN', 'CLEAR']);
    if (!viewer.isConvenor && object.get('category') !== 'urgent') throw forbidden('Only the convenor calls this kind of meeting.');
    if (!viewer.isConvenor || !object.get('state')) object.set('state', 'planned');
    if (object.get('endsAt') <= object.get('startsAt')) throw wrong('endsAt', 'The meeting must end after it begins.');
    const seats = object.get('seats') ?? 1;
    if (!Number.isInteger(seats) || seats < 1) throw wrong('seats', 'Enter a whole number.');
    if (object.get('alert')) await alertFor(idOf(object.get('alert')), viewer);
    sizes(object, { title: 200, location: 300, joinLink: 200, description: 5000, theme: 300, chair: 200, noteTaker: 200, minutes: 50000 });
    object.set({ reference: await reference('Event', 'MT', 3), revision: 0 });
    object.setACL(eventAcl(object.get('state') === 'draft'));
  },
});

readable('Reply', {
  fields: ['event', 'member', 'answer', 'queuePosition'],
  // A reply is seen with the person.
  within: (viewer) => ({ member: { $nin: pointers(viewer.unseenMembers(), 'Member') } }),
  show(object, viewer) {
    const member = idOf(object.get('member'));
    object.set('memberName', directory.member(member)?.name);
    if (!viewer.isConvenor && !viewer.isSelf(member)) object.unset('accessNeeds');
    object.unset('key');
    object.unset('queuedAt');
  },
});

/** The answer that takes a seat. */
export const takesSeat = (event, answer) => answer === (event.get('attendance') === 'online' ? 'remote' : 'yes');

async function check(object, viewer, event) {
  if (!event || (event.get('state') === 'draft' && !viewer.isConvenor)) throw wrong('event', 'There is no such meeting.');
  if (event.get('state') === 'cancelled') throw wrong('event', 'This meeting has been cancelled.');
  oneOf(object, 'answer', ['yes', 'remote', 'maybe', 'no']);
  sizes(object, { accessNeeds: 1000 });
  if (!takesSeat(event, object.get('answer'))) object.unset('queuedAt');
  else if (!object.get('queuedAt')) object.set('queuedAt', new Date());
}

const eventOf = (object) => new Parse.Query('Event').equalTo('objectId', idOf(object.get('event')) ?? '').first(MASTER);

writable('Reply', {
  fields: ['event', 'member', 'answer', 'accessNeeds'],
  changes: ['answer', 'accessNeeds'],
  async create(object, viewer) {
    const member = idOf(object.get('member'));
    if (member && !viewer.isSelf(member)) throw wrong('member', 'A reply is always your own.');
    const event = await eventOf(object);
    await check(object, viewer, event);
    const key = `${event.id}:${viewer.member.id}`;
    if (await new Parse.Query('Reply').equalTo('key', key).first(MASTER)) throw conflict('You have replied already. Change that reply.');
    object.set({ member: pointer('Member', viewer.member.id), key, queuePosition: 0 });
    object.setACL(event.getACL());
  },
  async update(object, viewer, before) {
    if (!viewer.isSelf(idOf(before.get('member')))) throw forbidden('A reply is always your own.');
    await check(object, viewer, await eventOf(before));
  },
});

Parse.Cloud.afterSave('Reply', ({ object, context }) => {
  if (!context.seating) return inTurn(() => seat(idOf(object.get('event'))));
  return undefined;
});

let last = Promise.resolve();

/** One after another: two who take the last seat at once would both have it. */
function inTurn(work) {
  const done = last.then(work);
  last = done.catch(() => {});
  return done;
}

/** Gives the seats to who asked first, and numbers the rest 1, 2, 3 and so on. */
async function seat(id) {
  const event = await new Parse.Query('Event').get(id, MASTER);
  const seats = event.get('seats') || Infinity;
  const replies = await directory.all('Reply', (query) => query.equalTo('event', event));
  const waiting = replies.filter((one) => takesSeat(event, one.get('answer')));
  waiting.sort((a, b) => a.get('queuedAt') - b.get('queuedAt') || a.id.localeCompare(b.id));
  const places = new Map(waiting.map((one, at) => [one.id, Math.max(0, at + 1 - seats)]));
  for (const one of replies) {
    const place = places.get(one.id) ?? 0;
    if ((one.get('queuePosition') ?? 0) !== place) await one.save({ queuePosition: place }, { ...MASTER, context: { seating: true } });
  }
}
