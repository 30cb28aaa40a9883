// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { renderHookWithin, renderWithin } from "../../testing/render.tsx";
import { Text } from "./text.tsx";
import { SupportTextProvider } from "./text-settings.tsx";
import { useLanguage } from "./use-language.ts";
import { useSupportText } from "./use-support-text.ts";

describe("Text", () => {
	it("is an element that names its key", () => {
		renderWithin(
			<Text textKey="page.home.history.more" variables={{ count: 3 }} as="p" className="mine" />,
		);

		const element = screen.getByText("3 more");
		expect(element.outerHTML).toBe(
			'<p class="mine" data-key-name="page.home.history.more">3 more</p>',
		);
	});

	it("speaks the language around it", () => {
		renderWithin(
			<SupportTextProvider locale="es" content={{ "page.home.tagline": { es: "¿Qué tal?" } }}>
				<Text textKey="page.home.tagline" />
				<Text textKey="common.actions.close" />
			</SupportTextProvider>,
		);

		expect(screen.getByText("¿Qué tal?").tagName).toBe("SPAN");
		expect(screen.getByText("Cerrar")).toBeTruthy();
	});
});

describe("useSupportText", () => {
	it("says a text, and keeps its identity while nothing changes", () => {
		const { result, redraw } = renderHookWithin(useSupportText);
		const say = result.current;
		redraw();

		expect(say("common.actions.back")).toBe("Back");
		expect(result.current).toBe(say);
	});
});

describe("useLanguage", () => {
	it("is the visitor's", () => {
		expect(renderHookWithin(useLanguage).result.current).toBe("en-GB");
	});
});
