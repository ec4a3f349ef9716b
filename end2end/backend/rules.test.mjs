// Who may see what: guests, members, hidden organisations, fields of a profile, accounts.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { COLLECTIONS, accounts, ask, create, hidden, list, namedOnly, read, records, remove, signIn, update } from './ask.mjs';

let member, lead, convenor, editor, insider;
before(async () => {
  [member, lead, convenor, editor, insider] = await Promise.all(['member', 'lead', 'convenor', 'editor', 'hidden'].map(signIn));
});

const PRIVATE = ['organisations', 'people', 'meetings', 'replies', 'alerts', 'alert_reads', 'answers', 'support_items'];
const SOURCE = { alert_reads: 'alertReads', support_items: 'supportItems' };

test('a guest gets empty lists and no single record of anything private', async () => {
  for (const collection of PRIVATE) {
    const answer = await list(null, collection);
    assert.equal(answer.status, 200, collection);
    assert.deepEqual(answer.value.items, [], collection);
    assert.equal(answer.value.totalItems, 0, collection);
    const some = records[SOURCE[collection] ?? collection][0];
    assert.equal((await read(null, collection, some.id)).status, 404, collection);
  }
  assert.equal((await list(null, 'users')).value.totalItems, 0);
  for (const secret of ['database_state', '_superusers']) assert.equal((await list(member, secret)).status, 403, secret);
});

test('a guest reads published posts and statements only', async () => {
  const posts = (await list(null, 'posts')).value.items.map((one) => one.slug).sort();
  assert.deepEqual(posts, records.posts.filter((one) => one.status === 'published').map((one) => one.slug).sort());
  const statements = (await list(null, 'statements')).value.items.map((one) => one.slug).sort();
  const open = records.statements.filter((one) => ['published', 'sign_on_open'].includes(one.status));
  assert.deepEqual(statements, open.map((one) => one.slug).sort());
  const draft = records.posts.find((one) => one.status === 'draft');
  assert.equal((await read(null, 'posts', draft.id)).status, 404);
  assert.equal((await read(member, 'posts', draft.id)).status, 404);
  assert.equal((await read(editor, 'posts', draft.id)).status, 200);
});

test('a guest sees of signatures only name, kind and time, and only shown ones', async () => {
  const { items } = (await list(null, 'signatures')).value;
  assert.ok(items.length > 0);
  for (const one of items) {
    assert.deepEqual(Object.keys(one).sort(), ['collectionId', 'collectionName', 'created', 'id', 'name', 'show_name', 'signed_at', 'signer_kind', 'updated', 'version']);
    assert.ok(one.name);
  }
  const person = items.find((one) => one.signer_kind === 'person');
  assert.equal((await list(null, 'signatures', { filter: `person = '${accounts.member.person}'` })).status, 400);
  assert.deepEqual((await read(null, 'signatures', person.id, '?expand=person,organisation')).value.expand ?? {}, {});
});

test('a guest writes nothing', async () => {
  for (const collection of COLLECTIONS) {
    const some = records[{ ...SOURCE, commitment_versions: 'commitmentVersions' }[collection] ?? collection][0];
    for (const answer of [await create(null, collection, some), await update(null, collection, some.id, some), await remove(null, collection, some.id)]) {
      assert.ok([400, 401, 403, 404].includes(answer.status), `${collection} ${answer.status} ${answer.text}`);
    }
  }
  const sign = { email: 'new@demo.example.org', password: 'long-enough-word', passwordConfirm: 'long-enough-word', role: 'convenor', state: 'active' };
  assert.ok([400, 403].includes((await create(null, 'users', sign)).status));
});

test('hidden organisations are nowhere in what an outsider gets', async () => {
  const secrets = hidden.flatMap((one) => [one.id, one.name, one.nameNative, one.nameLatin]).filter(Boolean);
  assert.ok(hidden.length > 0);
  for (const who of [null, member, lead, editor]) {
    for (const collection of COLLECTIONS) {
      const { text } = await list(who, collection, { expand: 'organisation,person,leads,lead_contact,home,issued_for,person.organisation' });
      for (const secret of secrets) assert.ok(!text.includes(secret), `${collection} shows ${secret}`);
    }
  }
  const total = (await list(member, 'organisations', { perPage: '1' })).value.totalItems;
  assert.equal(total, records.organisations.length - hidden.length);
  for (const one of hidden) {
    assert.equal((await read(member, 'organisations', one.id)).status, 404);
    assert.equal((await update(member, 'organisations', one.id, { summary: 'x' })).status, 404);
    assert.equal((await read(convenor, 'organisations', one.id)).status, 200);
  }
});

