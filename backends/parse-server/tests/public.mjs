import assert from 'node:assert/strict';
import { test } from 'node:test';
import { add, ask, CONFLICT, day, FORBIDDEN, get, INVALID, made, MISSING, operator, pointer, put, refused, rows, signIn, tokenOf } from './coalition.mjs';

const NEW = { commitment: '1.1.0', signer: 'individual' };
const FOR = (organisation) => ({ commitment: '1.1.0', signer: 'organisation', organisation: pointer('Organisation', organisation) });
const ITEM = { type: 'request', topic: 'staff_care', title: 'Someone to listen', text: 'An hour.' };

test('everybody reads the texts, and nobody changes them', async () => {
  const all = await rows(null, 'Commitment', { order: 'number' });
  assert.deepEqual(all.map((one) => one.number), ['1.0.0', '1.1.0']);
  for (const who of [null, 'ama', 'con']) refused(await add(who, 'Commitment', { number: '2', text: 'x' }), FORBIDDEN);
  refused(await put('con', 'Commitment', all[0].objectId, { text: 'x' }), FORBIDDEN);
});

test('one signs the newest text for oneself once, and the name is shown by choice only', async () => {
  refused(await add('ama', 'Signature', { ...NEW, member: pointer('Member', 'ben') }), FORBIDDEN);
  refused(await add('ama', 'Signature', { ...NEW, commitment: '1.0.0' }), INVALID, 'commitment');
  refused(await add('ama', 'Signature', { ...NEW, signedAt: day('2020-01-01T00:00:00Z') }), FORBIDDEN);
  assert.equal((await add(null, 'Signature', NEW)).status >= 400, true);
  const mine = await made('ama', 'Signature', { ...NEW, comment: 'With all my heart' });
  refused(await add('ama', 'Signature', NEW), CONFLICT);
  assert.deepEqual(await rows(null, 'Signature'), []);
  const [row] = await rows('ben', 'Signature');
  assert.deepEqual([row.name, row.member, row.comment, row.signedBy, row.ACL], [undefined, undefined, undefined, undefined, undefined]);
  assert.equal((await rows('ama', 'Signature'))[0].name, 'Ama');
  refused(await put('ben', 'Signature', mine, { namePublic: true }), FORBIDDEN);
  refused(await ask('ben', 'GET', 'classes/Signature', { where: { member: pointer('Member', 'ama') } }), FORBIDDEN);
  await put('ama', 'Signature', mine, { namePublic: true });
  const [shown] = await rows(null, 'Signature');
  assert.deepEqual(Object.keys(shown).sort(), ['className', 'commitment', 'createdAt', 'name', 'namePublic', 'objectId', 'signedAt', 'signer', 'updatedAt']);

  await put('ama', 'Signature', mine, { withdrawnAt: day('2020-01-01T00:00:00Z') });
  assert.deepEqual([(await rows(null, 'Signature')).length, (await rows('ben', 'Signature')).length, (await rows('ama', 'Signature')).length], [0, 0, 1]);
  const gone = (await get('ama', 'Signature', mine)).body;
  assert.equal(gone.withdrawnAt.iso.startsWith('2020'), false);
  refused(await put('ama', 'Signature', mine, { namePublic: true }), INVALID, 'withdrawnAt');
  const again = await made('ama', 'Signature', NEW);
  await operator('Signature', again, { signedAt: new Date(Date.now() - 350 * 86_400_000) });
  await made('ama', 'Signature', NEW);
  assert.equal((await rows('ben', 'Signature')).length, 1);
});

test('only a lead signs for an organisation, and a hidden one signs unseen', async () => {
  for (const [who, organisation] of [['ama', 'open'], ['lea', 'other'], ['ama', 'secret']]) refused(await add(who, 'Signature', FOR(organisation)), FORBIDDEN);
  await made('lea', 'Signature', { ...FOR('open'), namePublic: true });
  await made('hid', 'Signature', { ...FOR('secret'), namePublic: true });
  const names = async (who) => (await rows(who, 'Signature', { where: { signer: 'organisation' } })).map((one) => one.name);
  assert.deepEqual(await names(null), ['Open House']);
  assert.deepEqual(await names('ama'), ['Open House']);
  assert.deepEqual((await names('hid')).sort(), ['Open House', 'Secret House']);
});

