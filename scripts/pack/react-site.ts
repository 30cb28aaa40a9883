import type { Stranger } from "./stranger.ts";

/** A React site built by Vite, and typed as strictly as TypeScript can, the declarations of packages included. */
export function reactSite(settings: Settings): Omit<Stranger, "install"> {
	return {
		files: {
			"index.html": `<div id="root"></div><script type="module" src="/main.tsx"></script>`,
			"main.tsx": mainOf(settings),
			"server.mjs": serverOf(settings),
			"tsconfig.json": JSON.stringify({
				compilerOptions: {
					module: "nodenext",
					target: "es2023",
					lib: ["es2023", "dom", "dom.iterable"],
					types: ["vite/client"],
					jsx: "react-jsx",
					strict: true,
					skipLibCheck: false,
					noEmit: true,
				},
			}),
		},
		uses: [
			...["react", "react-dom", "@types/react", "@types/react-dom"].map((name) => ({
				name,
				of: "packages/react",
			})),
			{ name: "vite", of: "node_modules/vitest" },
		],
	};
}

type Settings = { url: string; publicKey: string };

const mainOf = ({ url, publicKey }: Settings) => `
import { Support, SupportProvider, useSupportNavigation } from "@cossistant/react";
import { Bubble } from "@cossistant/react/primitives";
import "@cossistant/react/support.css";
import { createRoot } from "react-dom/client";

declare module "@cossistant/core" {
	interface RouteRegistry {
		ORDERS: { page: number };
	}
}

function Orders() {
	const { navigate } = useSupportNavigation();
	return <Bubble onClick={() => navigate({ page: "ORDERS", params: { page: 2 } })} />;
}

createRoot(document.body).render(
	<SupportProvider publicKey="${publicKey}" apiUrl="${url}">
		<Orders />
		<Support />
	</SupportProvider>,
);
`;

/** Plain Node, without a bundler: starts a client and draws the page. */
const serverOf = ({ url, publicKey }: Settings) => `
import { createCossistantClient } from "@cossistant/core";
import { createLive } from "@cossistant/core/live";
import { Support, SupportProvider } from "@cossistant/react";
import { createElement } from "react";
import { renderToString } from "react-dom/server";

const client = createCossistantClient(${JSON.stringify({ publicKey, apiUrl: url })});
const page = createElement(SupportProvider, { client }, "Hello", createElement(Support));
console.log(client.session.get().phase, typeof createLive, renderToString(page));
`;
