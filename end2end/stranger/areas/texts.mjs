// Posts and statements: read by everybody once they are out. They are written elsewhere.
import { open } from '../dialect.mjs';

export const posts = {
  table: 'ARTIKEL',
  key: 'ANR',
  words: ['TITEL', 'VORSP', 'TEXT'],
  public: true,
  show: (post, viewer) => (post._status === 'published' || viewer.editor ? open(post) : null),
};

export const statements = {
  table: 'ERKL',
  key: 'ENR',
  words: ['TITEL', 'TEXT'],
  public: true,
  show: (statement, viewer) => (['V', 'O'].includes(statement.ZUST) || (statement.ZUST === 'Z' && viewer.member) || viewer.editor ? open(statement) : null),
};