test('an unnamed item names its author to the author and the moderators', async () => {
  const item = await made('ama', 'BoardItem', { ...ITEM, anonymous: true, state: 'closed' });
  for (const who of ['ben', 'con']) {
    const { body } = await get(who, 'BoardItem', item);
    assert.deepEqual([body.state, body.author, body.authorName, body.organisationName, body.ACL], ['open', undefined, undefined, undefined, undefined]);
  }
  for (const who of ['ama', 'lea']) assert.equal((await get(who, 'BoardItem', item)).body.authorName, 'Ama');
  for (const query of [{ where: { author: pointer('Member', 'ama') } }, { order: 'author' }]) refused(await ask('con', 'GET', 'classes/BoardItem', query), FORBIDDEN);
});

test('the author changes it, and a moderator only its state', async () => {
  const item = await made('ama', 'BoardItem', ITEM);
  refused(await put('ben', 'BoardItem', item, { state: 'closed' }), FORBIDDEN);
  assert.equal((await put('ama', 'BoardItem', item, { title: 'Found' })).status, 200);
  refused(await put('lea', 'BoardItem', item, { title: 'x' }), FORBIDDEN);
  refused(await put('ama', 'BoardItem', item, { author: pointer('Member', 'ben') }), FORBIDDEN);
  assert.equal((await put('lea', 'BoardItem', item, { state: 'withdrawn' })).status, 200);
  assert.deepEqual(await Promise.all(['ama', 'lea', 'ben'].map(async (who) => (await get(who, 'BoardItem', item)).status)), [200, 200, 404]);
  refused(await put('ben', 'BoardItem', item, { state: 'open' }), MISSING);
});

test('a hidden organisation is not named with its member, and amounts make sense', async () => {
  const item = await made('hid', 'BoardItem', ITEM);
  assert.deepEqual([(await get('ama', 'BoardItem', item)).body.organisationName, (await get('con', 'BoardItem', item)).body.organisationName], [undefined, 'Secret House']);
  for (const [field, value] of [['places', -1], ['costPence', 1.5], ['topic', 'x'], ['availableFrom', 'soon'], ['title', ' ']]) {
    refused(await add('ama', 'BoardItem', { ...ITEM, [field]: value }), INVALID, field);
  }
  refused(await add('ama', 'BoardItem', { ...ITEM, availableFrom: '2027-02-01', availableUntil: '2027-01-01' }), INVALID, 'availableUntil');
});

test('a guest reads what is published', async () => {
  for (const [who, seen] of [[null, ['due', 'out']], ['ama', ['due', 'out']], ['eve', ['draft', 'due', 'later', 'out']]]) {
    assert.deepEqual((await rows(who, 'Post')).map((one) => one.slug).sort(), seen, who);
    assert.equal((await rows(who, 'Post', { where: { slug: 'later' } })).length, Number(seen.includes('later')));
  }
  refused(await add('eve', 'Post', { slug: 'x', title: 'x' }), FORBIDDEN);
});

test('a statement counts hidden organisations without naming them', async () => {
  for (const [who, count] of [[null, 2], ['hid', 3], ['eve', 4]]) {
    const all = await rows(who, 'Statement');
    assert.equal(all.length, count, who);
    for (const one of all) assert.deepEqual([one.signatories.map(({ name }) => name), one.unnamed], [['Open House'], 3]);
  }
});

test('a session says who is signed in, and ends', async () => {
  const { body } = await ask('lea', 'POST', 'functions/whoami');
  assert.deepEqual([body.result.fullName, body.result.organisation.name, body.result.roles.sort()], ['Lea', 'Open House', ['Leads', 'Members', 'Moderators']]);
  refused(await signIn('ama', 'wrong'), MISSING);
  const token = (await signIn('ama')).body.sessionToken;
  assert.notEqual(token, await tokenOf('ama'));
  const as = { 'X-Parse-Session-Token': token };
  assert.equal((await ask(null, 'POST', 'logout', {}, as)).status, 200);
  refused(await ask(null, 'GET', 'classes/Member', undefined, as), 209);
});
