// What members may write, and what the server makes of it.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { ask, create, hidden, list, listen, namedOnly, read, records, remove, signIn, until, update } from './ask.mjs';

let member, lead, convenor, editor, insider;
before(async () => {
  [member, lead, convenor, editor, insider] = await Promise.all(['member', 'lead', 'convenor', 'editor', 'hidden'].map(signIn));
});

const stamp = () => `${Date.now()}-${Math.random().toString(36).slice(2, 8)}`;
const alert = (more = {}) => ({
  status: 'Exercise', msg_type: 'Alert', kind: 'warning', tlp: 'TLP:AMBER', urgency: 'Expected', severity: 'Moderate', certainty: 'Likely',
  headline: `Test ${stamp()}`, identifier: `test-${stamp()}`, asks: [{ id: 'ask-1', text: 'Can you check?', effortMinutes: 10 }], ...more,
});
const refused = (answer, field) => {
  assert.equal(answer.status, 400, answer.text);
  assert.ok(answer.value.data[field], `no word about ${field}: ${answer.text}`);
};

test('the server says who issued an alert, when and with which number', async () => {
  const made = await create(member, 'alerts', alert({ author: lead.person, author_name: 'Somebody else', organisation: lead.organisation, ref: 'AL-1', current: false, superseded_by: 'x' }));
  assert.equal(made.status, 200, made.text);
  const one = made.value;
  assert.equal(one.author_name, member.record.name);
  assert.equal(one.organisation, member.organisation);
  assert.match(one.ref, /^AL-\d{4}-\d{4}$/);
  assert.equal(one.current, true);
  assert.equal(one.superseded_by, '');
  assert.ok(Math.abs(Date.parse(one.sent_at.replace(' ', 'T')) - Date.now()) < 60_000);
  refused(await create(member, 'alerts', alert({ identifier: one.identifier })), 'identifier');
});

test('an issued alert never changes', async () => {
  const { value } = await create(member, 'alerts', alert());
  for (const who of [member, lead, convenor, editor]) {
    assert.equal((await update(who, 'alerts', value.id, { headline: 'Other' })).status, 403);
    assert.equal((await remove(who, 'alerts', value.id)).status, 403);
  }
});

test('an update supersedes through its references, once', async () => {
  const first = (await create(member, 'alerts', alert())).value;
  const next = await create(member, 'alerts', alert({ msg_type: 'Update', kind: 'update', refers_to: [first.identifier] }));
  assert.equal(next.status, 200, next.text);
  const old = (await read(lead, 'alerts', first.id)).value;
  assert.deepEqual([old.current, old.superseded_by], [false, next.value.id]);
  assert.equal(next.value.thread, first.thread);
  const second = await create(lead, 'alerts', alert({ msg_type: 'Update', refers_to: [first.identifier] }));
  assert.equal(second.status, 409, second.text);
  const cancel = await create(convenor, 'alerts', alert({ msg_type: 'Cancel', kind: 'all_clear', refers_to: [next.value.identifier] }));
  assert.equal(cancel.status, 200, cancel.text);
  assert.equal((await read(member, 'alerts', next.value.id)).value.current, false);
});

test('a reference that is unknown, missing or not for the author is refused', async () => {
  refused(await create(member, 'alerts', alert({ msg_type: 'Update', refers_to: ['cw-nobody-knows'] })), 'refers_to');
  refused(await create(member, 'alerts', alert({ msg_type: 'Update' })), 'refers_to');
  const secret = records.alerts.find((one) => namedOnly(one) && one.status !== 'Draft' && one.author !== member.person && !one.addresses.includes(member.person));
  refused(await create(member, 'alerts', alert({ msg_type: 'Update', refers_to: [secret.identifier] })), 'refers_to');
  const other = (await create(convenor, 'alerts', alert())).value;
  refused(await create(member, 'alerts', alert({ msg_type: 'Cancel', refers_to: [other.identifier] })), 'refers_to');
});

