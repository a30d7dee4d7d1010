// Reads TLS reports and bounces beside the page, which stays responsive meanwhile: the application itself, without a document
// (crate `web`, main.rs). The page's first message says where the application's files are.
addEventListener(
  "message",
  async ({ data: { script, wasm } }) => {
    const { default: run } = await import(script);
    await run({ module_or_path: wasm });
  },
  { once: true },
);
