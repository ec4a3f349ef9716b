// Refusals in Strapi's own shape, so that a client finds the field that each is about.
const { errors } = require('@strapi/utils');

/** What was sent for this field cannot be. */
function wrong(field, message) {
  return new errors.ValidationError(message, { errors: [{ path: [field], message, name: 'ValidationError' }] });
}

const forbidden = (message) => new errors.ForbiddenError(message);

/** Somebody else was first: told with status 409, for which Strapi has no class of its own. */
class Conflict extends errors.ApplicationError {
  constructor(message) {
    super(message);
    this.name = 'ConflictError';
  }
}

/** A list of short texts. */
function words(field, value) {
  if (value === null) return [];
  const fits = Array.isArray(value) && value.length <= 50 && value.every((one) => typeof one === 'string' && one.length <= 200);
  if (!fits) throw wrong(field, 'This must be a list of short texts.');
  return value;
}

module.exports = { Conflict, forbidden, words, wrong };
