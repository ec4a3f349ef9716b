import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WebSocket } from '../packages.mjs';
import { add, address, ask, CONFLICT, day, FORBIDDEN, get, id, INVALID, made, MISSING, ORIGIN, pointer, put, refused, rows, to, tokenOf } from './coalition.mjs';

const WARNING = { kind: 'warning', title: 'Bridge closed', body: 'Since noon.', tlp: 'GREEN' };
const issue = async (who, more = {}) => (await get(who, 'Alert', await made(who, 'Alert', { ...WARNING, ...more }))).body;
const seen = async (who, alert) => (await get(who, 'Alert', alert.objectId)).status === 200;

test('the server says who, when and which number', async () => {
  for (const [own, value] of Object.entries({
    author: pointer('Member', 'ben'), authorName: 'Ben', organisation: pointer('Organisation', 'other'), current: false, publishedAt: day('2020-01-01T00:00:00Z'),
    reference: 'AL-1', sender: 'me', supersededBy: to('Alert', 'aaaaaaaaaa'), ACL: { '*': { read: true } },
  })) refused(await add('ama', 'Alert', { ...WARNING, [own]: value }), FORBIDDEN);
  const alert = await issue('ama');
  assert.deepEqual([alert.author.objectId, alert.authorName, alert.organisationName, alert.current], [id('ama'), 'Ama', 'Open House', true]);
  assert.match(alert.reference, /^AL-\d{4}-\d{4}$/);
  assert.equal(alert.status, 'Exercise');
  assert.equal(Number((await issue('ben')).reference.slice(-4)), Number(alert.reference.slice(-4)) + 1);
});

test('a red message is for its author and whom it names, whatever their role', async () => {
  refused(await add('ama', 'Alert', { ...WARNING, tlp: 'RED' }), INVALID, 'addressees');
  refused(await add('ama', 'Alert', { ...WARNING, tlp: 'RED', audience: 'Restricted', addressees: [id('ben')] }), INVALID, 'audience');
  refused(await add('ama', 'Alert', { ...WARNING, tlp: 'RED', addressees: [id('quiet')] }), INVALID, 'addressees');
  for (const more of [{ tlp: 'RED' }, { tlp: 'AMBER', audience: 'Private' }]) {
    const alert = await issue('ama', { ...more, addressees: [id('ben')], title: 'Only for Ben', asks: [{ text: 'Write' }] });
    for (const who of ['ama', 'ben']) assert.equal(await seen(who, alert), true, who);
    for (const who of ['lea', 'eve', 'con', 'hid']) {
      assert.equal(await seen(who, alert), false, who);
      assert.deepEqual(await rows(who, 'Alert', { where: { title: 'Only for Ben' } }), []);
      refused(await add(who, 'Receipt', { alert: to('Alert', alert.objectId) }), INVALID, 'alert');
      refused(await add(who, 'Response', { alert: to('Alert', alert.objectId), ask: alert.asks[0].id, choice: 'noted' }), INVALID);
      refused(await add(who, 'Alert', { ...WARNING, messageType: 'Update', refersTo: [alert.identifier] }), INVALID, 'refersTo');
    }
    const named = async (who) => (await get(who, 'Alert', alert.objectId)).body.addressees;
    assert.deepEqual([await named('ama'), await named('ben')], [[id('ben')], undefined]);
    await made('ben', 'Response', { alert: to('Alert', alert.objectId), ask: alert.asks[0].id, choice: 'noted' });
    const told = { alert: to('Alert', alert.objectId) };
    assert.deepEqual([(await rows('ama', 'Response', { where: told })).length, (await rows('con', 'Response', { where: told })).length], [1, 0]);
  }
});

test('what was issued is never changed', async () => {
  const alert = await issue('ama');
  for (const who of ['ama', 'con']) refused(await put(who, 'Alert', alert.objectId, { title: 'x' }), FORBIDDEN);
});

test('an update supersedes, once, and not beyond whom it names', async () => {
  const first = await issue('ama');
  const update = { messageType: 'Update', refersTo: [first.identifier] };
  refused(await add('ben', 'Alert', { ...WARNING, ...update }), INVALID, 'refersTo');
  refused(await add('ama', 'Alert', { ...WARNING, ...update, tlp: 'CLEAR' }), INVALID, 'tlp');
  refused(await add('ama', 'Alert', { ...WARNING, ...update, tlp: 'RED', addressees: [id('ben')] }), INVALID, 'audience');
  const both = await Promise.all([add('ama', 'Alert', { ...WARNING, ...update }), add('lea', 'Alert', { ...WARNING, ...update })]);
  assert.deepEqual(both.map((one) => one.status).sort(), [201, 400]);
  refused(both.find((one) => one.status === 400), CONFLICT);
  refused(await add('lea', 'Alert', { ...WARNING, ...update }), CONFLICT);
  const now = (await get('ben', 'Alert', first.objectId)).body;
  assert.equal(now.current, false);
  assert.equal((await get('ben', 'Alert', now.supersededBy.objectId)).body.situation, first.situation);
});

test('a draft is its author\'s', async () => {
  const draft = await issue('ama', { status: 'Draft' });
  assert.deepEqual([await seen('ama', draft), await seen('con', draft), draft.current], [true, false, false]);
});