test('filters and sorting cannot feel for what is hidden', async () => {
  const one = hidden[0];
  const name = one.name.replaceAll("'", "\\'");
  assert.equal((await list(member, 'organisations', { filter: `name = '${name}'` })).value.totalItems, 0);
  for (const [collection, filter] of [
    ['people', `home = '${one.id}'`], ['people', `home.name ~ 'a'`], ['people', `belongs_to ~ '${one.id}'`], ['people', `email ~ '@'`],
    ['people', `bio != ''`], ['people', `directory_visibility = 'named'`], ['people', `shown_to_members != ''`], ['alerts', `issued_for = '${one.id}'`],
    ['alerts', `addresses != ''`], ['alerts', `named_only = true`], ['signatures', `signer_organisation = '${one.id}'`],
    ['signatures', `signer_person != ''`], ['support_items', `written_by = '${member.person}'`], ['replies', `needs != ''`],
    ['answers', `person != ''`], ['people', `@collection.organisations.name ~ 'a'`],
  ]) {
    const answer = await list(member, collection, { filter });
    assert.ok(answer.status === 400 || answer.status === 403, `${collection}: ${filter} gave ${answer.status}`);
    const sorted = await list(member, collection, { sort: filter.split(' ')[0] });
    assert.ok(sorted.status === 400 || sorted.status === 403, `${collection}: sort ${filter} gave ${sorted.status}`);
  }
  // Relations that may be followed end at the same wall.
  for (const [collection, filter] of [
    ['people', `organisation.id = '${one.id}'`], ['people', `organisation.visibility = 'hidden'`], ['people', `leads.id ?= '${one.id}'`],
    ['answers', `organisation.id = '${one.id}'`], ['alerts', `organisation.name = '${name}'`], ['answers', `organisation = '${one.id}'`],
  ]) {
    const answer = await list(member, collection, { filter });
    assert.ok(answer.status !== 200 || answer.value.totalItems === 0, `${collection}: ${filter}`);
  }
});

test('nothing hidden can be expanded', async () => {
  const shown = ['organisation', 'leads', 'lead_contact', 'meeting', 'person', 'alert', 'author'];
  const columns = ['home', 'belongs_to', 'leading', 'lead', 'issued_for', 'addresses', 'signer_person', 'signer_organisation', 'signed_for_by', 'written_by', 'written_for'];
  const names = (value) => (value && typeof value === 'object'
    ? Object.entries(value).flatMap(([name, one]) => [...(name === 'expand' ? Object.keys(one) : []), ...names(one)]) : []);
  for (const collection of COLLECTIONS) {
    const expand = [...shown, ...columns, ...columns.flatMap((one) => [`organisation.${one}`, `person.${one}`, `alert.${one}`]), 'alert.author'].join(',');
    for (const name of names((await list(member, collection, { expand })).value)) assert.ok(shown.includes(name), `${collection} expands ${name}`);
  }
  for (const [collection, hiding] of [['answers', 'person'], ['alerts', 'author'], ['signatures', 'person'], ['signatures', 'organisation']]) {
    const { items } = (await list(member, collection, { expand: hiding })).value;
    assert.ok(items.every((one) => !(one.expand ?? {})[hiding]), `${collection} expands ${hiding}`);
  }
});

test('those inside a hidden organisation see it', async () => {
  const own = accounts.hidden.organisation;
  assert.ok(hidden.some((one) => one.id === own));
  assert.equal((await read(insider, 'organisations', own)).status, 200);
  const me = (await read(insider, 'people', insider.person)).value;
  assert.equal(me.organisation, own);
  assert.equal(me.organisation_name, hidden.find((one) => one.id === own).name);
  assert.equal(insider.record.expand.organisation.id, own);
  for (const other of hidden.filter((one) => one.id !== own)) assert.equal((await read(insider, 'organisations', other.id)).status, 404);
});

test('the directory lists whom it may, and no one else can be read', async () => {
  const seen = new Set((await list(member, 'people')).value.items.map((one) => one.id));
  for (const one of records.people) {
    const open = ['public', 'members'].includes(one.directoryVisibility) || one.id === member.person
      || (one.directoryVisibility === 'named' && one.organisation === member.organisation);
    assert.equal(seen.has(one.id), open, `${one.name} ${one.directoryVisibility}`);
  }
  const secret = records.people.find((one) => one.directoryVisibility === 'convenor' && one.organisation !== member.organisation);
  assert.equal((await read(member, 'people', secret.id)).status, 404);
  assert.equal((await read(convenor, 'people', secret.id)).status, 200);
});

test('every field of a profile goes to those it was opened for', async () => {
  const fields = ['email', 'phone', 'pronouns', 'bio', 'languages', 'expertise', 'countries'];
  const source = Object.fromEntries(records.people.map((one) => [one.id, one]));
  let counted = 0;
  for (const shown of (await list(member, 'people')).value.items) {
    if (shown.id === member.person) continue;
    const person = source[shown.id];
    const near = person.organisation !== undefined && person.organisation === member.organisation;
    assert.equal(shown.visibility, undefined);
    for (const field of fields) {
      const level = person.visibility?.[field] ?? 'me';
      const open = ['members', 'public'].includes(level) || (near && level === 'organisation');
      assert.equal(field in shown, open, `${person.name} ${field} ${level}`);
      counted += 1;
    }
  }
  assert.ok(counted > 500);
  const own = (await read(member, 'people', member.person)).value;
  for (const field of [...fields, 'visibility']) assert.ok(field in own, field);
});

