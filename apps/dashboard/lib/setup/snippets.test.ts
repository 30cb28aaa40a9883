import { describe, expect, it } from "vitest";
import { secretLine, snippetsFor } from "./snippets.ts";

const values = { publicKey: "pk_abc", apiUrl: "https://ref.supabase.co" };
const codeOf = (framework: "next" | "react") =>
	snippetsFor(framework, values)
		.map(({ code }) => code)
		.join("\n");

describe("what to paste", () => {
	it.each(["next", "react"] as const)(
		"carries the website's key and project, for %s",
		(framework) => {
			expect(codeOf(framework)).toContain("pk_abc");
			expect(codeOf(framework)).toContain("https://ref.supabase.co");
			expect(codeOf(framework)).toContain(`from "@cossistant/${framework}"`);
		},
	);

	it("names the variables that the packages read", () => {
		expect(codeOf("next")).toContain("NEXT_PUBLIC_COSSISTANT_API_KEY=pk_abc");
		expect(codeOf("next")).toContain("NEXT_PUBLIC_COSSISTANT_API_URL=https://ref.supabase.co");
		expect(secretLine("k.s")).toBe("COSSISTANT_IDENTITY_SECRET=k.s");
	});
});
