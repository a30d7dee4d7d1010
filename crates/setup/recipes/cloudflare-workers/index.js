const POLICY = `{policy}`;

export default {
  fetch(request) {
    const { pathname } = new URL(request.url);
    if (pathname !== "/.well-known/mta-sts.txt") {
      return new Response("Not found\n", { status: 404 });
    }
    return new Response(POLICY, { headers: { "Content-Type": "text/plain; charset=utf-8" } });
  },
};
