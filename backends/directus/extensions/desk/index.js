// What is each person's own: who they are here, and which alerts they have opened. Neither lies in a collection that
// others may read.
import { unknown, wrong } from '../house-rules/refusals.js';
import { viewerOf } from '../house-rules/viewer.js';

const PAGE = 200;

export default {
  id: 'desk',
  handler(router, { database }) {
    const route = (method, path, answer) =>
      router[method](path, async (request, response, next) => {
        try {
          const viewer = await viewerOf(database, request.accountability);
          if (!viewer) throw unknown();
          response.set('Cache-Control', 'no-store').json(await answer(viewer, request));
        } catch (error) {
          next(error);
        }
      });

    route('get', '/me', async (viewer) => ({
      data: {
        id: viewer.user, name: viewer.name, member: viewer.member,
        organisation: { id: viewer.organisation, name: viewer.organisation_name },
        roles: [viewer.role, ...(viewer.isLead && viewer.role !== 'Lead' ? ['Lead'] : [])],
      },
    }));

    route('get', '/receipts', async (viewer, { query }) => {
      const mine = () => database('read_receipts').where({ owner: viewer.user });
      const limit = Math.min(Math.max(Number.parseInt(query.limit ?? PAGE, 10) || PAGE, 1), PAGE);
      const offset = Math.max(Number.parseInt(query.offset ?? 0, 10) || 0, 0);
      const rows = await mine().orderBy(['read_at', 'id']).limit(limit).offset(offset);
      const { count } = await mine().count({ count: '*' }).first();
      return { meta: { filter_count: Number(count) }, data: rows.map((row) => receipt(row, viewer)) };
    });

    route('post', '/receipts', async (viewer, { body }) => {
      const alert = String(body?.alert ?? '');
      if (!(await database('alerts').where({ id: alert }).first('id'))) throw wrong('alert', 'There is no such alert.');
      const before = await database('read_receipts').where({ owner: viewer.user, alert }).first();
      // Opening it again changes nothing.
      const row = before ?? { id: crypto.randomUUID(), alert, owner: viewer.user, read_at: Date.now() };
      if (!before) await database('read_receipts').insert(row);
      return { data: receipt(row, viewer) };
    });
  },
};

const receipt = (row, viewer) => ({ id: row.id, alert: row.alert, member: viewer.member, read_at: new Date(row.read_at).toISOString() });
