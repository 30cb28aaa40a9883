// @vitest-environment jsdom
import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Avatar } from "./avatar.tsx";
import { AvatarFallback } from "./avatar-fallback.tsx";
import { AvatarImage } from "./avatar-image.tsx";
import { initialsOf } from "./initials.ts";

let images: HTMLImageElement[];

beforeEach(() => {
	images = [];
	const Real = Image;
	vi.stubGlobal(
		"Image",
		class extends Real {
			constructor() {
				super();
				images.push(this);
			}
		},
	);
});
afterEach(() => {
	cleanup();
	vi.unstubAllGlobals();
	vi.useRealTimers();
});

const ada = (src: string | null = "/ada.png", delayMs = 0) => (
	<Avatar data-testid="avatar">
		<AvatarImage src={src} alt="Ada" />
		<AvatarFallback name="Ada Lovelace" delayMs={delayMs} />
	</Avatar>
);

describe("Avatar", () => {
	it("shows initials until the picture is there", () => {
		render(ada());
		expect(screen.getByText("AL")).toBeTruthy();
		expect(screen.getByTestId("avatar").dataset.status).toBe("loading");

		act(() => images[0]?.onload?.(new Event("load")));
		expect(screen.getByAltText("Ada").getAttribute("src")).toBe("/ada.png");
		expect(screen.queryByText("AL")).toBeNull();
	});

	it("shows initials for a picture that can't be had, and for none", () => {
		render(ada());
		act(() => images[0]?.onerror?.(new Event("error")));
		expect(screen.getByTestId("avatar").dataset.status).toBe("error");
		expect(screen.getByText("AL")).toBeTruthy();

		cleanup();
		render(ada(null));
		expect(screen.getByTestId("avatar").dataset.status).toBe("idle");
	});

	it("waits with the initials when it is told to", () => {
		vi.useFakeTimers();
		render(ada("/ada.png", 300));
		expect(screen.queryByText("AL")).toBeNull();

		act(() => vi.advanceTimersByTime(300));
		expect(screen.getByText("AL")).toBeTruthy();
	});
});

describe("initials", () => {
	it.each([
		["Ada Lovelace", "AL"],
		["ada", "A"],
		["  Grace Brewster Murray Hopper ", "GH"],
		["Élodie Ñuñez", "ÉÑ"],
		["🦊 Fox", "🦊F"],
		["", ""],
	])("of %j are %j", (name, initials) => expect(initialsOf(name)).toBe(initials));
});
