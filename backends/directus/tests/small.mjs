/** A register of five people, in the shape of the demonstration data. */
export const small = {
  accounts: ['anna', 'ben', 'cora', 'dora', 'emil'].map((name) => ({
    email: `${name}@example.org`, person: name, role: { ben: 'lead', cora: 'convenor', emil: 'editor' }[name] ?? 'member',
  })),
  records: {
    organisations: [
      { id: 'mill', name: 'The Mill', kind: 'charity', visibility: 'public', status: 'active' },
      { id: 'ferry', name: 'The Ferry', kind: 'network', visibility: 'members', status: 'active' },
      { id: 'cellar', name: 'The Cellar', kind: 'charity', visibility: 'hidden', status: 'active' },
    ],
    people: [
      person('anna', 'Anna', 'mill', { phone: '+441632960001', email: 'anna@mill.example.org', visibility: { phone: 'organisation', email: 'members' } }),
      person('ben', 'Ben', 'ferry', { leads: ['ferry'] }),
      person('cora', 'Cora', 'mill', {}),
      person('dora', 'Dora', 'cellar', { directoryVisibility: 'named' }),
      person('emil', 'Emil', 'mill', {}),
    ],
    meetings: [
      { id: 'walk', kind: 'social', title: 'A walk', status: 'scheduled', mode: 'in_person', capacity: 1, ...times('2027-01-02') },
      { id: 'plan', kind: 'agm', title: 'A plan', status: 'draft', ...times('2027-01-03') },
    ],
    alerts: [
      alert('flood', 'Flood', 'TLP:GREEN', { asks: [{ id: 'boats', text: 'Lend a boat' }] }),
      alert('names', 'Names', 'TLP:RED', { scope: 'Private', addresses: ['anna'] }),
    ],
    alertReads: [{ id: 'r1', alert: 'names', person: 'anna', readAt: '2026-11-01T10:00:00Z' }, { id: 'r2', alert: 'flood', person: 'ben', readAt: '2026-11-01T10:00:00Z' }],
    commitmentVersions: [
      { id: 'v1', number: '1.0.0', body: 'One', approvedOn: '2025-12-04', lang: 'en' },
      { id: 'v2', number: '1.1.0', body: 'Two', approvedOn: '2026-09-03', lang: 'en' },
    ],
    posts: [
      { id: 'p1', slug: 'open', title: 'Open', status: 'published', publishAt: '2026-01-01T09:00:00Z' },
      { id: 'p2', slug: 'secret', title: 'Secret', status: 'draft' },
    ],
  },
};

function person(id, name, organisation, more) {
  return { id, name, organisation, organisationName: organisation, timeZone: 'Europe/London', directoryVisibility: 'members', visibility: {}, ...more };
}

function alert(id, headline, tlp, more) {
  return {
    id, identifier: id, headline, tlp, thread: id, status: 'Exercise', msgType: 'Alert', scope: 'Restricted', kind: 'warning', current: true,
    sent: '2026-11-01T09:00:00Z', organisation: 'mill', authorName: 'Anna', lang: 'en', ...more,
  };
}

function times(day) {
  return { timeZone: 'Europe/London', start: `${day}T10:00:00Z`, end: `${day}T12:00:00Z`, updated: '2026-11-01T09:00:00Z' };
}
