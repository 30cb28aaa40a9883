"use client";

import type { ComponentProps } from "react";
import { Button } from "./button.tsx";
import { cx } from "./cx.ts";
import { useHydrated } from "./use-hydrated.ts";

/**
 * Sends a form, once the page's code is there to take it: until then the browser would send it by itself, and what
 * was typed would be gone.
 */
export function SubmitButton({ disabled, className, ...rest }: ComponentProps<typeof Button>) {
	const isHydrated = useHydrated();
	return (
		<Button
			type="submit"
			variant="primary"
			size="large"
			{...rest}
			disabled={disabled || !isHydrated}
			className={cx(!isHydrated && "disabled:opacity-100", className)}
		/>
	);
}
