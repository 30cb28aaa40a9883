// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { MultimodalInput, type MultimodalInputProps } from "./multimodal-input.tsx";
import { TypingIndicator } from "./typing-indicator.tsx";

afterEach(cleanup);

function Box(props: Partial<MultimodalInputProps>) {
	const [value, setValue] = useState("");
	return <MultimodalInput aria-label="message" value={value} onChange={setValue} {...props} />;
}
const box = () => screen.getByLabelText<HTMLTextAreaElement>("message");

describe("MultimodalInput", () => {
	it("submits on Enter and writes a new line on Shift+Enter", async () => {
		const onSubmit = vi.fn();
		render(<Box onSubmit={onSubmit} />);

		await userEvent.type(box(), "one{Shift>}{Enter}{/Shift}two");
		expect(box().value).toBe("one\ntwo");
		expect(onSubmit).not.toHaveBeenCalled();

		await userEvent.type(box(), "{Enter}");
		expect(onSubmit).toHaveBeenCalledOnce();
		expect(box().value).toBe("one\ntwo");
	});

	it.each([{ isComposing: true }, { keyCode: 229 }])(
		"lets Enter end a composition: %o",
		(composition) => {
			const onSubmit = vi.fn();
			render(<Box onSubmit={onSubmit} />);
			fireEvent.keyDown(box(), { key: "Enter", ...composition });

			expect(onSubmit).not.toHaveBeenCalled();
		},
	);

	it("leaves a key to a handler that prevents it", () => {
		const onSubmit = vi.fn();
		render(<Box onSubmit={onSubmit} onKeyDown={(event) => event.preventDefault()} />);
		fireEvent.keyDown(box(), { key: "Enter" });

		expect(onSubmit).not.toHaveBeenCalled();
	});

	it("hands on pasted files, and lets text be pasted", () => {
		const onFileSelect = vi.fn();
		render(<Box onFileSelect={onFileSelect} />);
		const file = new File(["x"], "x.png", { type: "image/png" });

		expect(fireEvent.paste(box(), { clipboardData: { files: [] } })).toBe(true);
		expect(fireEvent.paste(box(), { clipboardData: { files: [file] } })).toBe(false);
		expect(onFileSelect).toHaveBeenCalledExactlyOnceWith([file]);
	});

	it("says that what is typed is not right", () => {
		render(<Box error="too long" />);

		expect(box().getAttribute("aria-invalid")).toBe("true");
	});

	it("is as high as its text", () => {
		render(<Box />);
		Object.defineProperty(box(), "scrollHeight", { value: 84 });
		fireEvent.change(box(), { target: { value: "three\nlines\nlong" } });

		expect(box().style.height).toBe("84px");
	});
});

describe("TypingIndicator", () => {
	it("names who types, by the documents' shape and by ours, and is gone when nobody does", () => {
		const participants = [
			{ id: "1", name: "Ada", type: "user" as const },
			{ id: "2", type: "ai" as const },
		];
		const { rerender } = render(<TypingIndicator participants={participants} />);
		expect(screen.getByText("Ada")).toBeTruthy();

		rerender(
			<TypingIndicator participants={participants}>
				{(state) => `${state.participants.length} type`}
			</TypingIndicator>,
		);
		expect(screen.getByText("2 type")).toBeTruthy();

		rerender(<TypingIndicator participants={[]}>nobody</TypingIndicator>);
		expect(screen.queryByText("nobody")).toBeNull();
	});
});