test('labels hold: TLP:RED needs names, a wider one a second person, only TLP:CLEAR is public', async () => {
  refused(await create(member, 'alerts', alert({ tlp: 'TLP:RED' })), 'tlp');
  refused(await create(member, 'alerts', alert({ tlp: '' })), 'tlp');
  refused(await create(member, 'alerts', alert({ tlp: 'TLP:RED', scope: 'Restricted', addresses: [lead.person] })), 'scope');
  refused(await create(member, 'alerts', alert({ scope: 'Public' })), 'scope');
  const first = (await create(member, 'alerts', alert())).value;
  refused(await create(member, 'alerts', alert({ msg_type: 'Update', tlp: 'TLP:CLEAR', refers_to: [first.identifier] })), 'tlp');
  refused(await create(member, 'alerts', alert({ msg_type: 'Update', tlp: 'TLP:RED', addresses: [lead.person], refers_to: [first.identifier] })), 'tlp');
  assert.equal((await create(lead, 'alerts', alert({ msg_type: 'Update', tlp: 'TLP:CLEAR', refers_to: [first.identifier] }))).status, 200);
});

test('TLP:RED reaches its addressee and nobody else, live too', async () => {
  const people = [['author', member], ['named', lead], ['convenor', convenor], ['editor', editor], ['guest', null]];
  const ears = {};
  for (const [name, who] of people) ears[name] = await listen(who, ['alerts/*']);
  try {
    const red = await create(member, 'alerts', alert({ tlp: 'TLP:RED', addresses: [lead.person] }));
    assert.equal(red.status, 200, red.text);
    assert.deepEqual([red.value.scope, red.value.addresses], ['Private', [lead.person]]);
    const open = (await create(member, 'alerts', alert({ author: undefined }))).value;
    const heard = (name, id) => ears[name].messages.find((one) => one.data.record.id === id);
    await until('the open alert reaches every member', () => ['author', 'named', 'convenor', 'editor'].every((name) => heard(name, open.id)));
    assert.ok(heard('named', red.value.id) && heard('author', red.value.id));
    for (const name of ['convenor', 'editor', 'guest']) assert.equal(heard(name, red.value.id), undefined, name);
    assert.equal(ears.guest.messages.length, 0);
    for (const secret of ['addresses', 'author', 'issued_for', 'named_only']) assert.equal(secret in heard('convenor', open.id).data.record, false, secret);
    for (const who of [convenor, editor, null]) {
      assert.equal((await read(who, 'alerts', red.value.id)).status, 404);
      assert.equal((await list(who, 'alerts', { filter: `identifier = '${red.value.identifier}'` })).value.totalItems, 0);
    }
    refused(await create(editor, 'alert_reads', { alert: red.value.id }), 'alert');
    refused(await create(editor, 'answers', { alert: red.value.id, ask: 'ask-1', answer: 'noted' }), 'alert');
    assert.equal((await create(lead, 'answers', { alert: red.value.id, ask: 'ask-1', answer: 'acting' })).status, 200);
    assert.equal((await list(editor, 'answers', { filter: `alert = '${red.value.id}'` })).value.totalItems, 0);
    refused(await create(editor, 'meetings', { kind: 'urgent', title: 'x', starts_at: '2027-01-01 10:00:00Z', ends_at: '2027-01-01 11:00:00Z', from_alert: red.value.id }), 'from_alert');
  } finally {
    for (const ear of Object.values(ears)) ear.close();
  }
});

test('the live channel takes no filters or expansions, and carries a hidden organisation to nobody', async () => {
  const ear = await listen(member, [`alerts/*?options=${encodeURIComponent('{"query":{"expand":"issued_for"}}')}`]);
  ear.close();
  assert.equal(ear.status, 400);
  const open = await listen(member, ['alerts/*', 'people/*', 'organisations/*', 'answers/*']);
  try {
    const made = (await create(insider, 'alerts', alert())).value;
    assert.equal(made.organisation, insider.organisation);
    await create(insider, 'answers', { alert: made.id, ask: 'ask-1', answer: 'acting' });
    await update(insider, 'people', insider.person, { title: `T ${stamp()}` });
    await until('the alert arrives', () => open.messages.some((one) => one.data.record.id === made.id));
    const text = JSON.stringify(open.messages);
    for (const one of hidden) assert.ok(!text.includes(one.id) && !text.includes(one.name), one.name);
    assert.equal((await read(member, 'alerts', made.id)).value.organisation_name, '');
    assert.equal((await list(member, 'answers', { filter: `alert = '${made.id}'` })).value.totalItems, 0);
    assert.equal((await list(insider, 'answers', { filter: `alert = '${made.id}'` })).value.totalItems, 1);
  } finally {
    open.close();
  }
});

