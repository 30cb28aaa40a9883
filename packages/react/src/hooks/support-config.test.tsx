// @vitest-environment jsdom
import { act, screen } from "@testing-library/react";
import { useState } from "react";
import { describe, expect, it } from "vitest";
import { renderWithin } from "../testing/render.tsx";
import { SupportConfig } from "./support-config.tsx";
import { useSupport } from "./use-support.ts";

function Options() {
	return <output>{useSupport().quickOptions.join()}</output>;
}

function Site() {
	const [isOnPricing, setOnPricing] = useState(true);
	return (
		<>
			<Options />
			<button type="button" onClick={() => setOnPricing(false)}>
				leave
			</button>
			{isOnPricing && (
				<SupportConfig quickOptions={["Which plan?"]} defaultMessages={[{ text: "Hi" }]} />
			)}
		</>
	);
}

describe("SupportConfig", () => {
	it("speaks for one page, and no longer than it is there", () => {
		renderWithin(<Site />, { quickOptions: ["Hours?"] });
		expect(screen.getByRole("status").textContent).toBe("Which plan?");

		act(() => screen.getByRole("button").click());
		expect(screen.getByRole("status").textContent).toBe("Hours?");
	});

	it("settles although its lists are written anew each time", () => {
		let draws = 0;
		function Counting() {
			draws += 1;
			useSupport();
			return <SupportConfig quickOptions={["A", "B"]} />;
		}
		renderWithin(<Counting />);

		expect(draws).toBeLessThan(6);
	});
});
