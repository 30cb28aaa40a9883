import { useEffect, useLayoutEffect } from "react";

/** `useLayoutEffect` in a browser; on a server, where it can't run, nothing that warns. */
export const useIsomorphicLayoutEffect =
	typeof document === "undefined" ? useEffect : useLayoutEffect;
