import { beforeEach, describe, expect, it } from "vitest";
import { createSupportStore, SUPPORT_STORE_KEY, type SupportStorage } from "./support-store.ts";

let storage: SupportStorage & { kept: Map<string, string> };

beforeEach(() => {
	const kept = new Map<string, string>();
	storage = {
		kept,
		getItem: (key) => kept.get(key) ?? null,
		setItem: (key, value) => void kept.set(key, value),
	};
});

const chat = { page: "CONVERSATION", params: { conversationId: "c1" } } as const;

describe("the widget's own state", () => {
	it("begins closed, at home", () => {
		const { config, navigation } = createSupportStore(storage).get();

		expect(config).toEqual({ isOpen: false, size: "normal" });
		expect(navigation).toEqual({ current: { page: "HOME" }, previousPages: [] });
	});

	it("goes forth and back", () => {
		const store = createSupportStore(storage);
		store.navigate({ page: "CONVERSATION_HISTORY" });
		store.navigate(chat);
		store.goBack();

		expect(store.get().navigation).toEqual({
			current: { page: "CONVERSATION_HISTORY" },
			previousPages: [{ page: "HOME" }],
		});
	});

	it("stays where it is when there is nothing to go back to", () => {
		const store = createSupportStore(storage);
		store.goBack();

		expect(store.get().navigation.current).toEqual({ page: "HOME" });
	});

	it("replaces a page without a step back to it", () => {
		const store = createSupportStore(storage);
		store.navigate({ page: "CONVERSATION_HISTORY" });
		store.replace(chat);
		store.goBack();

		expect(store.get().navigation.current).toEqual({ page: "HOME" });
	});

	it("takes pages whose names the types do not know", () => {
		const store = createSupportStore(storage);
		store.navigate({ page: "HELP", params: { topic: "plans" } });

		expect(store.get().navigation.current).toEqual({ page: "HELP", params: { topic: "plans" } });
	});

	it("is where it was after a reload", () => {
		const before = createSupportStore(storage);
		before.navigate(chat);
		before.open();

		const after = createSupportStore(storage).get();
		expect(after.navigation.current).toEqual(chat);
		expect(after.config.isOpen).toBe(true);
	});

	it("does not keep a message that is sent on arrival: a reload would send it again", () => {
		const params = { conversationId: "__pending__", initialMessage: "Hello" };
		createSupportStore(storage).navigate({ page: "CONVERSATION", params });

		expect(createSupportStore(storage).get().navigation.current.params).toEqual({
			conversationId: "__pending__",
		});
	});

	it("tells a person's opening from a page's", () => {
		const store = createSupportStore(storage);
		store.openUnasked();
		expect(store.get().openedBy).toBe("page");

		store.close();
		store.toggle();
		expect(store.get().openedBy).toBe("person");
		expect(createSupportStore(storage).get().openedBy).toBe("page");
	});

	it("starts at home for another visitor, and only then", () => {
		const store = createSupportStore(storage);
		store.belongTo("vera");
		store.navigate(chat);
		store.belongTo("vera");
		expect(store.get().navigation.current).toEqual(chat);

		createSupportStore(storage).belongTo("eve");
		expect(createSupportStore(storage).get().navigation.current).toEqual({ page: "HOME" });
	});

	it.each([
		"not json",
		"null",
		"{}",
		'{"config":{"isOpen":true},"navigation":{"current":{"page":7},"previousPages":[]}}',
		'{"config":{"isOpen":true},"navigation":{"current":{"page":"CONVERSATION"},"previousPages":[]}}',
		'{"config":{"isOpen":true},"navigation":{"current":{"page":"HOME"},"previousPages":[null]}}',
	])("takes no harm from what others wrote into storage: %s", (written) => {
		storage.setItem(SUPPORT_STORE_KEY, written);

		expect(createSupportStore(storage).get().config.isOpen).toBe(false);
	});

	it("works without storage, and with one that refuses", () => {
		const refusing: SupportStorage = {
			getItem: () => {
				throw new Error("refused");
			},
			setItem: () => {
				throw new Error("full");
			},
		};
		for (const store of [createSupportStore(null), createSupportStore(refusing)]) {
			store.open();
			expect(store.get().config.isOpen).toBe(true);
		}
	});

	it("tells its listeners until they stop", () => {
		const store = createSupportStore(storage);
		let told = 0;
		const stop = store.subscribe(() => {
			told += 1;
		});
		store.open();
		stop();
		stop();
		store.close();

		expect(told).toBe(1);
	});
});
