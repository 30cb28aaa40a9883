"use client";

export { Page, type PageProps } from "../primitives/router/page.tsx";
export { Button, type ButtonProps } from "./shared/button.tsx";
export { Header, type HeaderProps } from "./shared/header.tsx";
export { Support, Support as default } from "./support.tsx";
export type {
	BubbleSlotProps,
	ContainerSlotProps,
	RouterSlotProps,
	SupportClassNames,
	SupportProps,
	SupportSlots,
} from "./support-types.ts";
