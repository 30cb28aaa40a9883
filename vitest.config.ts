import { defineConfig } from "vitest/config";

/** Files that need a running stack: they say so in their name and run in the project `database`. */
const needStack = "**/*.stack.test.ts";
/** Files that need Realtime with the limits of a hosted project, and a stack where nobody else tells anything. */
const asHosted = "supabase/tests/hosted/**/*.test.ts";

export default defineConfig({
	test: {
		reporters: ["default"],
		projects: [
			{
				test: {
					name: "unit",
					include: [
						"packages/{protocol,core,node,react,next}/src/**/*.test.{ts,tsx}",
						"apps/dashboard/**/*.test.{ts,tsx}",
						"apps/demo/**/*.test.{ts,tsx}",
						"scripts/**/*.test.{ts,mjs}",
						"supabase/functions/**/*.test.ts",
					],
					exclude: [needStack, "**/node_modules/**", "**/.next/**"],
				},
			},
			{
				test: {
					name: "stack",
					include: ["packages/stack/src/**/*.test.ts"],
					exclude: [needStack],
					testTimeout: 60_000,
					hookTimeout: 120_000,
					// Each of these files starts Postgres and a gateway of its own.
					maxWorkers: 2,
				},
			},
			{
				test: {
					name: "database",
					include: [
						"supabase/tests/**/*.test.ts",
						"supabase/functions/**/*.stack.test.ts",
						"packages/*/src/**/*.stack.test.{ts,tsx}",
					],
					exclude: [asHosted],
					globalSetup: ["packages/stack/src/testing.ts"],
					testTimeout: 30_000,
					hookTimeout: 60_000,
				},
			},
			{
				test: {
					name: "hosted",
					include: [asHosted],
					globalSetup: ["packages/stack/src/testing-as-hosted.ts"],
					testTimeout: 60_000,
					hookTimeout: 60_000,
				},
			},
		],
	},
});
