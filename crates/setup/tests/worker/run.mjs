// Runs a Worker in workerd and prints its answers to two paths as JSON. The script comes on standard input; the first argument is
// the folder in which miniflare is installed.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const { Miniflare } = createRequire(`${process.argv[2]}/`)("miniflare");
const worker = new Miniflare({
  modules: true,
  script: readFileSync(0, "utf8"),
  compatibilityDate: "2026-01-01",
});
const answers = [];
for (const path of ["/.well-known/mta-sts.txt", "/"]) {
  const answer = await worker.dispatchFetch(`https://mta-sts.example.com${path}`);
  answers.push({ status: answer.status, type: answer.headers.get("content-type"), body: await answer.text() });
}
await worker.dispose();
console.log(JSON.stringify(answers));
