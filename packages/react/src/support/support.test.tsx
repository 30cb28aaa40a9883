// @vitest-environment jsdom
import { SupportError } from "@cossistant/core";
import { act, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { StrictMode } from "react";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { IdentifySupportVisitor } from "../hooks/identify-support-visitor.tsx";
import { SupportProvider } from "../hooks/support-provider.tsx";
import { useSupportNavigation } from "../hooks/use-support-navigation.ts";
import * as Primitive from "../primitives/index.ts";
import { createFakeClient } from "../testing/fake-client.ts";
import { renderWithin } from "../testing/render.tsx";
import { acme, vera } from "../testing/story.ts";
import { Page, Support } from "./index.ts";
import type { BubbleSlotProps, ContainerSlotProps, RouterSlotProps } from "./support-types.ts";

beforeEach(() => vi.spyOn(console, "error").mockImplementation(() => {}));
afterEach(() => {
	vi.restoreAllMocks();
	vi.unstubAllEnvs();
});

const bubble = (name: RegExp | string = /Open support/) => screen.findByRole("button", { name });
const dialog = () => screen.findByRole("dialog", { name: "Acme support" });
const root = () => document.querySelector<HTMLElement>(".cossistant");
async function opened() {
	await userEvent.click(await bubble());
	return dialog();
}

describe("Support", () => {
	it("is a bubble that opens a window and closes it", async () => {
		renderWithin(<Support />);
		expect(await opened()).toBeTruthy();
		expect(screen.getByRole("heading", { name: /^Good / })).toBeTruthy();

		await userEvent.click(await bubble("Close support"));
		expect(screen.queryByRole("dialog")).toBeNull();
	});

	it("is not there until the website is known, nor for whom it is blocked", () => {
		const client = createFakeClient({ phase: "loading", website: null, visitor: null });
		renderWithin(<Support />, { client });
		expect(root()).toBeNull();

		act(() => client.setSession({ phase: "ready", website: acme, visitor: vera }));
		expect(root()).toBeTruthy();

		const visitor = { ...vera, isBlocked: true };
		act(() => client.setSession({ phase: "ready", website: acme, visitor }));
		expect(root()).toBeNull();
	});

	it("stays while a session that stood before can't be renewed", () => {
		const error = new SupportError("unavailable", "The service can't be reached.");
		const client = createFakeClient({ phase: "failed", website: acme, visitor: vera, error });
		renderWithin(<Support />, { client });

		expect(root()).toBeTruthy();
	});

	it("counts unread messages in its name and on its badge, and tells them to ears", async () => {
		const { client } = renderWithin(<Support />);
		act(() => client.changeList({ unreadCount: 120 }));

		const named = await bubble("Open support, 120 unread messages");
		expect(named.querySelector(".co-badge")?.textContent).toBe("99+");
		expect(screen.getByRole("status").textContent).toBe("120 unread messages");
	});

	it("fetches the window's code on the first sign that it will be needed", async () => {
		renderWithin(<Support />);
		await userEvent.hover(await bubble());
		await userEvent.click(await bubble());

		expect(screen.queryByText("Loading…")).toBeNull();
		expect(await dialog()).toBeTruthy();
	});

	it("stands where it is told", () => {
		renderWithin(
			<Support
				className="a"
				classNames={{ root: "b", bubble: "c" }}
				position="top"
				align="left"
				positioning="absolute"
				theme="dark"
			/>,
			{ size: "larger" },
		);

		expect(root()?.className).toBe("co-root cossistant a b");
		expect(root()?.dataset).toMatchObject({
			position: "top",
			align: "left",
			positioning: "absolute",
			theme: "dark",
			size: "larger",
			state: "closed",
		});
		expect(screen.getByRole("button").className).toBe("co-bubble c");
	});

	it("speaks the language and the words it is given", async () => {
		renderWithin(<Support locale="fr" content={{ "page.home.tagline": "Dites-nous tout" }} />);
		await userEvent.click(await bubble("Ouvrir l’assistance"));

		expect(await screen.findByText("Dites-nous tout")).toBeTruthy();
		expect(screen.getByRole("button", { name: "Poser une question" })).toBeTruthy();
	});

	it("is open on mount when it is told so, and leaves the focus to the page", async () => {
		renderWithin(<Support defaultOpen />);
		await dialog();

		expect(document.activeElement).toBe(document.body);
	});

	it("is where it was after a reload", async () => {
		const first = renderWithin(<Support />);
		await opened();
		await userEvent.click(screen.getByRole("button", { name: "Ask a question" }));
		first.unmount();

		renderWithin(<Support />);
		expect(await screen.findByRole("textbox", { name: "Your message" })).toBeTruthy();
	});

	it("offers its own quick options, which outweigh the provider's", async () => {
		renderWithin(<Support quickOptions={["Prices?"]} />, { quickOptions: ["Hours?"] });
		await opened();

		expect(screen.getByRole("button", { name: "Prices?" })).toBeTruthy();
		expect(screen.queryByRole("button", { name: "Hours?" })).toBeNull();
	});

	it("survives a fault of its own, and so does the page", async () => {
		const Broken = () => {
			throw new Error("broken");
		};
		renderWithin(
			<>
				<p>the page</p>
				<Support slots={{ bubble: Broken }} />
			</>,
		);

		expect(screen.getByText("the page")).toBeTruthy();
		expect(root()).toBeNull();
	});
});

describe("slots", () => {
	it("take the place of bubble, container and router", async () => {
		const MyBubble = ({ className }: BubbleSlotProps) => (
			<Primitive.Bubble className={className}>
				{({ isOpen }) => <span>{isOpen ? "×" : "?"}</span>}
			</Primitive.Bubble>
		);
		const MyContainer = ({ className, children, position, align }: ContainerSlotProps) => (
			<div data-testid="mine" className={className}>
				{position} {align} {children}
			</div>
		);
		const MyRouter = ({ children }: RouterSlotProps) => {
			const { current } = useSupportNavigation();
			return (
				<>
					<Page name="HOME" component={() => <p>my home</p>} />
					{children}
					<Primitive.Router page={current.page} params={current.params} />
				</>
			);
		};
		renderWithin(
			<Support
				slots={{ bubble: MyBubble, container: MyContainer, router: MyRouter }}
				classNames={{ bubble: "b", container: "c" }}
			/>,
		);
		expect(screen.queryByTestId("mine")).toBeNull();

		await userEvent.click(screen.getByRole("button", { name: "?" }));
		const container = await screen.findByTestId("mine");
		expect(container.textContent).toBe("bottom right my home");
		expect(container.className).toBe("c");
		expect(screen.getByRole("button", { name: "×" }).className).toBe("b");

		await userEvent.click(screen.getByRole("button", { name: "×" }));
		expect(screen.queryByTestId("mine")).toBeNull();
	});
});

describe("pages of the site's own", () => {
	const Help = ({ params }: { params?: { topic: string } }) => {
		const { goBack } = useSupportNavigation();
		return (
			<button type="button" onClick={goBack}>
				help on {params?.topic}
			</button>
		);
	};
	function Opener() {
		const { navigate } = useSupportNavigation();
		const go = () => navigate({ page: "HELP", params: { topic: "plans" } });
		return (
			<button type="button" onClick={go}>
				go
			</button>
		);
	}

	it("are shown by name, with parameters, and lead back", async () => {
		renderWithin(
			<>
				<Opener />
				<Support>
					<Page name="HELP" component={Help} />
				</Support>
			</>,
		);
		await userEvent.click(screen.getByRole("button", { name: "go" }));
		await opened();

		await userEvent.click(screen.getByRole("button", { name: "help on plans" }));
		expect(screen.getByRole("button", { name: "Ask a question" })).toBeTruthy();
	});

	it("may take the place of home, and home stands for what nobody knows", async () => {
		renderWithin(
			<>
				<Opener />
				<Support />
			</>,
		);
		await userEvent.click(screen.getByRole("button", { name: "go" }));
		await opened();

		expect(screen.getByRole("button", { name: "Ask a question" })).toBeTruthy();
	});
});

describe("a fault in the set-up", () => {
	const refused = () =>
		createFakeClient({
			phase: "failed",
			website: null,
			visitor: null,
			error: new SupportError("origin_not_allowed", "This origin is not allowed."),
		});

	it("is explained to the developer inside the widget", async () => {
		vi.stubEnv("NODE_ENV", "development");
		renderWithin(<Support />, { client: refused() });
		await userEvent.click(await bubble());

		const help = await screen.findByRole("dialog", { name: "Support set-up" });
		expect(within(help).getByRole("alert").textContent).toBe("This origin is not allowed.");
		expect(within(help).getByText(location.origin)).toBeTruthy();
	});

	it("says which key is missing, and what to do", async () => {
		vi.stubEnv("NODE_ENV", "development");
		render(
			<SupportProvider apiUrl="https://x.test">
				<Support />
			</SupportProvider>,
		);
		await userEvent.click(await bubble());

		expect(await screen.findByText("NEXT_PUBLIC_COSSISTANT_API_KEY=pk_…")).toBeTruthy();
	});

	it("hides the widget in production and is told once", () => {
		vi.stubEnv("NODE_ENV", "production");
		const { rerender } = renderWithin(<Support />, { client: refused() });
		rerender(<Support />);

		expect(root()).toBeNull();
		expect(console.error).toHaveBeenCalledExactlyOnceWith(
			"Support is not shown. This origin is not allowed.",
		);
	});
});

describe("on a server", () => {
	const site = (client = createFakeClient()) => (
		<SupportProvider client={client}>
			<p>the page</p>
			<IdentifySupportVisitor externalId="u1" />
			<Support />
		</SupportProvider>
	);

	it("nothing of the widget is drawn, and nothing is asked", () => {
		const client = createFakeClient({ phase: "idle", website: null, visitor: null });
		const html = renderToString(site(client));

		expect(html).toBe("<p>the page</p>");
		expect(client.callsOf("start")).toEqual([]);
	});

	it("a page is taken over without a difference, in strict mode, with an open widget in storage", async () => {
		localStorage.setItem(
			"cossistant-support-store",
			'{"config":{"isOpen":true,"size":"normal"},"navigation":{"current":{"page":"HOME"},"previousPages":[]}}',
		);
		const container = document.createElement("div");
		const idle = () => createFakeClient({ phase: "idle", website: null, visitor: null });
		container.innerHTML = renderToString(<StrictMode>{site(idle())}</StrictMode>);
		document.body.append(container);
		const client = idle();
		const faults: unknown[] = [];
		const onRecoverableError = (fault: unknown) => faults.push(fault);
		const app = await act(() =>
			hydrateRoot(container, <StrictMode>{site(client)}</StrictMode>, { onRecoverableError }),
		);

		act(() => client.setSession({ phase: "ready", website: acme, visitor: vera }));
		await waitFor(() => expect(container.querySelector("[role=dialog]")).toBeTruthy());
		expect(faults).toEqual([]);
		expect(console.error).not.toHaveBeenCalled();
		expect(client.running.start).toBe(1);
		act(() => app.unmount());
		container.remove();
	});
});
