"use client";

import type { ComponentProps, MouseEvent } from "react";
import { type Place, pathOf } from "../../lib/desk/place.ts";

type PlaceLinkProps = Omit<ComponentProps<"a">, "href"> & {
	to: Place;
	onGo: () => void;
};

/** A link within the desk: a real one for new tabs and copying, an instant one for a plain click. */
export function PlaceLink({ to, onGo, ...rest }: PlaceLinkProps) {
	function click(event: MouseEvent<HTMLAnchorElement>) {
		rest.onClick?.(event);
		const isPlain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
		if (event.defaultPrevented || !isPlain) return;
		event.preventDefault();
		onGo();
	}

	return <a {...rest} href={pathOf(to)} onClick={click} />;
}
