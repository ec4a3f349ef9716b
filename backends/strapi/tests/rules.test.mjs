// The rules, asked directly and without the portal.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ask, list, start } from './coalition.mjs';

let stop;
before(async () => { stop = await start(); });
after(() => stop());

const names = (rows, field) => rows.map((one) => one[field]).sort();
const status = async (...request) => (await ask(...request)).status;

test('a guest reads what is public and nothing else', async () => {
  for (const path of ['members', 'organisations', 'events', 'attendances', 'alerts', 'receipts', 'responses', 'board-items', 'me', 'users', 'affiliations']) {
    assert.ok([403, 404].includes(await status(undefined, 'GET', `/${path}`)), path);
  }
  assert.deepEqual(names(await list(undefined, '/posts'), 'slug'), ['out']);
  assert.deepEqual(names(await list(undefined, '/statements'), 'slug'), ['said']);
  assert.equal(await status(undefined, 'POST', '/auth/local/register'), 403);
});

test('a list takes only the conditions that its service names', async () => {
  for (const query of ['filters[email][$contains]=a', 'filters[account][email][$contains]=a', 'filters[$or][0][phone][$eq]=1', 'filters[organisation][name][$eq]=x',
    'sort=email', 'populate=*', 'fields[0]=phone', 'status=draft']) {
    assert.equal(await status('member', 'GET', `/members?${query}`), 400, query);
  }
  assert.equal(await status(undefined, 'GET', '/posts?status=draft'), 400);
});

test('a hidden organisation is nowhere for others', async () => {
  for (const path of ['members', 'organisations', 'alerts', 'signatures', 'statements', 'attendances']) {
    for (const who of ['member', 'editor', undefined]) assert.doesNotMatch((await ask(who, 'GET', `/${path}`)).text, /Secret|csecret/, `${path} ${who}`);
  }
  assert.equal(await status('member', 'GET', '/organisations/csecret'), 404);
  assert.deepEqual(await list('member', '/members?filters[organisation][documentId][$eq]=csecret'), []);
  assert.equal((await list('hidden', '/members?filters[organisation][documentId][$eq]=csecret')).length, 1);
  const [theirs] = await list('member', '/alerts?filters[identifier][$eq]=cw-theirs');
  assert.deepEqual([theirs.author, theirs.authorName, theirs.organisation], [null, null, null]);
  assert.equal((await list(undefined, '/statements'))[0].unnamed, 2);
});

test('people show what they opened', async () => {
  const seen = async (who) => (await ask(who, 'GET', '/members/cmember')).data;
  assert.deepEqual([(await seen('editor')).email, (await seen('editor')).phone], ['member@example.org', undefined]);
  assert.equal((await seen('lead')).phone, '+441632960000');
  assert.deepEqual([await status('lead', 'GET', '/members/cshy'), await status('convenor', 'GET', '/members/cshy')], [404, 200]);
  assert.equal(await status('editor', 'PUT', '/members/cmember', { bio: 'x' }), 403);
  assert.equal(await status('member', 'PUT', '/members/cmember', { organisation: 'cother' }), 400);
  assert.equal(await status('member', 'PUT', '/members/cmember', { email: 'nowhere' }), 400);
});

test('alerts are for those they name, and replaced once', async () => {
  const seen = async (who) => names(await list(who, '/alerts'), 'title').filter((title) => /red|draft/.test(title));
  assert.deepEqual([await seen('convenor'), await seen('editor'), await seen('lead')], [[], ['Headline red'], ['Headline draft', 'Headline red']]);
  const update = { messageType: 'update', refersTo: ['cw-plain'], label: 'green', title: 'Newer' };
  assert.equal(await status('member', 'POST', '/alerts', { ...update, label: 'red', audience: 'private', addressees: ['ceditor'] }), 400);
  assert.equal(await status('editor', 'POST', '/alerts', { ...update }), 400);
  assert.equal(await status('lead', 'POST', '/alerts', { ...update, label: 'clear' }), 400);
  assert.equal(await status('convenor', 'POST', '/alerts', update), 201);
  assert.equal(await status('lead', 'POST', '/alerts', update), 409);
});

test('an organisation answers each ask once', async () => {
  const answer = { alert: 'cplain', ask: 'ask', choice: 'acting' };
  const { data } = await ask('member', 'POST', '/responses', answer);
  assert.equal(await status('lead', 'POST', '/responses', answer), 400);
  assert.equal(await status('editor', 'POST', '/responses', { ...answer, organisation: 'copen' }), 400);
  assert.deepEqual([await status('lead', 'PUT', `/responses/${data.documentId}`, { choice: 'noted' }), await status('editor', 'PUT', `/responses/${data.documentId}`, { choice: 'noted' })], [200, 403]);
});

test('seats go to those who came first, and then to those who wait', async () => {
  const mine = {};
  for (const who of ['member', 'lead', 'editor', 'convenor']) mine[who] = (await ask(who, 'POST', '/attendances', { event: 'ctwo', reply: 'yes', accessNeeds: 'Quiet' })).data;
  const queue = async () => Object.fromEntries((await list('editor', '/attendances')).map((one) => [one.member.fullName.slice(5), one.queuePosition]));
  assert.deepEqual(await queue(), { member: 0, lead: 0, editor: 1, convenor: 2 });
  await ask('lead', 'PUT', `/attendances/${mine.lead.documentId}`, { reply: 'no' });
  assert.deepEqual(await queue(), { member: 0, lead: 0, editor: 0, convenor: 1 });
  assert.equal(await status('lead', 'POST', '/attendances', { event: 'ctwo', reply: 'no' }), 400);
  assert.equal(await status('lead', 'PUT', `/attendances/${mine.editor.documentId}`, { reply: 'no' }), 403);
  assert.equal(await status('member', 'POST', '/attendances', { event: 'coff', reply: 'yes' }), 400);
  assert.deepEqual([await status('member', 'GET', '/events/cplanned'), await status('convenor', 'GET', '/events/cplanned')], [404, 200]);
  assert.equal((await list('member', '/attendances')).filter((one) => 'accessNeeds' in one).length, 1);
});

test('a text is signed once, by oneself or as lead', async () => {
  const own = { commitment: '1.1.0', signer: 'individual', namePublic: false };
  const all = await Promise.all([1, 2, 3].map(() => status('member', 'POST', '/signatures', own)));
  assert.deepEqual(all.sort(), [201, 400, 400]);
  assert.equal(await status('editor', 'POST', '/signatures', { ...own, commitment: '1.0.0' }), 400);
  assert.equal(await status('member', 'POST', '/signatures', { ...own, signer: 'organisation', organisation: 'copen' }), 403);
  assert.equal(await status('lead', 'POST', '/signatures', { ...own, signer: 'organisation', organisation: 'copen', namePublic: true }), 201);
  assert.deepEqual(names(await list(undefined, '/signatures'), 'name'), ['Open House']);
});

test('an unnamed item is not told of to convenors', async () => {
  const author = async (who) => (await ask(who, 'GET', '/board-items/cunnamed')).data.author?.fullName;
  assert.deepEqual([await author('member'), await author('lead'), await author('convenor'), await author('hidden')], ['Name member', 'Name member', undefined, undefined]);
  assert.equal(await status('convenor', 'PUT', '/board-items/cunnamed', { state: 'closed' }), 403);
  assert.equal(await status('lead', 'PUT', '/board-items/cunnamed', { title: 'x' }), 400);
});
