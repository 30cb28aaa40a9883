import { describe, expect, it } from "vitest";
import { acme, vera } from "../../testing/story.ts";
import type { SupportTextContentOverrides } from "./keys.ts";
import { createSayText, languageChain, spokenLanguage } from "./resolve-text.ts";
import { createTextUtils } from "./text-utils.ts";
import { bubbleWords } from "./words/bubble.ts";
import { en } from "./words/en.ts";
import { es } from "./words/es.ts";
import { fr } from "./words/fr.ts";

const dictionaries = {
	en: { ...bubbleWords.en, ...en },
	fr: { ...bubbleWords.fr, ...fr },
	es: { ...bubbleWords.es, ...es },
};

function sayIn(
	locale: string | undefined,
	content?: SupportTextContentOverrides,
	{ visitor = vera, hour = 9 }: { visitor?: typeof vera; hour?: number | null } = {},
) {
	return createSayText({
		languages: languageChain(locale, visitor.language),
		content,
		dictionaries,
		context: { website: acme, visitor, humanAgents: [], aiAgents: [] },
		hour,
	});
}

describe("the language", () => {
	it("is the widget's, else the visitor's, else English", () => {
		expect(sayIn("fr")("common.actions.close")).toBe("Fermer");
		expect(
			sayIn(undefined, {}, { visitor: { ...vera, language: "es-MX" } })("common.actions.close"),
		).toBe("Cerrar");
		expect(sayIn("tlh", {}, { visitor: { ...vera, language: null } })("common.actions.close")).toBe(
			"Close",
		);
	});

	it("is the base of a region", () => {
		expect(sayIn("fr-CA")("common.actions.close")).toBe("Fermer");
		expect(languageChain("en-GB", "fr_FR")).toEqual(["en-GB", "en", "fr_FR", "fr"]);
	});

	it("is one that Intl can format", () => {
		expect(spokenLanguage(["en_support", "fr"])).toBe("fr");
	});
});

describe("words of the site's own", () => {
	it("replace one text for every language, or for one", () => {
		const content = {
			"page.home.tagline": "Ask away",
			"common.actions.close": { fr: "Au revoir" },
		};
		expect(sayIn("es", content)("page.home.tagline")).toBe("Ask away");
		expect(sayIn("fr", content)("common.actions.close")).toBe("Au revoir");
		expect(sayIn("en", content)("common.actions.close")).toBe("Close");
	});

	it("teach a language that is not built in, regional or invented", () => {
		const content = { "common.actions.close": { de: "Schließen", "en-support": "Bye" } };

		expect(sayIn("de-AT", content)("common.actions.close")).toBe("Schließen");
		expect(sayIn("en-support", content)("common.actions.close")).toBe("Bye");
		expect(sayIn("en-support", content)("common.actions.back")).toBe("Back");
	});

	it("may be a function of variables, context and helpers", () => {
		const content: SupportTextContentOverrides = {
			"page.home.history.more": ({ variables, context, utils }) =>
				`${context.website?.name}: ${utils.pluralize(variables.count, { one: "one", other: "many" })}`,
		};
		expect(sayIn("en", content)("page.home.history.more", { count: 2 })).toBe("Acme: many");
	});
});

describe("variables", () => {
	it("are put in place, as the language writes numbers and lists", () => {
		expect(sayIn("en")("page.home.history.more", { count: 1200 })).toBe("1,200 more");
		const typing = (names: string[]) => sayIn("en")("component.timeline.typing", { names });
		expect(typing(["Ada"])).toBe("Ada is typing…");
		expect(typing(["Ada", "Grace"])).toBe("Ada and Grace are typing…");
	});

	it("choose a form by how many there are", () => {
		const unread = (locale: string, count: number) =>
			sayIn(locale)("component.bubble.unread", { count });

		expect(unread("en", 1)).toBe("1 unread message");
		expect(unread("en", 0)).toBe("0 unread messages");
		expect(unread("fr", 0)).toBe("0 message non lu");
	});

	it("are missed when they are not given", () => {
		const say = sayIn("en") as (key: string) => string;

		expect(() => say("component.conversationEvent.resolved")).toThrow(
			'The text "component.conversationEvent.resolved" needs "actorName".',
		);
	});

	it("are taken as they are: what they say is no pattern", () => {
		expect(sayIn("en")("component.conversationEvent.resolved", { actorName: "{count}$&" })).toBe(
			"{count}$& resolved the conversation",
		);
	});
});

describe("the helpers", () => {
	const at = (hour: number | null) => createTextUtils({ locale: "en", hour }).timeOfDay();

	it("know the part of the day, and take a server's for morning", () => {
		expect([0, 11, 12, 17, 18, 23].map((hour) => at(hour).token)).toEqual([
			"morning",
			"morning",
			"afternoon",
			"afternoon",
			"evening",
			"evening",
		]);
		expect(at(null)).toEqual({ token: "morning", label: "morning" });
		expect(createTextUtils({ locale: "fr", hour: 20 }).timeOfDay().label).toBe("soir");
	});

	it("write numbers and titles", () => {
		const utils = createTextUtils({ locale: "en", hour: null });

		expect(utils.formatNumber(0.5, { style: "percent" })).toBe("50%");
		expect(utils.titleCase("open support")).toBe("Open Support");
	});
});

describe("the built-in words", () => {
	const keys = Object.keys(dictionaries.en) as (keyof typeof dictionaries.en)[];
	const holes = (value: unknown) =>
		[...String(value).matchAll(/\{(\w+)/g)].map(([, name]) => name).sort();

	it.each(["fr", "es"] as const)("say everything in %s that they say in English", (language) => {
		expect(Object.keys(dictionaries[language]).sort()).toEqual([...keys].sort());
	});

	it.each(["fr", "es"] as const)("need the same variables in %s", (language) => {
		for (const key of keys) {
			if (typeof dictionaries.en[key] !== "string") continue;
			const needed = new Set(holes(dictionaries.en[key]));
			expect(new Set(holes(dictionaries[language][key])), key).toEqual(needed);
		}
	});

	it("greet by the time of day, and by name", () => {
		const contact = { id: "c", name: "Vera Rubin", email: null, image: null, isVerified: true };
		const visitor = { ...vera, contact };

		expect(sayIn("en", {}, { hour: 20 })("page.home.greeting")).toBe("Good evening");
		expect(sayIn("fr", {}, { visitor })("page.home.greeting")).toBe("Bonjour Vera");
		expect(sayIn("es", {}, { visitor, hour: 13 })("page.home.greeting")).toBe(
			"Buenas tardes, Vera",
		);
	});
});
