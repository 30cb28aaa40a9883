"use client";

import { type ReactNode, useId } from "react";
import { cx } from "./cx.ts";

type Choice<Value extends string> = { value: Value; label: string; icon?: ReactNode };

type SegmentedProps<Value extends string> = {
	/** What is chosen here. */
	label: string;
	choices: readonly Choice<Value>[];
	value: Value;
	onChange: (value: Value) => void;
	/** Only the icons are seen; the labels are still said. */
	isIconOnly?: boolean;
};

/** One of a few, side by side; real radio buttons underneath, so arrows and forms work. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>) {
	const name = useId();
	return (
		<fieldset className="inline-flex rounded-lg border bg-hover p-0.5">
			<legend className="sr-only">{props.label}</legend>
			{props.choices.map(({ value, label, icon }) => (
				<label
					key={value}
					title={props.isIconOnly ? label : undefined}
					className={cx(
						"relative flex h-6 cursor-pointer items-center justify-center gap-1.5 rounded-md px-2 text-muted text-xs transition-colors hover:text-ink",
						"has-checked:bg-raised has-checked:font-medium has-checked:text-ink has-checked:shadow-card",
						"has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-1",
					)}
				>
					<input
						type="radio"
						name={name}
						value={value}
						checked={value === props.value}
						onChange={() => props.onChange(value)}
						className="absolute inset-0 cursor-pointer opacity-0"
					/>
					{icon}
					<span className={cx(props.isIconOnly && "sr-only")}>{label}</span>
				</label>
			))}
		</fieldset>
	);
}
