import assert from 'node:assert/strict';
import { test } from 'node:test';
import { add, ask, FORBIDDEN, get, id, INVALID, made, MISSING, operator, pointer, put, refused, rows } from './coalition.mjs';

const PRIVATE = ['Member', 'Organisation', 'Event', 'Reply', 'Alert', 'Receipt', 'Response', 'BoardItem'];

test('a guest is refused everything private', async () => {
  for (const name of PRIVATE) {
    for (const answer of [await ask(null, 'GET', `classes/${name}`), await get(null, name, 'aaaaaaaaaa')]) refused(answer, MISSING);
    assert.equal((await add(null, name, { title: 'x' })).status >= 400, true, name);
  }
  refused(await ask(null, 'POST', 'functions/whoami'), 209);
});

test('nothing is deleted, no field is added, and nothing but these classes is there', async () => {
  refused(await ask('con', 'DELETE', `classes/Member/${id('ama')}`), FORBIDDEN);
  assert.equal((await put('ama', 'Member', id('ama'), { nickname: 'A' })).body.code, FORBIDDEN);
  for (const path of ['users', 'classes/_User', 'classes/_Role', 'sessions', 'schemas', 'installations', 'classes/Unknown', 'aggregate/Member']) {
    assert.equal((await ask('con', 'GET', path)).status >= 400, true, path);
  }
  assert.equal((await ask(null, 'POST', 'users', { username: 'new', password: 'x' })).status >= 400, true);
  assert.equal((await ask('ama', 'POST', 'batch', { requests: [] })).status >= 400, true);
});

test('a hidden organisation does not exist for others', async () => {
  for (const who of ['ama', 'lea', 'eve']) {
    assert.deepEqual((await rows(who, 'Organisation')).map((one) => one.name).sort(), ['Open House', 'Other House']);
    refused(await get(who, 'Organisation', id('secret')), MISSING);
    refused(await put(who, 'Organisation', id('secret'), { about: 'x' }), MISSING);
    assert.deepEqual(await rows(who, 'Organisation', { where: { name: { $regex: 'Secret' } } }), []);
    assert.equal((await ask(who, 'GET', 'classes/Organisation', { count: 1, limit: 0 })).body.count, 2);
  }
  for (const who of ['hid', 'ben', 'con']) assert.equal((await get(who, 'Organisation', id('secret'))).status, 200);
});

test('nor is it seen beside its people', async () => {
  const { body } = await get('ama', 'Member', id('hid'));
  assert.deepEqual([body.organisation, body.organisationName, body.leads], [undefined, undefined, []]);
  assert.deepEqual((await get('ama', 'Member', id('ben'))).body.affiliations, []);
  assert.doesNotMatch(JSON.stringify(await rows('ama', 'Member')), new RegExp(`Secret|${id('secret')}`));
  for (const who of ['ben', 'con']) assert.equal((await get(who, 'Member', id('hid'))).body.organisationName, 'Secret House');
});

test('nor can it be felt for by conditions, orders, other classes or keys', async () => {
  for (const query of [
    { where: { organisation: pointer('Organisation', 'secret') } }, { where: { leads: id('secret') } }, { order: 'organisation' }, { order: '-email' },
    { where: { email: { $regex: 'a' } } }, { where: { 'privacy.email': 'me' } }, { where: { $or: [{ phone: { $exists: true } }] } },
    { where: { objectId: { $inQuery: { className: 'Organisation', where: {} } } } }, { where: { fullName: { $select: { query: {}, key: 'name' } } } },
    { include: 'organisation' }, { include: 'account' }, { keys: 'email' }, { excludeKeys: 'privacy' }, { where: { account: { $exists: true } } },
    { where: { ACL: { $exists: true } } }, { where: { _rperm: { $exists: true } } }, { explain: true },
  ]) {
    const answer = await ask('ama', 'GET', 'classes/Member', query);
    assert.equal(answer.status >= 400, true, JSON.stringify([query, answer.body]));
  }
  // Nor by a body that stands for a query.
  const answer = await ask('ama', 'POST', 'classes/Member', { _method: 'GET', where: { email: { $regex: 'a' } } });
  assert.equal(answer.status >= 400, true);
  const redirected = await ask('ama', 'GET', 'classes/Reply', { redirectClassNameForKey: 'member', where: {} });
  assert.doesNotMatch(JSON.stringify(redirected.body), /ama@example|Secret/);
});

