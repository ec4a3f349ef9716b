const { factories } = require('@strapi/strapi');

const { known, link } = require('../../../access/records');
const { wrong } = require('../../../access/refusal');

const UID = 'api::receipt.receipt';

module.exports = factories.createCoreService(UID, ({ strapi }) => ({
  populate: { alert: { fields: ['title'] }, member: { fields: ['fullName'] } },
  order: ['readAt:desc'],
  sorted: ['readAt'],
  related: { alert: 'documentId', member: 'documentId' },

  /** Their own note, which nobody else reads. */
  visible: (viewer) => (viewer.isMember ? { member: { id: viewer.member.id } } : { id: 0 }),

  shown: (receipt) => ({ ...receipt, alert: link(receipt.alert), member: link(receipt.member) }),

  settable: () => ['alert', 'member'],

  async prepare(data, viewer) {
    if ((data.member ?? viewer.member.documentId) !== viewer.member.documentId) throw wrong('member', 'You note only what you have opened yourself.');
    const alert = await known('api::alert.alert', 'alert', data.alert, viewer);
    // Opening it again changes nothing.
    const instead = await strapi.db.query(UID).findOne({ where: { alert: alert.id, member: viewer.member.id } });
    return instead ? { instead } : { alert: alert.documentId, member: viewer.member.documentId, readAt: new Date() };
  },
}));
