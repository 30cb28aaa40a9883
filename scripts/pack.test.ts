import { globSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { root } from "./bootstrap/paths.mjs";
import { seeded } from "./lib/seeded.ts";
import { backend } from "./pack/backend.ts";
import { nextSite } from "./pack/next-site.ts";
import { reactSite } from "./pack/react-site.ts";
import { run, settle } from "./pack/stranger.ts";

// Projects far from this repository install what `npm run pack` writes, by the commands that it prints.
const temporary = realpathSync(mkdtempSync(join(tmpdir(), "cossistant-strangers-")));
const settings = { url: "https://abcdefgh.supabase.co", publicKey: "pk_stranger" };
const LONG = 300_000;
let printed = "";

beforeAll(async () => {
	printed = await run(root, ["node", "scripts/pack.ts", join(temporary, "vendor")]);
}, LONG);

afterAll(() => rmSync(temporary, { recursive: true, force: true }));

it(
	"makes a Next.js site with the widget, whose server signs who its users are",
	async () => {
		const site = join(temporary, "next-site");
		await settle(site, { ...nextSite(settings), install: lineFor("Next.js") });

		await run(site, ["node", "node_modules/next/dist/bin/next", "build"]);

		const page = readFileSync(join(site, ".next/server/app/account.html"), "utf8");
		expect(claimsIn(page)).toMatchObject({ sub: "user-1", name: "Vera", aud: settings.publicKey });
		const { first, all } = loadedBy(page, join(site, ".next/static"));
		const { url, publicKey } = settings;
		const words = [url, publicKey, STYLES, REALTIME, seeded.identitySecret, "ZodError"];
		expect(found(words, all)).toEqual([url, publicKey, STYLES, REALTIME]);
		expect(found(words, first)).toEqual([url, publicKey, STYLES]);
	},
	LONG,
);

it(
	"makes a React site, typed without doubt, that loads late what is not needed at once",
	async () => {
		const site = join(temporary, "react-site");
		await settle(site, { ...reactSite(settings), install: lineFor("React") });

		await run(site, ["tsc", "-p", "."]);
		await run(site, ["node", "node_modules/vite/bin/vite.js", "build", "--logLevel", "error"]);

		const page = readFileSync(join(site, "dist/index.html"), "utf8");
		const { first, all } = loadedBy(page, join(site, "dist/assets"));
		expect(found([STYLES, REALTIME], all)).toEqual([STYLES, REALTIME]);
		expect(found([STYLES, REALTIME], first)).toEqual([STYLES]);
		expect(await run(site, ["node", "server.mjs"])).toMatch(/^idle function Hello/);
	},
	LONG,
);

it(
	"lets a backend in plain Node sign",
	async () => {
		const folder = join(temporary, "backend");
		await settle(folder, { ...backend, install: lineFor("a backend") });

		const { identitySecret } = seeded;
		const token = await run(folder, ["node", "sign.mjs", identitySecret, settings.publicKey]);

		expect(claimsIn(token)).toMatchObject({ sub: "user-1", aud: settings.publicKey });
	},
	LONG,
);

/** A word of the protocol that only the live part speaks. */
const REALTIME = "phx_join";
/** A class from a style that another style imports. */
const STYLES = ".co-message";

function found(words: readonly string[], text: string): string[] {
	return words.filter((word) => text.includes(word));
}

/** The line of `npm run pack` for a kind of project. */
function lineFor(kind: string): string {
	const [, line = ""] = printed.match(new RegExp(`^ *${kind} +(npm install .+)$`, "m")) ?? [];
	return line;
}

/** What the scripts and styles of a site say: those that a page names, and all. */
function loadedBy(page: string, folder: string): { first: string; all: string } {
	const files = globSync("**/*.{js,css}", { cwd: folder });
	const textOf = (names: readonly string[]) =>
		names.map((name) => readFileSync(join(folder, name), "utf8")).join("\n");
	return {
		first: textOf(files.filter((file) => page.includes(basename(file)))),
		all: textOf(files),
	};
}

function claimsIn(text: string): unknown {
	const [, claims = ""] = text.match(/eyJ[\w-]+\.(eyJ[\w-]+)\.[\w-]+/) ?? [];
	return JSON.parse(Buffer.from(claims, "base64url").toString());
}
