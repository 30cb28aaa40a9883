import { IdentifySupportVisitor, Support, SupportProvider } from "@cossistant/next";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { ColorScheme } from "../components/color-scheme.tsx";
import { SiteFooter } from "../components/site-footer.tsx";
import { SiteHeader } from "../components/site-header.tsx";
import { currentUser } from "../lib/session.ts";
import "./globals.css";

export const metadata: Metadata = {
	title: { default: "Acme Coffee", template: "%s · Acme Coffee" },
	description: "Tools for a better cup, and people who answer when you ask.",
};

export const viewport: Viewport = { viewportFit: "cover" };

export default async function RootLayout({ children }: { children: ReactNode }) {
	const user = await currentUser();

	return (
		<html lang="en" className={GeistSans.variable}>
			<body className="min-h-dvh font-sans antialiased">
				<ColorScheme />
				<SupportProvider>
					{user && (
						<IdentifySupportVisitor
							externalId={user.id}
							email={user.email}
							name={user.name}
							metadata={{ plan: user.plan, signupDate: user.signupDate }}
						/>
					)}
					<SiteHeader user={user} />
					<main className="mx-auto max-w-5xl px-5 py-10">{children}</main>
					<SiteFooter isSignedIn={user !== undefined} />
					<Support />
				</SupportProvider>
			</body>
		</html>
	);
}