test('people are listed as they chose', async () => {
  const seen = async (who) => (await rows(who, 'Member')).map((one) => one.fullName);
  for (const [who, named, quiet] of [['ama', true, false], ['eve', false, false], ['con', true, true]]) {
    const names = await seen(who);
    assert.deepEqual([names.includes('Named'), names.includes('Quiet')], [named, quiet], who);
  }
  // The operator changes it in the dashboard, and the record's ACL follows.
  await operator('Member', id('named'), { listed: 'members' });
  assert.equal((await get('eve', 'Member', id('named'))).status, 200);
  await operator('Member', id('named'), { listed: 'organisation' });
  refused(await get('eve', 'Member', id('named')), MISSING);
});

test('each field goes to those it was opened for', async () => {
  const fields = ['email', 'phone', 'bio', 'pronouns', 'languages'];
  for (const [who, open] of [['ben', ['email', 'pronouns']], ['lea', ['email', 'phone', 'pronouns']], ['con', fields], ['ama', fields]]) {
    const { body } = await get(who, 'Member', id('ama'));
    assert.deepEqual(fields.filter((name) => name in body), fields.filter((name) => open.includes(name)), who);
    assert.equal('privacy' in body, open === fields);
    assert.equal('account' in body || 'ACL' in body, false);
  }
});

test('a member writes the own profile only, and only what is theirs', async () => {
  refused(await put('ama', 'Member', id('ben'), { bio: 'x' }), FORBIDDEN);
  const notMine = [
    { leads: [id('other')] }, { organisation: pointer('Organisation', 'other') }, { active: false }, { listed: 'convenor' },
    { ACL: { '*': { read: true } } },
  ];
  for (const mine of notMine) {
    refused(await put('ama', 'Member', id('ama'), mine), FORBIDDEN);
  }
  const nonsense = {
    email: 'nonsense', phone: '12', privacy: { bio: 'everyone' }, fullName: ' ', confirmedOn: 'soon', deputy: pointer('Member', 'quiet'),
  };
  for (const [field, value] of Object.entries(nonsense)) {
    refused(await put('ama', 'Member', id('ama'), { [field]: value }), INVALID, field);
  }
  assert.equal((await put('ama', 'Member', id('ama'), { jobTitle: 'Head', awayUntil: null })).status, 200);
  assert.equal((await get('ben', 'Member', id('ama'))).body.jobTitle, 'Head');
  refused(await add('con', 'Member', { fullName: 'New' }), FORBIDDEN);
});

test('a lead writes the own organisation', async () => {
  assert.equal((await put('lea', 'Organisation', id('open'), { about: 'We watch.' })).status, 200);
  refused(await put('lea', 'Organisation', id('other'), { about: 'x' }), FORBIDDEN);
  refused(await put('ama', 'Organisation', id('open'), { about: 'x' }), FORBIDDEN);
  refused(await put('lea', 'Organisation', id('open'), { contact: pointer('Member', 'ben') }), INVALID, 'contact');
  refused(await put('lea', 'Organisation', id('open'), { membership: 'left' }), FORBIDDEN);
  assert.equal((await put('lea', 'Organisation', id('open'), { contact: pointer('Member', 'ama') })).status, 200);
});

test('who comes to a hidden organisation sees it, and who leaves does not', async () => {
  await operator('Member', id('eve'), { affiliations: [{ organisation: id('secret'), title: '' }] });
  assert.equal((await get('eve', 'Organisation', id('secret'))).status, 200);
  await operator('Member', id('eve'), { affiliations: [] });
  refused(await get('eve', 'Organisation', id('secret')), MISSING);
});

test('pages are disjoint and whole', async () => {
  for (let number = 0; number < 25; number += 1) await made('ama', 'BoardItem', { type: 'offer', topic: 'space', title: 'Same' });
  const seen = [];
  for (let skip = 0; skip < 30; skip += 10) seen.push(...(await rows('ben', 'BoardItem', { where: { title: 'Same' }, order: 'title', limit: 10, skip })));
  assert.equal(new Set(seen.map((one) => one.objectId)).size, 25);
});
