const { factories } = require('@strapi/strapi');

const { NAMED, PERSON, known, link } = require('../../../access/records');
const { forbidden, wrong } = require('../../../access/refusal');

const UID = 'api::response.response';

module.exports = factories.createCoreService(UID, ({ strapi }) => ({
  populate: { alert: { fields: ['title'] }, organisation: NAMED, author: PERSON },
  sorted: ['updatedAt', 'choice'],
  filtered: ['choice', 'ask'],
  related: { alert: 'documentId', organisation: 'documentId' },

  /** With the alert, and with the organisation. */
  async visible(viewer) {
    const alerts = await strapi.service('api::alert.alert').visibleIds(viewer);
    return { $and: [{ alert: { id: { $in: [0, ...alerts] } } }, { organisation: { id: { $notIn: [0, ...viewer.secret] } } }] };
  },

  shown({ author, ...response }, viewer) {
    const row = { ...response, alert: link(response.alert), organisation: link(response.organisation, 'name') };
    // Who typed it is for the organisation itself and the convenor.
    const told = viewer.isConvenor || viewer.organisations.has(response.organisation?.id);
    return told ? { ...row, author: viewer.sees(author) ? link(author, 'fullName') : null } : row;
  },

  settable: (viewer, before) => (before ? ['choice', 'note'] : ['alert', 'ask', 'organisation', 'choice', 'note']),

  async prepare(data, viewer, before) {
    const author = viewer.member.documentId;
    if (before) {
      if (!viewer.organisations.has(before.organisation.id)) throw forbidden('You answer for your own organisation.');
      return { ...data, author };
    }
    const own = data.organisation ?? viewer.member.organisation?.documentId;
    if (!own) throw wrong('organisation', 'There is no organisation that you could answer for.');
    const organisation = await known('api::organisation.organisation', 'organisation', own, viewer);
    if (!viewer.organisations.has(organisation.id)) throw wrong('organisation', 'You answer for your own organisation.');
    const alert = await known('api::alert.alert', 'alert', data.alert, viewer);
    if (!(alert.asks ?? []).some((one) => one.key === data.ask)) throw wrong('ask', 'This alert does not ask that.');
    const there = await strapi.db.query(UID).findOne({ where: { alert: alert.id, ask: data.ask, organisation: organisation.id } });
    if (there) throw wrong('ask', 'Your organisation has answered this already. Change that answer.');
    return { ...data, organisation: organisation.documentId, author };
  },
}));
