"use client";

import { X } from "lucide-react";
import { useStore } from "../../lib/live/use-store.ts";
import { createToasts, type Toast } from "../../lib/toasts.ts";
import { cx } from "./cx.ts";
import { IconButton } from "./icon-button.tsx";

/** The toasts of this page. */
export const toasts = createToasts({
	lifetimeMs: 6_000,
	setTimeout: (run, ms) => setTimeout(run, ms),
});

/** Shows the toasts, and reads them out politely. */
export function Toaster() {
	const shown = useStore(toasts);
	return (
		<section
			aria-label="Notifications"
			aria-live="polite"
			className="pointer-events-none fixed inset-x-4 top-16 z-50 flex flex-col items-center gap-2"
		>
			{shown.map((toast) => (
				<ToastCard key={toast.id} toast={toast} />
			))}
		</section>
	);
}

function ToastCard({ toast }: { toast: Toast }) {
	const { action } = toast;
	return (
		<div
			className={cx(
				"pointer-events-auto flex max-w-full animate-appear items-center gap-1 rounded-lg py-1 pr-1 pl-3.5 shadow-raised",
				toast.tone === "danger" ? "bg-danger text-on-accent" : "bg-ink text-surface",
			)}
		>
			<p className="py-1.5 pr-2 text-sm">{toast.sentence}</p>
			{action !== null && (
				<button
					type="button"
					className="rounded-md px-2 py-1.5 font-medium text-sm underline-offset-2 hover:underline focus-visible:outline-current"
					onClick={() => {
						toasts.dismiss(toast.id);
						action.run();
					}}
				>
					{action.label}
				</button>
			)}
			<IconButton
				label="Dismiss"
				className="text-current hover:bg-surface/15 hover:text-current focus-visible:outline-current"
				onClick={() => toasts.dismiss(toast.id)}
			>
				<X className="size-4" aria-hidden="true" />
			</IconButton>
		</div>
	);
}
