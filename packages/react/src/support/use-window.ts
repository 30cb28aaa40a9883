import {
	type ComponentType,
	type ReactNode,
	useCallback,
	useEffect,
	useRef,
	useState,
} from "react";
import type { Placement, SupportSlots } from "./support-types.ts";

export type WindowSlotProps = Pick<Placement, "position" | "align"> & {
	className: string | undefined;
	container: SupportSlots["container"];
	router: SupportSlots["router"];
	children?: ReactNode;
};

/** Brings the part of the widget that a closed page does without. */
export type LoadWindow = () => Promise<{ default: ComponentType<WindowSlotProps> }>;

type Arrival =
	| { state: "absent" | "loading" | "failed" }
	| { state: "here"; Window: ComponentType<WindowSlotProps> };

/** The window's code: fetched on the first sign that it will be needed, again after it could not be had. */
export function useWindow(load: LoadWindow, isNeeded: boolean) {
	const [arrival, setArrival] = useState<Arrival>({ state: "absent" });
	const underWay = useRef(false);

	const prepare = useCallback(() => {
		if (underWay.current) return;
		underWay.current = true;
		setArrival({ state: "loading" });
		load().then(
			(module) => setArrival({ state: "here", Window: module.default }),
			() => {
				underWay.current = false;
				setArrival({ state: "failed" });
			},
		);
	}, [load]);

	useEffect(() => {
		if (isNeeded) prepare();
	}, [isNeeded, prepare]);

	return {
		Window: arrival.state === "here" ? arrival.Window : null,
		hasFailed: arrival.state === "failed",
		prepare,
	};
}
