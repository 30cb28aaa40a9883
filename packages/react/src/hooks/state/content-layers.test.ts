import { describe, expect, it } from "vitest";
import { createContentLayers } from "./content-layers.ts";

const saying = (content: string) => [{ content, senderType: "team_member" as const }];

describe("what is on screen before a conversation", () => {
	it("is what the page says, before the widget, before the provider, whoever spoke first", () => {
		const layers = createContentLayers();
		layers.add({ kind: "page", quickOptions: ["page"] });
		layers.add({ kind: "provider", quickOptions: ["provider"], defaultMessages: saying("hi") });
		layers.add({ kind: "widget", quickOptions: ["widget"] });

		expect(layers.get()).toEqual({ quickOptions: ["page"], defaultMessages: saying("hi") });
	});

	it("is again what it was when a page goes", () => {
		const layers = createContentLayers();
		layers.add({ kind: "provider", quickOptions: ["provider"] });
		const remove = layers.add({ kind: "page", quickOptions: ["page"] });
		remove();
		remove();

		expect(layers.get()).toEqual({ quickOptions: ["provider"] });
	});

	it("is the last word of two pages", () => {
		const layers = createContentLayers();
		layers.add({ kind: "page", quickOptions: ["outer"] });
		const remove = layers.add({ kind: "page", quickOptions: ["inner"] });
		expect(layers.get().quickOptions).toEqual(["inner"]);

		remove();
		expect(layers.get().quickOptions).toEqual(["outer"]);
	});

	it("takes an empty list as silence", () => {
		const layers = createContentLayers();
		layers.add({ kind: "provider", quickOptions: ["provider"] });
		layers.add({ kind: "page", quickOptions: [], defaultMessages: [] });

		expect(layers.get()).toEqual({ quickOptions: ["provider"] });
	});
});
