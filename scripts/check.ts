// `npm run check`: every law of the repository that can be checked without running it.
import { runChecks } from "./checks/index.ts";

const { passed, failed } = await runChecks();
console.log(`\n  ${passed} checks passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