test('what somebody has opened is theirs alone, and once', async () => {
  const { id } = (await create(lead, 'alerts', alert())).value;
  const first = await create(member, 'alert_reads', { alert: id, person: lead.person });
  assert.equal(first.status, 200, first.text);
  assert.equal(first.value.person, member.person);
  assert.equal((await create(member, 'alert_reads', { alert: id })).value.id, first.value.id);
  for (const who of [lead, convenor]) {
    assert.equal((await read(who, 'alert_reads', first.value.id)).status, 404);
    assert.ok((await list(who, 'alert_reads')).value.items.every((one) => one.person === who.person));
  }
});

test('an organisation answers an ask once, for itself', async () => {
  const { id } = (await create(convenor, 'alerts', alert())).value;
  assert.equal((await create(member, 'answers', { alert: id, ask: 'ask-1', answer: 'acting', organisation: lead.organisation })).status, 403);
  refused(await create(member, 'answers', { alert: id, ask: 'another', answer: 'acting' }), 'ask');
  const made = await create(member, 'answers', { alert: id, ask: 'ask-1', answer: 'can_help', organisation: member.organisation });
  assert.equal(made.status, 200, made.text);
  assert.equal(made.value.person, member.person);
  assert.ok(made.value.organisation_name);
  assert.equal((await create(member, 'answers', { alert: id, ask: 'ask-1', answer: 'can_help' })).value.id, made.value.id);
  refused(await create(member, 'answers', { alert: id, ask: 'ask-1', answer: 'cannot' }), 'ask');
  assert.equal((await update(member, 'answers', made.value.id, { answer: 'acting' })).value.answer, 'acting');
  assert.equal((await update(lead, 'answers', made.value.id, { answer: 'cannot' })).status, 404);
  refused(await update(member, 'answers', made.value.id, { organisation: lead.organisation }), 'organisation');
  const seen = (await read(lead, 'answers', made.value.id)).value;
  assert.equal(seen.answer, 'acting');
  assert.equal(seen.person, undefined);
});

test('only the convenor calls ordinary meetings, any member an urgent one', async () => {
  const meeting = { kind: 'urgent', title: 'Now', starts_at: '2027-02-01 10:00:00.000Z', ends_at: '2027-02-01 11:00:00.000Z', mode: 'online', time_zone: 'Europe/London' };
  const made = await create(member, 'meetings', { ...meeting, status: 'draft' });
  assert.equal(made.status, 200, made.text);
  assert.match(made.value.ref, /^MT-\d{4}-\d{3}$/);
  assert.equal(made.value.status, 'scheduled');
  assert.equal((await create(member, 'meetings', { ...meeting, kind: 'agm' })).status, 400);
  refused(await create(convenor, 'meetings', { ...meeting, kind: 'agm', ends_at: '2027-02-01 09:00:00.000Z' }), 'ends_at');
  assert.equal((await create(convenor, 'meetings', { ...meeting, kind: 'agm' })).status, 200);
  assert.equal((await update(member, 'meetings', made.value.id, { title: 'x' })).status, 404);
  const cancelled = await update(convenor, 'meetings', made.value.id, { status: 'cancelled', cancel_reason: 'No need.' });
  assert.deepEqual([cancelled.value.status, cancelled.value.sequence], ['cancelled', 1]);
  refused(await create(member, 'replies', { meeting: made.value.id, answer: 'remote' }), 'meeting');
});

