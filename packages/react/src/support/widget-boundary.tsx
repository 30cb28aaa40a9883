import { Component, type ReactNode } from "react";

/**
 * Keeps a fault of the widget to the widget: the page it stands in must go on.
 * A class, since React knows no other error boundary.
 */
export class WidgetBoundary extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
	override state = { hasFailed: false };

	static getDerivedStateFromError() {
		return { hasFailed: true };
	}

	override componentDidCatch(error: Error) {
		console.error("The support widget failed and is hidden.", error);
	}

	override render() {
		return this.state.hasFailed ? null : this.props.children;
	}
}
