import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../bootstrap/paths.mjs";
import { seeded } from "../lib/seeded.ts";
import type { Stranger } from "./stranger.ts";

/** A Next.js site that does what the README says, and knows one signed-in user. */
export function nextSite(settings: { url: string; publicKey: string }): Omit<Stranger, "install"> {
	const [layout = "", accountLayout = ""] = examples();
	return {
		files: {
			".env.local": [
				`NEXT_PUBLIC_SUPABASE_URL=${settings.url}`,
				`NEXT_PUBLIC_COSSISTANT_API_KEY=${settings.publicKey}`,
				`COSSISTANT_IDENTITY_SECRET=${seeded.identitySecret}`,
			].join("\n"),
			"next.config.mjs": CONFIG,
			"current-user.ts": CURRENT_USER,
			"app/layout.tsx": layout,
			"app/page.tsx": PAGE,
			"app/account/layout.tsx": `import { currentUser } from "../../current-user";\n${accountLayout}`,
			"app/account/page.tsx": PAGE,
		},
		uses: [
			...["next", "react", "react-dom", "@types/node", "@types/react"].map((name) => ({
				name,
				of: "packages/next",
			})),
			{ name: "typescript", of: "." },
		],
	};
}

/** The components that the README shows: the root layout, and one that identifies. */
function examples(): string[] {
	const readme = readFileSync(join(root, "README.md"), "utf8");
	return [...readme.matchAll(/^```tsx\n(.*?)^```/gms)].map(([, code = ""]) => code);
}

// What is linked lies outside of the site, where Turbopack would not look.
const CONFIG = `export default { turbopack: { root: "/" } };`;

const CURRENT_USER = `
export async function currentUser() {
	return { id: "user-1", email: "vera@example.test", name: "Vera" };
}`;

const PAGE = `
export default function Page() {
	return <h1>Hello</h1>;
}`;
