// @vitest-environment jsdom
import { act, cleanup, render, screen } from "@testing-library/react";
import { useState } from "react";
import { renderToString } from "react-dom/server";
import { afterEach, describe, expect, it } from "vitest";
import { Page } from "./page.tsx";
import { PageRegistryProvider, usePageRegistry, useRegisterPage } from "./page-registry.tsx";
import { Router } from "./router.tsx";

afterEach(cleanup);

const Faq = ({ params }: { params?: { topic: string } }) => <p>faq {params?.topic}</p>;
const Other = () => <p>other</p>;
const seen: string[] = [];
const Home = () => {
	seen.push("home");
	return <p>home</p>;
};

describe("Router", () => {
	it("shows the page of a name, with its parameters, on the first paint", () => {
		seen.length = 0;
		render(
			<PageRegistryProvider>
				<Router page="FAQ" params={{ topic: "plans" }} fallback={null}>
					<Page name="FAQ" component={Faq} />
				</Router>
			</PageRegistryProvider>,
		);

		expect(screen.getByText("faq plans")).toBeTruthy();
	});

	it("shows the fallback for a page that nobody knows", () => {
		render(
			<PageRegistryProvider>
				<Router page="NOWHERE" fallback={Home} />
				<Router page="toString" pages={{}} fallback={<p>nothing</p>} />
			</PageRegistryProvider>,
		);

		expect(screen.getByText("home")).toBeTruthy();
		expect(screen.getByText("nothing")).toBeTruthy();
	});

	it("lets a page take the place of a built-in one, for as long as it is there", () => {
		function Site() {
			const [isThere, setThere] = useState(true);
			return (
				<PageRegistryProvider>
					{isThere && <Page name="HOME" component={Other} />}
					<Router page="HOME" pages={{ HOME: Home }} />
					<button type="button" onClick={() => setThere(false)}>
						remove
					</button>
				</PageRegistryProvider>
			);
		}
		render(<Site />);
		expect(screen.getByText("other")).toBeTruthy();

		act(() => screen.getByRole("button").click());
		expect(screen.getByText("home")).toBeTruthy();
	});

	it("shows built-in pages from a server", () => {
		const html = renderToString(
			<PageRegistryProvider>
				<Router page="HOME" pages={{ HOME: Home }} />
			</PageRegistryProvider>,
		);

		expect(html).toContain("home");
	});

	it("shows what hooks have registered", () => {
		function Registered() {
			useRegisterPage("FAQ", Faq);
			return <p>known: {usePageRegistry().get().size}</p>;
		}
		render(
			<PageRegistryProvider>
				<Registered />
				<Router page="FAQ" params={{ topic: "hooks" }} />
			</PageRegistryProvider>,
		);

		expect(screen.getByText("faq hooks")).toBeTruthy();
	});

	it("says what is missing around it", () => {
		expect(() => renderToString(<Router page="HOME" />)).toThrow(
			"Pages must be used inside <Support> or <PageRegistryProvider>.",
		);
	});
});
