import assert from 'node:assert/strict';
import { test } from 'node:test';
import { add, CONFLICT, day, FORBIDDEN, get, id, INVALID, made, operator, pointer, put, refused, rows, to } from './coalition.mjs';

const TIMES = { startsAt: day('2027-03-01T10:00:00.000Z'), endsAt: day('2027-03-01T11:00:00.000Z') };
const meeting = (who, more = {}) => made(who, 'Event', { category: 'urgent', title: 'Now', ...TIMES, ...more });

test('a member calls an urgent meeting, the convenor any', async () => {
  refused(await add('ama', 'Event', { category: 'agm', title: 'AGM', ...TIMES }), FORBIDDEN);
  refused(await add('ama', 'Event', { category: 'urgent', title: 'x', startsAt: TIMES.endsAt, endsAt: TIMES.startsAt }), INVALID, 'endsAt');
  refused(await add('ama', 'Event', { category: 'urgent', ...TIMES }), INVALID, 'title');
  refused(await add('ama', 'Event', { category: 'urgent', title: 'x', reference: 'MT-1', ...TIMES }), FORBIDDEN);
  const { body } = await get('ben', 'Event', await meeting('ama', { state: 'draft' }));
  assert.deepEqual([body.state, /^MT-\d{4}-\d{3}$/.test(body.reference)], ['planned', true]);
  const draft = await meeting('con', { category: 'agm', state: 'draft' });
  assert.deepEqual([(await get('ama', 'Event', draft)).status, (await get('con', 'Event', draft)).status], [404, 200]);
  refused(await add('ama', 'Reply', { event: to('Event', draft), answer: 'yes' }), INVALID, 'event');
});

test('a meeting is shown to everybody, and the alert it is about only to its readers', async () => {
  const alert = to('Alert', await made('ama', 'Alert', { kind: 'warning', title: 'Red', tlp: 'RED', addressees: [id('ben')] }));
  const event = await meeting('ben', { alert });
  assert.deepEqual([(await get('ben', 'Event', event)).body.alert?.objectId, (await get('con', 'Event', event)).body.alert], [alert.objectId, undefined]);
  refused(await add('con', 'Event', { category: 'urgent', title: 'x', alert, ...TIMES }), INVALID, 'alert');
});

test('a reply is one\'s own, and one', async () => {
  const event = to('Event', await meeting('ama'));
  refused(await add('ama', 'Reply', { event, member: pointer('Member', 'ben'), answer: 'yes' }), INVALID, 'member');
  const mine = await made('ama', 'Reply', { event, answer: 'yes', accessNeeds: 'A seat near the door' });
  refused(await add('ama', 'Reply', { event, answer: 'no' }), CONFLICT);
  refused(await put('ben', 'Reply', mine, { answer: 'no' }), FORBIDDEN);
  refused(await put('ama', 'Reply', mine, { queuePosition: 0, member: pointer('Member', 'ben') }), FORBIDDEN);
  assert.equal((await put('ama', 'Reply', mine, { answer: 'maybe' })).status, 200);
  const told = await Promise.all(['ama', 'con', 'ben', 'lea'].map(async (who) => (await get(who, 'Reply', mine)).body.accessNeeds));
  assert.deepEqual(told, ['A seat near the door', 'A seat near the door', undefined, undefined]);
  const { body } = await get('ben', 'Reply', mine);
  assert.deepEqual([body.memberName, body.answer, body.key, body.queuedAt], ['Ama', 'maybe', undefined, undefined]);
  refused(await add('ama', 'Reply', { event: pointer('Event', 'off'), answer: 'yes' }), INVALID, 'event');
});

test('a reply is seen with the person', async () => {
  const where = { event: pointer('Event', 'full'), member: pointer('Member', 'quiet') };
  const counts = await Promise.all(['ama', 'con'].map(async (who) => (await rows(who, 'Reply', { where })).length));
  assert.deepEqual(counts, [0, 1]);
});

test('a full meeting has a queue that moves up', async () => {
  const event = pointer('Event', 'full');
  const replies = {};
  for (const who of ['ama', 'ben', 'eve']) replies[who] = await made(who, 'Reply', { event, answer: 'yes' });
  const place = async (who) => (await get(who, 'Reply', replies[who])).body.queuePosition;
  const places = async () => [await place('ama'), await place('ben'), await place('eve')];
  assert.deepEqual(await places(), [0, 1, 2]);
  replies.lea = await made('lea', 'Reply', { event, answer: 'remote' });
  assert.equal(await place('lea'), 0);
  await put('ama', 'Reply', replies.ama, { answer: 'no' });
  assert.deepEqual(await places(), [0, 0, 1]);
  await put('ama', 'Reply', replies.ama, { answer: 'yes' });
  assert.deepEqual(await places(), [2, 0, 1]);
  await operator('Event', id('full'), { seats: 3 });
  await put('lea', 'Reply', replies.lea, { answer: 'maybe' });
  assert.deepEqual(await places(), [0, 0, 0]);
});

test('two who take the last seat at once do not both have it', async () => {
  const event = to('Event', await meeting('con', { attendance: 'in_person', seats: 1 }));
  await Promise.all(['ama', 'ben', 'eve', 'lea'].map((who) => made(who, 'Reply', { event, answer: 'yes' })));
  const all = await rows('con', 'Reply', { where: { event }, order: 'queuePosition' });
  assert.deepEqual(all.map((one) => one.queuePosition), [0, 1, 2, 3]);
});
