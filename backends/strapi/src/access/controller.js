// The one controller of all records. Strapi's role permissions decide who may call what; the service of each content type
// decides record by record: `visible` (which), `shown` (what of each), `prepare` (what a writer may set).
const { factories } = require('@strapi/strapi');
const { errors } = require('@strapi/utils');

const { questionOf } = require('./question');
const { Conflict, wrong } = require('./refusal');
const { viewerOf } = require('./viewer');

const guarded = (uid) =>
  factories.createCoreController(uid, ({ strapi }) => {
    const rules = () => strapi.service(uid);

    async function visible(ctx) {
      const viewer = await viewerOf(ctx, strapi);
      if (!viewer.isMember && !rules().open) throw new errors.ForbiddenError();
      return { viewer, filter: await rules().visible(viewer, strapi) };
    }

    async function one(documentId, filter) {
      const found = await strapi.documents(uid).findFirst({ filters: { $and: [{ documentId }, filter] }, populate: rules().populate, ...published(rules()) });
      // What somebody may not see is not there for them.
      if (!found) throw new errors.NotFoundError();
      return found;
    }

    async function write(ctx, before) {
      const { viewer, filter } = await visible(ctx);
      const { data } = ctx.request.body ?? {};
      if (data === null || typeof data !== 'object' || Array.isArray(data)) throw new errors.ValidationError('Missing "data" payload in the request body');
      try {
        // In one transaction, so that two people cannot both be the first.
        return await strapi.db.transaction(async () => {
          const row = before === undefined ? undefined : await one(before, filter);
          const settable = rules().settable(viewer, row);
          for (const key of Object.keys(data)) if (!settable.includes(key)) throw wrong(key, `${key} cannot be set.`);
          const prepared = await rules().prepare({ ...data }, viewer, row);
          const written = prepared.instead ?? (row ? await strapi.documents(uid).update({ documentId: before, data: prepared }) : await strapi.documents(uid).create({ data: prepared }));
          await rules().settle?.(written, viewer);
          // Read again: what was written may have moved others, or be shown to its writer differently.
          return one(written.documentId, await rules().visible(viewer, strapi));
        });
      } catch (error) {
        if (error instanceof Conflict) return ctx.throw(409, error.message);
        throw error;
      }
    }

    const shown = async (ctx, row) => rules().shown(plain(row), await viewerOf(ctx, strapi));

    return {
      async find(ctx) {
        const { viewer, filter } = await visible(ctx);
        const { filters, ...asked } = await questionOf(ctx.query, rules(), viewer);
        const populate = rules().populate;
        const { results, pagination } = await rules().find({ ...asked, filters: { $and: [...filters, filter] }, populate, ...published(rules()) });
        const rows = await Promise.all(results.map((row) => rules().shown(plain(row), viewer)));
        return this.transformResponse(rows, { pagination });
      },
      async findOne(ctx) {
        const { filter } = await visible(ctx);
        return this.transformResponse(await shown(ctx, await one(ctx.params.id, filter)));
      },
      async create(ctx) {
        const row = await write(ctx);
        ctx.status = 201;
        return this.transformResponse(await shown(ctx, row));
      },
      async update(ctx) {
        return this.transformResponse(await shown(ctx, await write(ctx, ctx.params.id)));
      },
    };
  });

/** Of what is drafted in the panel, only what has been published. */
const published = ({ drafted }) => (drafted ? { status: 'published' } : {});

/** Without what Strapi keeps for itself. */
function plain({ locale, ...row }) {
  return row;
}

module.exports = { guarded };
