import { defineConfig } from "vitest/config";

/** Files that need a running stack: they say so in their name and run in the project `database`. */
const needStack = "**/*.stack.test.ts";

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
					globalSetup: ["packages/stack/src/testing.ts"],
					testTimeout: 30_000,
					hookTimeout: 60_000,
				},
			},
		],
	},
});