test('a full meeting has a waiting list that moves up', async () => {
  const { id } = (await create(convenor, 'meetings', {
    kind: 'social', title: 'Supper', mode: 'in_person', capacity: 1, starts_at: '2027-02-01 18:00:00.000Z', ends_at: '2027-02-01 20:00:00.000Z',
  })).value;
  const reply = (who, answer, more = {}) => create(who, 'replies', { meeting: id, answer, ...more });
  const first = await reply(member, 'in_person', { person: member.person, needs: 'No stairs.' });
  assert.equal(first.status, 200, first.text);
  assert.deepEqual([first.value.wait_position, first.value.needs, first.value.person_name], [0, 'No stairs.', member.record.name]);
  const second = (await reply(lead, 'in_person')).value;
  assert.equal(second.wait_position, 1);
  assert.equal((await reply(editor, 'in_person', { wait_position: 0 })).value.wait_position, 2);
  assert.equal((await reply(convenor, 'remote')).value.wait_position, 0);
  assert.equal((await reply(lead, 'in_person')).value.wait_position, 1, 'asking again keeps the place');
  assert.equal((await reply(lead, 'in_person')).value.id, second.id);
  assert.equal((await reply(editor, 'remote', { person: member.person })).status, 403);
  assert.equal((await update(editor, 'replies', first.value.id, { answer: 'apologies' })).status, 404);
  refused(await update(lead, 'replies', second.id, { wait_position: 0 }), 'wait_position');
  assert.equal((await read(lead, 'replies', first.value.id)).value.needs, undefined);
  assert.equal((await read(convenor, 'replies', first.value.id)).value.needs, 'No stairs.');
  assert.equal((await update(member, 'replies', first.value.id, { answer: 'apologies' })).status, 200);
  const waits = Object.fromEntries((await list(convenor, 'replies', { filter: `meeting = '${id}'` })).value.items.map((one) => [one.person, one.wait_position]));
  assert.deepEqual([waits[lead.person], waits[editor.person]], [0, 1]);
});

test('people sign for themselves, leads for what they lead, once each', async () => {
  const version = '1.1.0';
  const mine = async (who) => (await list(who, 'signatures', { filter: `version = '${version}'` })).value.items.filter((one) => one.person === who.person);
  for (const one of await mine(convenor)) await update(convenor, 'signatures', one.id, { withdrawn_at: '2027-01-01 00:00:00Z' });
  const signed = await create(convenor, 'signatures', { version, signer_kind: 'person', person: convenor.person, show_name: false });
  assert.equal(signed.status, 200, signed.text);
  assert.deepEqual([signed.value.person, signed.value.name], [convenor.person, convenor.record.name]);
  refused(await create(convenor, 'signatures', { version, signer_kind: 'person', show_name: true }), 'version');
  const elsewhere = (await read(member, 'signatures', signed.value.id)).value;
  assert.deepEqual([elsewhere.name, elsewhere.person, elsewhere.statement], ['', '', undefined]);
  assert.equal((await read(null, 'signatures', signed.value.id)).status, 404);
  assert.equal((await update(convenor, 'signatures', signed.value.id, { show_name: true })).status, 200);
  assert.equal((await read(null, 'signatures', signed.value.id)).value.name, convenor.record.name);
  assert.equal((await update(member, 'signatures', signed.value.id, { withdrawn_at: '2027-01-01 00:00:00Z' })).status, 404);
  assert.equal((await update(convenor, 'signatures', signed.value.id, { withdrawn_at: '2027-01-01 00:00:00Z' })).status, 200);
  assert.equal((await read(null, 'signatures', signed.value.id)).status, 404);
  assert.equal((await read(member, 'signatures', signed.value.id)).status, 404);
  refused(await update(convenor, 'signatures', signed.value.id, { withdrawn_at: '' }), 'withdrawn_at');
  refused(await create(member, 'signatures', { version: '1.0.0', signer_kind: 'person' }), 'version');
  refused(await create(member, 'signatures', { version: '9.9.9', signer_kind: 'person' }), 'version');
  assert.equal((await create(member, 'signatures', { version, signer_kind: 'person', person: lead.person })).status, 403);
  assert.equal((await create(member, 'signatures', { version, signer_kind: 'organisation', organisation: member.organisation })).status, 403);
  assert.equal((await create(convenor, 'signatures', { version, signer_kind: 'organisation', organisation: lead.organisation })).status, 403);
  const own = (await list(lead, 'signatures')).value.items.find((one) => one.version === version && one.organisation === lead.organisation && !one.withdrawn_at);
  const made = own ?? (await create(lead, 'signatures', { version, signer_kind: 'organisation', organisation: lead.organisation, show_name: true })).value;
  assert.ok(made.name);
  refused(await create(lead, 'signatures', { version, signer_kind: 'organisation', organisation: lead.organisation }), 'version');
  assert.equal((await update(lead, 'signatures', made.id, { withdrawn_at: new Date().toISOString() })).status, 200);
});

