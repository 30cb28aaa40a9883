import * as react from "@cossistant/react";
import { describe, expect, it } from "vitest";
import * as onServer from "./index.server.ts";
import * as inBrowser from "./index.ts";
import * as server from "./server.ts";

const names = (module: object) => Object.keys(module).sort();

describe("the package", () => {
	it("offers everything of @cossistant/react, in the browser and on the server", () => {
		expect(names(inBrowser)).toEqual(names(react));
		expect(names(onServer)).toEqual(names(react));
	});

	it("signs identities on the server, and nowhere else", () => {
		expect(inBrowser.IdentifySupportVisitor).toBe(react.IdentifySupportVisitor);
		expect(onServer.IdentifySupportVisitor).not.toBe(react.IdentifySupportVisitor);
		expect(names(server)).toEqual(["createIdentityToken"]);
	});
});
