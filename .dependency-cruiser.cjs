// Who may know whom. The table is the law; the rules below are made from it.
const { readFileSync, readdirSync } = require("node:fs");
const { join } = require("node:path");

const MAY_IMPORT = {
	protocol: [],
	core: ["protocol"],
	react: ["core", "protocol"],
	next: ["react", "core", "node", "protocol"],
	browser: ["react", "core", "protocol"],
	node: ["protocol"],
	stack: [],
};

/** The floors of packages/react: each stands on the ones before it. */
const FLOORS = ["hooks", "primitives", "support"];

const TESTS = "\\.test\\.tsx?$|/testing/|/testing\\.ts$";

/** Every file that a package.json opens to others, conditions and all. */
const ENTRIES = readdirSync(join(__dirname, "packages")).flatMap((name) => {
	const manifest = JSON.parse(
		readFileSync(join(__dirname, "packages", name, "package.json"), "utf8"),
	);
	return leaves(manifest.exports ?? {}).map((file) => `packages/${name}/${file.replace("./", "")}`);
});

function leaves(value) {
	return typeof value === "string" ? [value] : Object.values(value).flatMap(leaves);
}

function exactly(paths) {
	return `^(${paths.map((path) => path.replaceAll(".", "\\.")).join("|")})$`;
}

const packagesLookDown = Object.entries(MAY_IMPORT).map(([name, allowed]) => ({
	name: `${name} imports ${allowed.length === 0 ? "no other package" : `only ${allowed.join(", ")}`}`,
	severity: "error",
	from: { path: `^packages/${name}/`, pathNot: TESTS },
	to: {
		path: "^(packages|apps|scripts)/",
		pathNot: `^packages/(${[name, ...allowed].join("|")})/`,
	},
}));

const floorsLookDown = FLOORS.map((floor, height) => ({
	name: `react/${floor} does not look up`,
	severity: "error",
	from: { path: `^packages/react/src/${floor}/`, pathNot: TESTS },
	to: { path: `^packages/react/src/(${FLOORS.slice(height + 1).join("|") || "-"})/` },
}));

module.exports = {
	forbidden: [
		...packagesLookDown,
		...floorsLookDown,
		{
			name: "nobody reaches inside a package",
			severity: "error",
			from: { path: "^(packages/([^/]+)|apps|scripts)/" },
			to: { path: "^packages/", pathNot: [exactly(ENTRIES), "^packages/$2/"] },
		},
		{
			name: "core knows no React",
			severity: "error",
			from: { path: "^packages/(core|protocol)/" },
			to: { path: "node_modules/(react|react-dom|next)/" },
		},
		{
			name: "the widget carries no zod",
			severity: "error",
			from: { path: "^packages/(core|react|browser)/", pathNot: TESTS },
			to: { path: "node_modules/zod/", dependencyTypesNot: ["type-only"] },
		},
		{
			name: "only tests and scripts use the local stack",
			severity: "error",
			from: { path: "^(packages|apps)/", pathNot: [TESTS, "^packages/stack/", "^apps/e2e/"] },
			to: { path: "^packages/stack/" },
		},
		{
			name: "apps do not know each other",
			severity: "error",
			from: { path: "^apps/([^/]+)/" },
			to: { path: "^apps/", pathNot: "^apps/$1/" },
		},
		{
			name: "an edge function does not import another",
			severity: "error",
			from: { path: "^supabase/functions/([^/]+)/" },
			to: { path: "^supabase/functions/", pathNot: "^supabase/functions/($1|_shared)/" },
		},
		{
			name: "no cycles",
			severity: "error",
			from: {},
			to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
		},
		{
			name: "every import is found",
			severity: "error",
			from: { path: "^(packages|apps|scripts)/" },
			to: { couldNotResolve: true },
		},
		{
			name: "every import is declared in package.json",
			severity: "error",
			// The stack's fixtures are edge functions: Deno reads their imports from deno.json.
			from: { path: "^(packages|apps)/", pathNot: "^packages/stack/fixtures/" },
			to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
		},
	],
	options: {
		doNotFollow: { path: "node_modules" },
		exclude: { path: "(^|/)(\\.next|dist|\\.stack|\\.tools)/" },
		tsPreCompilationDeps: true,
		combinedDependencies: false,
		enhancedResolveOptions: {
			exportsFields: ["exports"],
			conditionNames: ["import", "node", "default", "types"],
			extensions: [".ts", ".tsx", ".mjs", ".js", ".json", ".css", ".d.ts"],
		},
	},
};
