import { PageRegistryProvider } from "../../primitives/router/page-registry.tsx";
import type { WindowSlotProps } from "../use-window.ts";
import { PageRouter } from "./page-router.tsx";
import { WindowContainer } from "./window-container.tsx";

/** What opens: a container that holds the page the widget is on. The file is the lazy part's door, hence the default export. */
export default function SupportWindow(props: WindowSlotProps) {
	const { className, container, router, position, align, children } = props;
	const Container = container ?? WindowContainer;
	const Router = router ?? PageRouter;

	return (
		<PageRegistryProvider>
			<Container {...(className && { className })} position={position} align={align}>
				<Router>{children}</Router>
			</Container>
		</PageRegistryProvider>
	);
}
