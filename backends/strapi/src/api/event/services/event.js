const { factories } = require('@strapi/strapi');

const { known, link, nextReference } = require('../../../access/records');
const { forbidden, wrong } = require('../../../access/refusal');

const SETTABLE = [
  'category', 'title', 'state', 'allDay', 'localStart', 'localEnd', 'zone', 'startsAt', 'endsAt', 'firstDay', 'lastDay', 'attendance', 'location', 'joinLink',
  'seats', 'marking', 'chathamHouse', 'description', 'theme', 'chair', 'noteTaker', 'agenda', 'series', 'originalStart', 'alert',
];

module.exports = factories.createCoreService('api::event.event', ({ strapi }) => ({
  populate: { alert: { fields: ['title'] } },
  order: ['startsAt:asc'],
  sorted: ['startsAt', 'endsAt', 'title', 'category', 'state', 'updatedAt'],
  filtered: ['category', 'state', 'attendance', 'marking', 'series', 'startsAt', 'endsAt'],
  searched: ['title', 'description', 'theme', 'location'],

  visible: (viewer) => (!viewer.isMember ? { id: 0 } : viewer.isConvenor ? {} : { state: { $ne: 'draft' } }),

  /** Everybody sees the meeting, and only some the alert that it is about. */
  async shown(event, viewer) {
    const alerts = await strapi.service('api::alert.alert').visibleIds(viewer);
    return { ...event, alert: alerts.has(event.alert?.id) ? link(event.alert) : null };
  },

  settable: () => SETTABLE,

  async prepare(data, viewer) {
    if (!viewer.isConvenor) {
      if (data.category !== 'urgent') throw forbidden('Only the convenor calls this kind of meeting.');
      data.state = 'planned';
    }
    if (!(Date.parse(data.endsAt) > Date.parse(data.startsAt))) throw wrong('endsAt', 'The meeting must end after it begins.');
    if (data.alert) await known('api::alert.alert', 'alert', data.alert, viewer);
    return { ...data, revision: 0, reference: await nextReference('api::event.event', 'MT', 3) };
  },
}));
