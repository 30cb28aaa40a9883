// `npm run journeys`: the browser journeys alone; arguments go to Playwright.
import { runJourneys } from "./lib/journeys.ts";

const { failed } = await runJourneys(process.argv.slice(2));
process.exitCode = failed === 0 ? 0 : 1;
