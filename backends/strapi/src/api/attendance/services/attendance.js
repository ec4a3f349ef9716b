const { factories } = require('@strapi/strapi');

const { PERSON, known, link } = require('../../../access/records');
const { forbidden, wrong } = require('../../../access/refusal');

const UID = 'api::attendance.attendance';

module.exports = factories.createCoreService(UID, ({ strapi }) => {
  const rows = (where) => strapi.db.query(UID).findMany({ where, orderBy: [{ queuePosition: 'asc' }, { id: 'asc' }] });

  /** The answers to a meeting that take a seat. */
  const seated = (event) => rows({ event: event.id, reply: event.attendance === 'online' ? 'remote' : 'yes' });

  return {
    populate: { event: { fields: ['title', 'attendance', 'seats'] }, member: PERSON },
    sorted: ['reply', 'queuePosition'],
    filtered: ['reply'],
    related: { event: 'documentId', member: 'documentId' },
    searched: [],

    /** An answer is seen with the person, and with the meeting. */
    visible(viewer) {
      if (!viewer.isMember) return { id: 0 };
      const [event, member] = ['event', 'member'].map((name) => strapi.service(`api::${name}.${name}`).visible(viewer));
      return { $and: [{ event }, { member }] };
    },

    shown({ accessNeeds, ...row }, viewer) {
      const needs = viewer.isConvenor || viewer.is(row.member) ? { accessNeeds } : {};
      return { ...row, ...needs, event: link(row.event), member: link(row.member, 'fullName') };
    },

    settable: (viewer, before) => (before ? ['reply', 'accessNeeds'] : ['event', 'member', 'reply', 'accessNeeds']),

    async prepare(data, viewer, before) {
      if (before && !viewer.is(before.member)) throw forbidden('A reply is always your own.');
      if ((data.member ?? viewer.member.documentId) !== viewer.member.documentId) throw wrong('member', 'A reply is always your own.');
      const event = await known('api::event.event', 'event', before ? before.event.documentId : data.event, viewer);
      if (event.state === 'cancelled') throw wrong('event', 'This meeting has been cancelled.');
      if (!before && (await rows({ event: event.id, member: viewer.member.id })).length) throw wrong('event', 'You have replied already. Change that reply.');
      // Whoever comes new, or changes to an answer that takes a seat, stands at the end; free seats are given below.
      const takes = (reply) => reply === (event.attendance === 'online' ? 'remote' : 'yes');
      const reply = data.reply ?? before?.reply;
      const stays = before && takes(before.reply) && takes(reply);
      const last = Math.max(0, ...(await seated(event)).map((one) => one.queuePosition));
      const queuePosition = stays ? before.queuePosition : takes(reply) && event.seats ? last + 1 : 0;
      return { ...data, member: viewer.member.documentId, event: event.documentId, queuePosition };
    },

    /** Gives free seats to whoever waits longest, and numbers the rest 1, 2, 3 and so on. */
    async settle({ documentId }) {
      const { event } = await strapi.db.query(UID).findOne({ where: { documentId }, populate: { event: true } });
      const all = await seated(event);
      let free = event.seats ? event.seats - all.filter((one) => !one.queuePosition).length : Infinity;
      let place = 0;
      for (const one of all.filter((waiting) => waiting.queuePosition)) {
        const queuePosition = free-- > 0 ? 0 : (place += 1);
        if (queuePosition !== one.queuePosition) await strapi.db.query(UID).update({ where: { id: one.id }, data: { queuePosition } });
      }
    },
  };
});
