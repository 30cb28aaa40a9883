import { type ComponentProps, type ReactNode, useId } from "react";
import { cx } from "./cx.ts";

const BOX =
	"w-full rounded-lg border border-line-strong/80 bg-surface text-ink shadow-card transition-colors " +
	"hover:border-line-strong focus:border-accent focus-visible:outline-2 focus-visible:outline-offset-0 " +
	"focus-visible:outline-accent/40 aria-invalid:border-danger";

type Around = {
	label: string;
	hint?: ReactNode;
	error?: string | null;
	/** A quiet link or word on the label's line. */
	aside?: ReactNode;
};

type FieldProps = Around & ComponentProps<"input">;

/** One labelled line of input; its hint and error are tied to it. */
export function Field({ label, hint, error, aside, className, ...input }: FieldProps) {
	const own = useId();
	const id = input.id ?? own;
	return (
		<Labelled id={id} label={label} hint={hint} error={error ?? null} aside={aside}>
			<input
				{...input}
				id={id}
				aria-invalid={error ? true : undefined}
				aria-describedby={describedBy(id, hint, error)}
				className={cx(BOX, "h-10 px-3 text-lg sm:text-base", className)}
			/>
		</Labelled>
	);
}

type AreaProps = Around & ComponentProps<"textarea">;

/** Several lines of input, labelled alike. */
export function AreaField({ label, hint, error, aside, className, ...area }: AreaProps) {
	const own = useId();
	const id = area.id ?? own;
	return (
		<Labelled id={id} label={label} hint={hint} error={error ?? null} aside={aside}>
			<textarea
				{...area}
				id={id}
				aria-invalid={error ? true : undefined}
				aria-describedby={describedBy(id, hint, error)}
				className={cx(BOX, "px-3 py-2 text-lg sm:text-sm", className)}
			/>
		</Labelled>
	);
}

function Labelled(props: {
	id: string;
	label: string;
	hint: ReactNode;
	error: string | null;
	aside: ReactNode;
	children: ReactNode;
}) {
	return (
		<div className="flex flex-col gap-1.5">
			<div className="flex items-baseline justify-between gap-4">
				<label htmlFor={props.id} className="font-medium text-ink text-sm">
					{props.label}
				</label>
				{props.aside}
			</div>
			{props.children}
			{props.error && (
				<p id={`${props.id}-error`} className="text-danger text-xs">
					{props.error}
				</p>
			)}
			{props.hint && (
				<p id={`${props.id}-hint`} className="text-muted text-xs">
					{props.hint}
				</p>
			)}
		</div>
	);
}

function describedBy(id: string, hint: ReactNode, error: string | null | undefined) {
	const parts = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean);
	return parts.length > 0 ? parts.join(" ") : undefined;
}
