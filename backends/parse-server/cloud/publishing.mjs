// Blog posts and statements: everybody reads what is published, editors also what is not yet. They are written in the dashboard.
import { readable } from './asking.mjs';
import * as directory from './directory.mjs';
import { aclFor } from './writing.mjs';

/** A draft is for editors. A scheduled post is readable once its time has come, which no ACL can say. */
export const postAcl = (state) => (['published', 'scheduled'].includes(state) ? aclFor({ everybody: true }) : aclFor({ roles: ['Editors'] }));

export function statementAcl(state) {
  if (['open', 'published'].includes(state)) return aclFor({ everybody: true });
  return aclFor({ roles: [state === 'withdrawn' ? 'Members' : 'Editors'] });
}

readable('Post', {
  guests: true,
  fields: ['slug', 'title', 'language', 'section', 'publishedAt', 'excerpt', 'content'],
  within(viewer) {
    const due = { state: 'scheduled', publishedAt: { $lte: { __type: 'Date', iso: new Date().toISOString() } } };
    return viewer.isEditor ? null : { $or: [{ state: 'published' }, due] };
  },
});

readable('Statement', {
  guests: true,
  fields: ['slug', 'title', 'text', 'state', 'signBy', 'publishedOn'],
  show(object, viewer) {
    const all = object.get('signatories') ?? [];
    // Public text is the same for everybody: whoever belongs to a hidden organisation may pass it on.
    const named = all.filter((one) => !directory.organisation(one.organisation)?.hidden);
    object.set('signatories', viewer.isMember ? named : named.map(({ name }) => ({ name })));
    object.set('unnamed', (object.get('unnamed') ?? 0) + all.length - named.length);
  },
});
