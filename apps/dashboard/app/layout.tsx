import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { ConfigProblems } from "../components/shell/config-problems.tsx";
import { ConfigProvider } from "../components/shell/config-provider.tsx";
import { Toaster } from "../components/ui/toaster.tsx";
import { readConfig } from "../lib/config.ts";
import { parseTheme, THEME_COOKIE } from "../lib/theme.ts";
import "./globals.css";

export const metadata: Metadata = {
	title: { default: "Cossistant", template: "%s · Cossistant" },
	description: "Answer your visitors.",
	robots: { index: false, follow: false },
};

export const viewport: Viewport = {
	themeColor: [
		{ media: "(prefers-color-scheme: light)", color: "#f7f7f8" },
		{ media: "(prefers-color-scheme: dark)", color: "#0d0e10" },
	],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
	// Reading the request also keeps every page dynamic: its configuration is the server's, not the build's.
	const [cookieStore, requestHeaders] = await Promise.all([cookies(), headers()]);
	const theme = parseTheme(cookieStore.get(THEME_COOKIE)?.value);
	const read = readConfig(process.env);
	return (
		<html
			lang="en"
			data-theme={theme === "system" ? undefined : theme}
			className={GeistSans.variable}
		>
			<body>
				{"problems" in read ? (
					<ConfigProblems problems={read.problems} />
				) : (
					<ConfigProvider
						config={read.config}
						theme={theme}
						nonce={requestHeaders.get("x-nonce") ?? undefined}
					>
						{children}
						<Toaster />
					</ConfigProvider>
				)}
			</body>
		</html>
	);
}
