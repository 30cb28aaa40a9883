import { type RefObject, useEffect, useRef } from "react";

/** A ref that holds the newest value once the screen shows it: for callbacks that outlive a render. */
export function useLatest<Value>(value: Value): RefObject<Value> {
	const latest = useRef(value);
	useEffect(() => {
		latest.current = value;
	});
	return latest;
}
