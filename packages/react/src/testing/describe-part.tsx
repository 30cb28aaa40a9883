import { cleanup, fireEvent, render } from "@testing-library/react";
import { cloneElement, createRef, type ReactElement, type ReactNode } from "react";
import { renderToString } from "react-dom/server";
import { afterEach, describe, expect, it, vi } from "vitest";

type AnyPart = ReactElement<Record<string, unknown>>;

/** Holds a part to what every part promises. `within` gives it the parts and providers it needs around it. */
export function describePart(
	part: AnyPart,
	{
		within = (children) => children,
		isVoid = false,
	}: {
		within?: (children: ReactNode) => ReactNode;
		/** Its element takes no children, so it cannot become one. */
		isVoid?: boolean;
	} = {},
) {
	const name = (part.type as { displayName?: string }).displayName;
	const draw = (props: Record<string, unknown>) => render(within(cloneElement(part, props)));
	const theOne = (root: HTMLElement) => root.querySelectorAll("[data-part-under-test]");
	const mark = { "data-part-under-test": "" };

	describe(`the part ${name}`, () => {
		afterEach(cleanup);

		it("has a name", () => expect(name).toMatch(/^[A-Z]\w+$/));

		it("is one element that takes ref, class, style and attributes", () => {
			const ref = createRef<HTMLElement>();
			const { container } = draw({ ...mark, ref, className: "mine", style: { color: "red" } });

			const [element] = theOne(container);
			expect(theOne(container)).toHaveLength(1);
			expect(ref.current).toBe(element);
			expect((element as HTMLElement).className).toContain("mine");
			expect((element as HTMLElement).style.color).toBe("red");
		});

		it("calls the handlers it is given", () => {
			const onClick = vi.fn();
			const { container } = draw({ ...mark, onClick });

			fireEvent.click(theOne(container)[0] as Element);

			expect(onClick).toHaveBeenCalledOnce();
		});

		it("is drawn by a server", () => {
			expect(renderToString(within(cloneElement(part, mark)))).toContain("data-part-under-test");
		});

		if (isVoid) return;
		it("becomes its child with asChild, whose attributes, class and ref it keeps", () => {
			const ref = createRef<HTMLElement>();
			const { container } = draw({
				...mark,
				asChild: true,
				className: "mine",
				children: <mark ref={ref} className="its" title="own" />,
			});

			const [element] = theOne(container);
			expect(theOne(container)).toHaveLength(1);
			expect(element?.tagName).toBe("MARK");
			expect(ref.current).toBe(element);
			expect(element?.className).toBe("mine its");
			expect(element?.getAttribute("title")).toBe("own");
		});
	});
}
