"use client";

import type { ReactNode } from "react";
import { Dialog } from "../ui/dialog.tsx";

/** The sidebar where it has no room of its own. */
export function SidebarDrawer(props: {
	open: boolean;
	onOpenChange: (open: boolean) => void;
	children: ReactNode;
}) {
	return (
		<Dialog
			open={props.open}
			onOpenChange={props.onOpenChange}
			title="Menu"
			placement="left"
			isBare
		>
			{props.children}
		</Dialog>
	);
}
