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
			className="cursor-pointer rounded-full border border-line px-4 py-2 text-sm hover:bg-card"
		>
			{children}
			{unreadCount > 0 && ` (${unreadCount})`}
		</button>
	);
}
