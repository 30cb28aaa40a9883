"use client";

import { useSupport } from "@cossistant/next";
import type { ReactNode } from "react";

/** Opens the widget from anywhere in the page and tells how many answers wait there. */
export function SupportButton({ children }: { children: ReactNode }) {
	const { isOpen, toggle, unreadCount } = useSupport();

	return (
		<button
			type="button"
			onClick={toggle}
			aria-expanded={isOpen}
			className="cursor-pointer rounded-full bg-brand px-5 py-2.5 text-sm font-medium text-on-brand hover:opacity-90"
		>
			{children}
			{unreadCount > 0 && ` (${unreadCount})`}
		</button>
	);
}
