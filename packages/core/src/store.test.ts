import { expect, it, vi } from "vitest";
import { createStore } from "./store.ts";

it("tells its listeners of each change, until they stop", () => {
	const store = createStore(0);
	const listener = vi.fn();
	const stops = [store.subscribe(listener), store.subscribe(listener)];
	store.set(1);
	expect(listener).toHaveBeenCalledTimes(2);
	stops[0]?.();
	stops[0]?.();
	store.set(2);
	expect(listener).toHaveBeenCalledTimes(3);
	stops[1]?.();
	store.set(3);
	expect(listener).toHaveBeenCalledTimes(3);
	expect(store.get()).toBe(3);
});

it("is silent about what says the same", () => {
	const items = [1];
	const before = { items, isLoading: false };
	const store = createStore<{ items: number[]; isLoading: boolean; more?: string }>(before);
	const listener = vi.fn();
	store.subscribe(listener);
	store.set({ items, isLoading: false });
	expect(store.get()).toBe(before);
	expect(listener).not.toHaveBeenCalled();
	store.set({ items: [1], isLoading: false });
	store.set({ items: [1], isLoading: true });
	store.set({ ...store.get(), more: "more" });
	expect(listener).toHaveBeenCalledTimes(3);
});

it("takes no two collections for the same", () => {
	const store = createStore<ReadonlyMap<string, number>>(new Map([["a", 1]]));
	store.set(new Map([["b", 2]]));
	expect(store.get().get("b")).toBe(2);
});

it("lets a listener stop listening while it is told", () => {
	const store = createStore(0);
	const second = vi.fn();
	const stop = store.subscribe(() => stop());
	store.subscribe(second);
	store.set(1);
	expect(second).toHaveBeenCalledTimes(1);
});
