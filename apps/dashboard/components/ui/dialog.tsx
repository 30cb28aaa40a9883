"use client";

import * as Radix from "@radix-ui/react-dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx.ts";
import { IconButton } from "./icon-button.tsx";

type DialogProps = {
	open: boolean;
	onOpenChange: (open: boolean) => void;
	title: string;
	description?: string;
	/** `center` for a question, a side for a panel over the screen's edge. */
	placement?: "center" | "left" | "right";
	/** What is inside brings its own margins. */
	isFlush?: boolean;
	/** The title is said, not shown, and nothing is drawn around what is inside. */
	isBare?: boolean;
	children: ReactNode;
};

const PLACES = {
	center:
		"left-1/2 top-[12dvh] max-h-[76dvh] w-[min(30rem,calc(100vw-2rem))] -translate-x-1/2 rounded-xl border bg-raised",
	left: "inset-y-0 left-0 w-[min(17rem,calc(100vw-3rem))] border-r bg-canvas",
	right: "inset-y-0 right-0 w-[min(22rem,100vw)] border-l bg-raised",
} as const;

/** A modal dialog: focus moves in and returns, Escape closes, the rest of the page waits. */
export function Dialog({ placement = "center", isBare = false, ...props }: DialogProps) {
	return (
		<Radix.Root open={props.open} onOpenChange={props.onOpenChange}>
			<Radix.Portal>
				<Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim" />
				<Radix.Content
					{...(props.description === undefined && { "aria-describedby": undefined })}
					className={cx(
						"fixed z-50 flex animate-fade flex-col overflow-hidden shadow-raised outline-none",
						PLACES[placement],
					)}
				>
					{isBare ? (
						<Radix.Title className="sr-only">{props.title}</Radix.Title>
					) : (
						<Head title={props.title} description={props.description} />
					)}
					<div
						className={cx(
							"scroll-quiet min-h-0 flex-1 overflow-y-auto",
							!isBare && !props.isFlush && "px-5 pb-5",
						)}
					>
						{props.children}
					</div>
				</Radix.Content>
			</Radix.Portal>
		</Radix.Root>
	);
}

function Head({ title, description }: { title: string; description: string | undefined }) {
	return (
		<header className="flex items-start justify-between gap-4 px-5 pt-4 pb-3">
			<div>
				<Radix.Title className="font-semibold text-base text-ink">{title}</Radix.Title>
				{description !== undefined && (
					<Radix.Description className="mt-0.5 text-muted text-sm">{description}</Radix.Description>
				)}
			</div>
			<Radix.Close asChild>
				<IconButton label="Close" className="-mt-1 -mr-2">
					<X className="size-4" aria-hidden="true" />
				</IconButton>
			</Radix.Close>
		</header>
	);
}
