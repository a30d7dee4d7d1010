const POLICY = `{policy}`;

module.exports = async () => ({
  status: 200,
  headers: { "Content-Type": "text/plain; charset=utf-8" },
  body: POLICY,
});
