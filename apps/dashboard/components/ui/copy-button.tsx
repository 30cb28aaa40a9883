"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { cx } from "./cx.ts";
import { toasts } from "./toaster.tsx";

const SHOWN_MS = 1_600;

/** Copies a text, and says that it did. */
export function CopyButton({
	text,
	label,
	className,
}: {
	text: string;
	label: string;
	className?: string;
}) {
	const [isCopied, setIsCopied] = useState(false);

	async function copy() {
		try {
			await navigator.clipboard.writeText(text);
			setIsCopied(true);
			setTimeout(() => setIsCopied(false), SHOWN_MS);
		} catch {
			toasts.show("Copying is not allowed here. Select the text and copy it by hand.");
		}
	}

	const Icon = isCopied ? Check : Copy;
	return (
		<button
			type="button"
			onClick={() => void copy()}
			aria-label={isCopied ? "Copied" : label}
			className={cx(
				"inline-flex h-7 items-center gap-1.5 rounded-md px-2 text-muted text-xs transition-colors hover:bg-hover hover:text-ink",
				className,
			)}
		>
			<Icon className={cx("size-3.5", isCopied && "text-success")} aria-hidden="true" />
			{isCopied ? "Copied" : "Copy"}
		</button>
	);
}