test('an anonymous item names its author to the author and the moderators only', async () => {
  const made = await create(member, 'support_items', { kind: 'request', topic: 'staff_care', title: `Help ${stamp()}`, anonymous: true, author: lead.person, capacity: null, cost_pence: 0 });
  assert.equal(made.status, 200, made.text);
  assert.match(made.value.ref, /^SB-\d{4}-\d{3}$/);
  assert.deepEqual([made.value.author, made.value.capacity, made.value.cost_pence, made.value.status], [member.person, null, 0, 'open']);
  for (const who of [convenor, insider]) {
    const { text } = await read(who, 'support_items', made.value.id, '?expand=written_by,author');
    assert.ok(!text.includes(member.person) && !text.includes(member.record.name) && !text.includes(member.organisation), text);
  }
  for (const who of [editor, lead]) assert.equal((await read(who, 'support_items', made.value.id)).value.author_name, member.record.name);
  assert.equal((await update(convenor, 'support_items', made.value.id, { status: 'closed' })).status, 404);
  refused(await update(editor, 'support_items', made.value.id, { title: 'Other' }), 'title');
  assert.equal((await update(editor, 'support_items', made.value.id, { status: 'matched' })).value.status, 'matched');
  assert.equal((await update(member, 'support_items', made.value.id, { anonymous: false })).value.author, member.person);
  assert.equal((await read(convenor, 'support_items', made.value.id)).value.author_name, member.record.name);
  refused(await update(member, 'support_items', made.value.id, { hours_per_month: -1 }), 'hours_per_month');
  assert.equal((await update(member, 'support_items', made.value.id, { status: 'withdrawn' })).status, 200);
  assert.equal((await read(convenor, 'support_items', made.value.id)).status, 404);
});

test('anonymous items of the demonstration say nothing about their author', async () => {
  const { items } = (await list(convenor, 'support_items')).value;
  for (const one of records.supportItems.filter((item) => item.anonymous && item.trueAuthor !== convenor.person)) {
    const text = JSON.stringify(items.find((item) => item.id === one.id) ?? {});
    assert.ok(!text.includes(one.trueAuthor), one.ref);
  }
});

test('posts and statements are written by editors and the convenor', async () => {
  const post = { slug: `a-${stamp()}`, title: 'A', status: 'draft', body: 'Text' };
  assert.equal((await create(member, 'posts', post)).status, 400);
  const made = await create(editor, 'posts', post);
  assert.equal(made.status, 200, made.text);
  assert.equal((await read(null, 'posts', made.value.id)).status, 404);
  refused(await update(editor, 'posts', made.value.id, { status: 'published', body: 'See ![](/x.png)' }), 'body');
  assert.equal((await create(lead, 'statements', { ...post, status: 'draft' })).status, 400);
  const named = { ...post, status: 'draft', signatories: [hidden[0].name, 'Somebody'] };
  const statement = (await create(convenor, 'statements', named)).value;
  assert.deepEqual([statement.signatories, statement.hidden_signatories], [['Somebody'], 1]);
});

test('several requests in one are off, and so is asking for many at once as nobody', async () => {
  const batch = await ask(convenor, 'POST', '/api/batch', { requests: [{ method: 'GET', url: '/api/health' }] });
  assert.equal(batch.status, 403);
});
