// Refusals as Directus itself tells them: a name that its error handler knows, a code, a status, and the field if there is one.

class Refusal extends Error {
  name = 'DirectusError';

  constructor(message, code, status, extensions = {}) {
    super(message);
    Object.assign(this, { code, status, extensions });
  }
}

export const wrong = (field, message) => new Refusal(message, 'FAILED_VALIDATION', 400, { field, path: [], type: 'custom' });
export const forbidden = (message) => new Refusal(message, 'FORBIDDEN', 403);
export const conflict = (message) => new Refusal(message, 'CONFLICT', 409);
export const unknown = () => new Refusal('Sign in first.', 'INVALID_CREDENTIALS', 401);
