// @vitest-environment jsdom
import { fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { renderWithin } from "../../testing/render.tsx";
import { Bubble } from "../bubble.tsx";
import { Window, type WindowProps } from "./window.tsx";

function Site(props: Partial<WindowProps>) {
	return (
		<>
			<input aria-label="search" />
			<Bubble aria-label="support">{({ isOpen }) => (isOpen ? "×" : "?")}</Bubble>
			<Window aria-label="help" {...props}>
				{({ isOpen, close }) => (
					<>
						<input aria-label="message" />
						<button type="button" onClick={close}>
							{isOpen ? "leave" : "gone"}
						</button>
					</>
				)}
			</Window>
		</>
	);
}
const dialog = () => screen.queryByRole("dialog", { name: "help" });
const bubble = () => screen.getByRole("button", { name: "support" });

describe("Window", () => {
	it("is there while the widget is open", async () => {
		renderWithin(<Site />);
		expect(dialog()).toBeNull();
		expect(bubble().getAttribute("aria-expanded")).toBe("false");

		await userEvent.click(bubble());
		expect(dialog()).toBeTruthy();
		expect(bubble().getAttribute("aria-expanded")).toBe("true");
		expect(bubble().getAttribute("aria-controls")).toBe(dialog()?.id);
		expect(bubble().textContent).toBe("×");

		await userEvent.click(screen.getByRole("button", { name: "leave" }));
		expect(dialog()).toBeNull();
	});

	it("takes the focus, and gives it back to whoever had it", async () => {
		renderWithin(<Site />);
		await userEvent.click(bubble());
		expect(document.activeElement).toBe(dialog());

		await userEvent.keyboard("{Escape}");
		expect(dialog()).toBeNull();
		expect(document.activeElement).toBe(bubble());
	});

	it("gives the focus to the bubble when nobody had it", () => {
		const { rerender } = render(<Site isOpen autoFocus={false} />);
		expect(document.activeElement).toBe(document.body);

		rerender(<Site isOpen={false} autoFocus={false} />);
		expect(document.activeElement).toBe(bubble());
	});

	it("does not call back a person who has gone on to the page", async () => {
		const { rerender } = render(<Site isOpen />);
		await userEvent.click(screen.getByLabelText("search"));
		rerender(<Site isOpen={false} />);

		expect(document.activeElement).toBe(screen.getByLabelText("search"));
	});

	it("closes on Escape inside it, not on one meant for something else", () => {
		renderWithin(<Site />, { defaultOpen: true });

		fireEvent.keyDown(screen.getByLabelText("search"), { key: "Escape" });
		expect(dialog()).toBeTruthy();
		fireEvent.keyDown(screen.getByLabelText("message"), { key: "Escape", isComposing: true });
		expect(dialog()).toBeTruthy();
		fireEvent.keyDown(screen.getByLabelText("message"), { key: "Escape", keyCode: 229 });
		expect(dialog()).toBeTruthy();
		fireEvent.keyDown(screen.getByLabelText("message"), { key: "Escape" });
		expect(dialog()).toBeNull();
	});

	it("stays open on Escape when it is told to", () => {
		renderWithin(<Site closeOnEscape={false} />, { defaultOpen: true });
		fireEvent.keyDown(screen.getByLabelText("message"), { key: "Escape" });

		expect(dialog()).toBeTruthy();
	});

	it("needs no provider when it is told by props", async () => {
		const onOpenChange = vi.fn();
		render(<Site isOpen onOpenChange={onOpenChange} />);
		await userEvent.click(screen.getByRole("button", { name: "leave" }));

		expect(onOpenChange).toHaveBeenCalledWith(false);
	});

	it("keeps Tab inside when it traps the focus, and says that it is modal", async () => {
		// jsdom lays nothing out; every element here is in sight.
		vi.spyOn(Element.prototype, "getClientRects").mockReturnValue([{}] as unknown as DOMRectList);
		render(<Site isOpen trapFocus />);
		expect(dialog()?.getAttribute("aria-modal")).toBe("true");

		await userEvent.tab({ shift: true });
		expect(document.activeElement).toBe(screen.getByRole("button", { name: "leave" }));
		await userEvent.tab();
		expect(document.activeElement).toBe(screen.getByLabelText("message"));
		await userEvent.tab({ shift: true });
		expect(document.activeElement).toBe(screen.getByRole("button", { name: "leave" }));
		vi.restoreAllMocks();
	});

	it("is not modal unless it traps the focus", () => {
		render(<Site isOpen />);

		expect(dialog()?.hasAttribute("aria-modal")).toBe(false);
	});
});

describe("Bubble", () => {
	it("tells what waits behind it", () => {
		const { client } = renderWithin(
			<Bubble className={({ unreadCount }) => `unread-${unreadCount}`}>
				{({ unreadCount, isTyping }) => `${unreadCount} ${isTyping}`}
			</Bubble>,
		);
		client.changeList({ unreadCount: 3, isTyping: true });

		return screen.findByText("3 true").then((element) => {
			expect(element.className).toBe("unread-3");
			expect(element.dataset).toMatchObject({ unread: "3", typing: "", state: "closed" });
		});
	});

	it("needs no provider when it is told by props", async () => {
		function Alone() {
			const [isOpen, setOpen] = useState(false);
			return (
				<Bubble isOpen={isOpen} unreadCount={2} onToggleOpen={() => setOpen(!isOpen)}>
					{(state) => `${state.isOpen} ${state.unreadCount}`}
				</Bubble>
			);
		}
		render(<Alone />);
		await userEvent.click(screen.getByRole("button"));

		expect(screen.getByRole("button").textContent).toBe("true 2");
	});

	it("leaves the opening to a handler that prevents it", async () => {
		renderWithin(<Bubble onClick={(event) => event.preventDefault()}>?</Bubble>);
		await userEvent.click(screen.getByRole("button"));

		expect(screen.getByRole("button").getAttribute("aria-expanded")).toBe("false");
	});
});