test('somebody of a hidden organisation is not named', async () => {
  const alert = await issue('hid');
  const as = async (who) => {
    const { authorName, organisationName, author } = (await get(who, 'Alert', alert.objectId)).body;
    return [authorName, organisationName, author?.objectId];
  };
  assert.deepEqual(await as('ama'), [undefined, undefined, undefined]);
  assert.deepEqual(await as('ben'), ['Hid', 'Secret House', id('hid')]);
});

test('what one has read is for oneself, and noted once', async () => {
  const alert = to('Alert', (await issue('ama')).objectId);
  refused(await add('ben', 'Receipt', { alert, member: pointer('Member', 'ama') }), INVALID, 'member');
  await made('ben', 'Receipt', { alert, member: pointer('Member', 'ben') });
  refused(await add('ben', 'Receipt', { alert }), CONFLICT);
  assert.deepEqual([(await rows('ben', 'Receipt', { where: { alert } })).length, (await rows('con', 'Receipt', { where: { alert } })).length], [1, 0]);
});

test('an organisation answers an ask once, and its own people change that', async () => {
  const { objectId, asks } = await issue('ama', { asks: [{ text: 'Write', id: 'chosen' }] });
  assert.notEqual(asks[0].id, 'chosen');
  const answer = { alert: to('Alert', objectId), ask: asks[0].id, choice: 'acting' };
  refused(await add('ben', 'Response', { ...answer, organisation: pointer('Organisation', 'open') }), INVALID, 'organisation');
  refused(await add('ben', 'Response', { ...answer, ask: 'other' }), INVALID, 'ask');
  refused(await add('ben', 'Response', { ...answer, choice: 'perhaps' }), INVALID, 'choice');
  const response = await made('ben', 'Response', answer);
  refused(await add('eve', 'Response', answer), CONFLICT);
  refused(await put('ama', 'Response', response, { choice: 'noted' }), FORBIDDEN);
  assert.equal((await put('eve', 'Response', response, { choice: 'can_help' })).status, 200);
  assert.deepEqual([(await get('eve', 'Response', response)).body.author?.objectId, (await get('ama', 'Response', response)).body.author], [id('eve'), undefined]);
  const secret = await made('hid', 'Response', answer);
  assert.deepEqual([(await get('ama', 'Response', secret)).status, (await get('ben', 'Response', secret)).status], [404, 200]);
});

/** Listens to the live channel as somebody; `next` waits for a message with that word. */
async function listen(who, query = { className: 'Alert', where: {} }) {
  const socket = new WebSocket(`${address.replace('http', 'ws')}/`);
  const heard = [];
  let wake = () => {};
  socket.onmessage = ({ data }) => { heard.push(JSON.parse(data)); wake(); };
  await new Promise((resolve, reject) => { socket.onopen = resolve; socket.onerror = reject; });
  const next = async (word) => {
    const until = Date.now() + 5000;
    for (;;) {
      const found = heard.find((one) => one.op === word);
      if (found) return found;
      if (Date.now() > until) assert.fail(`${word} was not heard: ${JSON.stringify(heard)}`);
      await Promise.race([new Promise((resolve) => { wake = resolve; }), new Promise((resolve) => { setTimeout(resolve, 200); })]);
    }
  };
  const sessionToken = who ? await tokenOf(who) : undefined;
  socket.send(JSON.stringify({ op: 'connect', applicationId: 'portal', restAPIKey: 'restkey', sessionToken }));
  await next('connected');
  socket.send(JSON.stringify({ op: 'subscribe', requestId: 1, query, sessionToken }));
  return { next, heard, close: () => socket.close() };
}

test('the live channel gives what the list gives', async () => {
  const [ama, ben, guest] = [await listen('ama'), await listen('ben'), await listen(null)];
  await Promise.all([ama.next('subscribed'), ben.next('subscribed')]);
  const guarded = await listen('ama', { className: 'Alert', where: { addressees: id('ben') } });
  await guarded.next('error');
  await issue('con', { tlp: 'RED', addressees: [id('ben')], title: 'Red' });
  const plain = await issue('hid', { title: 'Plain' });
  const [toAma, toBen] = [await ama.next('create'), await ben.next('create')];
  assert.deepEqual([toAma.object.title, toBen.object.title], ['Plain', 'Red']);
  assert.equal(toAma.object.objectId, plain.objectId);
  for (const name of ['author', 'authorName', 'organisation', 'ACL']) assert.equal(toAma.object[name], undefined, name);
  assert.equal(toBen.object.addressees, undefined);
  assert.equal([...ama.heard, ...guest.heard].some((one) => one.object?.title === 'Red'), false);
  assert.equal(guest.heard.some((one) => one.object), false);
  const first = await issue('ama', { title: 'First' });
  await issue('ama', { title: 'Second', messageType: 'Update', refersTo: [first.identifier] });
  const update = await ama.next('update');
  assert.deepEqual([update.object.objectId, update.object.current], [first.objectId, false]);
  [ama, ben, guest, guarded].forEach((one) => one.close());
});

test('only the portal reads answers from another origin', async () => {
  const answer = await ask(null, 'GET', 'classes/Commitment');
  assert.equal(answer.headers.get('access-control-allow-origin'), ORIGIN);
  assert.equal((await ask(null, 'GET', 'classes/Commitment', undefined, { Origin: 'https://evil.example' })).headers.get('access-control-allow-origin'), ORIGIN);
});
