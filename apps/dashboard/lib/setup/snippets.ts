/** A file to make or change, as the guide shows it. */
export type Snippet = { id: string; title: string; language: "sh" | "tsx" | "env"; code: string };

export type Framework = "next" | "react";

type Values = { publicKey: string; apiUrl: string };

/** What to do in a project of each kind, in order, with the website's real key. */
export function snippetsFor(framework: Framework, values: Values): readonly Snippet[] {
	return framework === "next" ? nextSnippets(values) : reactSnippets(values);
}

/** Who is signed in, said by the site's own server, which signs it with the secret. */
export const identifySnippet = {
	title: "app/layout.tsx",
	code: `import { IdentifySupportVisitor } from "@cossistant/next";

{user && (
  <IdentifySupportVisitor
    externalId={user.id}
    email={user.email}
    name={user.name}
    metadata={{ plan: user.plan }}
  />
)}`,
} as const;

/** The line that lets a site's backend sign who its visitors are. */
export function secretLine(secret: string): string {
	return `COSSISTANT_IDENTITY_SECRET=${secret}`;
}

/** The packages come from a checkout: until they are published, these names on npm are somebody else's. */
function installSnippet(framework: Framework): Snippet {
	return {
		id: "install",
		title: "Terminal",
		language: "sh",
		code: [
			"# in the checkout of this support system",
			"npm run pack -- <your-app>/vendor",
			"# in your app",
			`npm install ./vendor/cossistant-${framework}-0.0.0.tgz`,
		].join("\n"),
	};
}

function nextSnippets({ publicKey, apiUrl }: Values): readonly Snippet[] {
	return [
		installSnippet("next"),
		{
			id: "env",
			title: ".env.local",
			language: "env",
			code: [
				`NEXT_PUBLIC_COSSISTANT_API_KEY=${publicKey}`,
				`NEXT_PUBLIC_COSSISTANT_API_URL=${apiUrl}`,
			].join("\n"),
		},
		{
			id: "code",
			title: "app/layout.tsx",
			language: "tsx",
			code: `import { Support, SupportProvider } from "@cossistant/next";
import "@cossistant/next/support.css";

export default function RootLayout({ children }: { children: React.ReactNode }) {
  return (
    <html lang="en">
      <body>
        <SupportProvider>
          {children}
          <Support />
        </SupportProvider>
      </body>
    </html>
  );
}`,
		},
	];
}

function reactSnippets({ publicKey, apiUrl }: Values): readonly Snippet[] {
	return [
		installSnippet("react"),
		{
			id: "code",
			title: "App.tsx",
			language: "tsx",
			code: `import { Support, SupportProvider } from "@cossistant/react";
import "@cossistant/react/support.css";

export function App() {
  return (
    <SupportProvider
      publicKey="${publicKey}"
      apiUrl="${apiUrl}"
    >
      <YourApp />
      <Support />
    </SupportProvider>
  );
}`,
		},
	];
}
