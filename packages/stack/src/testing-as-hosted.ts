import type { TestProject } from "vitest/node";
import { share } from "./testing.ts";

/** One throw-away stack for the test files that may tell no more than a hosted project. */
export default (project: TestProject) => share(project, {});
