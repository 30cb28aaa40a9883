import { type CSSProperties, useEffect, useState } from "react";

/**
 * The part of the screen that a keyboard leaves free. iOS lays its keyboard over the page without telling the style
 * sheet; the window must end above it, or nobody sees what they write.
 */
export function useVisibleHeight(isOn: boolean): CSSProperties | undefined {
	const [style, setStyle] = useState<CSSProperties>();

	useEffect(() => {
		const viewport = window.visualViewport;
		if (!isOn || !viewport) return;
		const measure = () => {
			// Whoever zooms in looks at a part of the window, which must not shrink to it.
			if (viewport.scale > 1.01) return;
			const isCovered = window.innerHeight - viewport.height > 1;
			setStyle(isCovered ? { height: viewport.height, top: viewport.offsetTop } : undefined);
		};
		measure();
		viewport.addEventListener("resize", measure);
		viewport.addEventListener("scroll", measure);
		return () => {
			viewport.removeEventListener("resize", measure);
			viewport.removeEventListener("scroll", measure);
			setStyle(undefined);
		};
	}, [isOn]);

	return style;
}
