// Answers are about people: no cache on the way, and no browser, keeps them.
module.exports = () => async (ctx, next) => {
  await next();
  if (!ctx.response.get('Cache-Control')) ctx.set('Cache-Control', 'no-store');
};
