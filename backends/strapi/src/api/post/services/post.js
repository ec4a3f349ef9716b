const { factories } = require('@strapi/strapi');

/** Written and published in the panel; here everybody reads what is published. */
module.exports = factories.createCoreService('api::post.post', () => ({
  open: true,
  drafted: true,
  order: ['publishedAt:desc'],
  sorted: ['publishedAt', 'title'],
  filtered: ['slug', 'language', 'section'],
  searched: ['title', 'excerpt', 'content'],
  visible: () => ({ publishedAt: { $lte: new Date() } }),
  shown: (post) => post,
}));