test('a member writes the own profile, and only what may be written', async () => {
  const other = records.people.find((one) => one.id !== member.person && one.directoryVisibility === 'members');
  assert.equal((await update(member, 'people', other.id, { title: 'x' })).status, 404);
  const title = `Tester ${Date.now()}`;
  const answer = await update(member, 'people', member.person, { title, bio: 'Hello.', languages: ['en', 'ar'], visibility: { bio: 'organisation' } });
  assert.equal(answer.status, 200, answer.text);
  assert.equal(answer.value.bio, 'Hello.');
  assert.deepEqual((await read(member, 'people', member.person)).value.languages, ['en', 'ar']);
  assert.equal((await read(lead, 'people', member.person)).value.bio, undefined);
  for (const body of [{ organisation: lead.organisation }, { leads: [lead.organisation] }, { former: true }, { home: lead.organisation },
    { belongs_to: [lead.organisation] }, { leading: [lead.organisation] }]) {
    const refused = await update(member, 'people', member.person, body);
    assert.equal(refused.status, 400, JSON.stringify(body));
    assert.ok(refused.value.data[Object.keys(body)[0]], refused.text);
  }
  assert.equal((await update(member, 'people', member.person, { visibility: { bio: 'everyone' } })).value.data.visibility.code, 'validation_refused');
  assert.equal((await update(member, 'people', member.person, { email: 'not an address' })).status, 400);
  assert.equal((await read(member, 'people', member.person)).value.organisation, member.organisation);
});

test('a change of something older than what is stored is refused', async () => {
  const stale = await update(member, 'people', member.person, { title: 'Late' }, { 'If-Match': '2020-01-01 00:00:00.000Z' });
  assert.equal(stale.status, 412);
  const { updated } = (await read(member, 'people', member.person)).value;
  assert.equal((await update(member, 'people', member.person, { title: 'In time' }, { 'If-Match': updated })).status, 200);
});

test('a lead writes the own organisation, a member none', async () => {
  assert.equal((await update(member, 'organisations', member.organisation, { summary: 'x' })).status, 404);
  const summary = `We watch. ${Date.now()}`;
  const answer = await update(lead, 'organisations', lead.organisation, { summary });
  assert.equal(answer.value.summary, summary, answer.text);
  assert.equal((await update(lead, 'organisations', member.organisation, { summary })).status, 404);
  assert.equal((await update(lead, 'organisations', lead.organisation, { status: 'left' })).status, 400);
  assert.equal((await update(lead, 'organisations', lead.organisation, { lead_contact: member.person })).status, 400);
  assert.equal((await create(lead, 'organisations', { name: 'New', visibility: 'public', status: 'active' })).status, 400);
});

test('nobody raises the own role, and nobody else sees an account', async () => {
  for (const body of [{ role: 'convenor' }, { state: 'invited' }, { moderator: true }, { person: convenor.person }, { organisations: [hidden[0].id] }, { leads: [member.organisation] }]) {
    await update(member, 'users', member.id, body);
  }
  const me = (await read(member, 'users', member.id)).value;
  assert.deepEqual([me.role, me.state, me.person, me.roles], ['member', 'active', member.person, ['member']]);
  assert.equal((await read(member, 'organisations', hidden[0].id)).status, 404);
  assert.equal((await update(convenor, 'users', convenor.id, { role: 'member' })).status, 400);
  assert.equal((await list(member, 'users')).value.totalItems, 1);
  assert.equal((await read(member, 'users', convenor.id)).status, 404);
  assert.equal((await update(member, 'users', convenor.id, { role: 'member' })).status, 404);
  assert.equal((await remove(member, 'users', member.id)).status, 403);
});

test('the signed-in member is told name, person, organisation and roles', async () => {
  const answer = await ask(convenor, 'POST', '/api/collections/users/auth-refresh?expand=organisation');
  const { record, token } = answer.value;
  assert.ok(token);
  assert.equal(record.person, accounts.convenor.person);
  assert.ok(record.roles.includes('convenor') && record.roles.includes('editor'));
  assert.equal(record.expand.organisation.name, records.organisations.find((one) => one.id === accounts.convenor.organisation).name);
  const wrong = await ask(null, 'POST', '/api/collections/users/auth-with-password', { identity: 'member@demo.example.org', password: 'nope' });
  assert.equal(wrong.status, 400);
});

test('drafts and messages for named people are for those people', async () => {
  for (const [who, person] of [[member, member.person], [lead, lead.person], [convenor, convenor.person], [editor, editor.person]]) {
    const seen = new Set((await list(who, 'alerts')).value.items.map((one) => one.id));
    for (const alert of records.alerts) {
      const own = alert.author === person;
      const open = (alert.status !== 'Draft' || own) && (!namedOnly(alert) || own || (alert.addresses ?? []).includes(person));
      assert.equal(seen.has(alert.id), open, `${alert.ref} ${alert.tlp} ${alert.scope}`);
      if (!open) assert.equal((await read(who, 'alerts', alert.id)).status, 404);
    }
  }
});
