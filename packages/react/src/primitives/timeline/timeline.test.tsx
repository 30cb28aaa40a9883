// @vitest-environment jsdom
import type { TimelineItem as Item } from "@cossistant/protocol";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ada, anEvent, anItem, fromAda, fromVera, vera } from "../../testing/story.ts";
import { ConversationTimeline } from "./conversation-timeline.tsx";
import {
	ConversationTimelineEmpty,
	ConversationTimelineLoading,
} from "./conversation-timeline-parts.tsx";
import { TimelineItem } from "./timeline-item.tsx";
import type { TimelineItemState } from "./timeline-item-context.ts";
import { TimelineItemGroup } from "./timeline-item-group.tsx";
import type { TimelineItemGroupState } from "./timeline-item-group-context.ts";
import {
	TimelineItemGroupAvatar,
	TimelineItemGroupHeader,
	TimelineItemGroupReadIndicator,
	TimelineItemGroupSeenIndicator,
} from "./timeline-item-group-parts.tsx";
import { TimelineItemContent, TimelineItemTimestamp } from "./timeline-item-parts.tsx";

afterEach(cleanup);

describe("ConversationTimeline", () => {
	it("draws each item by the function it is given, in a log that is read out", () => {
		const items = [fromVera("Hello"), fromAda("Hi")];
		render(
			<ConversationTimeline items={items} aria-label="messages">
				{(item: Item) => <TimelineItem key={item.id} {...item} />}
			</ConversationTimeline>,
		);

		expect(screen.getByRole("log").getAttribute("aria-live")).toBe("polite");
		expect(screen.getAllByRole("article").map(({ textContent }) => textContent)).toEqual([
			"Hello",
			"Hi",
		]);
		expect(screen.getAllByRole("article")[0]?.getAttributeNames().sort()).toEqual([
			"data-sender",
			"data-type",
			"id",
		]);
	});

	it("tells its parts whether there is anything to read", () => {
		const { rerender } = render(
			<ConversationTimeline isLoading>
				<ConversationTimelineLoading>wait</ConversationTimelineLoading>
				<ConversationTimelineEmpty>nothing yet</ConversationTimelineEmpty>
			</ConversationTimeline>,
		);
		expect(screen.getByRole("status").textContent).toBe("wait");
		expect(screen.queryByText("nothing yet")).toBeNull();
		expect(screen.getByRole("log").getAttribute("aria-busy")).toBe("true");

		rerender(
			<ConversationTimeline>
				<ConversationTimelineLoading>wait</ConversationTimelineLoading>
				<ConversationTimelineEmpty>
					{({ itemCount }) => `${itemCount} yet`}
				</ConversationTimelineEmpty>
			</ConversationTimeline>,
		);
		expect(screen.getByText("0 yet")).toBeTruthy();
		expect(screen.queryByRole("status")).toBeNull();
	});

	/** jsdom lays nothing out: a timeline of 50 px an item in a window of 100. */
	function lay(element: HTMLElement, itemCount: () => number) {
		Object.defineProperties(element, {
			scrollHeight: { get: () => itemCount() * 50, configurable: true },
			clientHeight: { get: () => 100, configurable: true },
		});
	}
	function scrollTo(element: HTMLElement, top: number) {
		element.scrollTop = top;
		fireEvent.scroll(element);
	}
	const manyItems = (count: number) => Array.from({ length: count }, () => anItem());

	it("stays at the end while the reader is there, and where they read when they are not", () => {
		let items = manyItems(10);
		const onPinnedChange = vi.fn();
		const onScrollEnd = vi.fn();
		const ui = () => (
			<ConversationTimeline
				items={items}
				onPinnedChange={onPinnedChange}
				onScrollEnd={onScrollEnd}
			/>
		);
		const { rerender } = render(ui());
		const log = screen.getByRole("log");
		lay(log, () => items.length);

		items = [...items, anItem()];
		rerender(ui());
		expect(log.scrollTop).toBe(550);

		scrollTo(log, 200);
		expect(onPinnedChange).toHaveBeenLastCalledWith(false);
		items = [...items, anItem()];
		rerender(ui());
		expect(log.scrollTop).toBe(200);

		items = [anItem(), anItem(), ...items];
		rerender(ui());
		expect(log.scrollTop).toBe(300);

		scrollTo(log, 600);
		expect(onPinnedChange).toHaveBeenLastCalledWith(true);
		expect(onScrollEnd).toHaveBeenCalledOnce();
	});

	it("says when the reader comes near the oldest item", () => {
		const onScrollStart = vi.fn();
		const items = manyItems(10);
		render(<ConversationTimeline items={items} onScrollStart={onScrollStart} />);
		const log = screen.getByRole("log");
		lay(log, () => 10);
		onScrollStart.mockClear();

		scrollTo(log, 400);
		expect(onScrollStart).not.toHaveBeenCalled();
		scrollTo(log, 2);
		expect(onScrollStart).toHaveBeenCalledOnce();
	});
});

describe("TimelineItem", () => {
	function stateOf(item: Item) {
		let state = {} as TimelineItemState;
		render(
			<TimelineItem item={item}>
				{(given) => {
					state = given;
					return null;
				}}
			</TimelineItem>,
		);
		return state;
	}

	it("tells who says what, and when", () => {
		expect(stateOf(fromVera("Hello", { createdAt: "2025-05-12T09:00:00Z" }))).toEqual({
			isVisitor: true,
			isAI: false,
			isHuman: false,
			senderType: "visitor",
			text: "Hello",
			timestamp: new Date("2025-05-12T09:00:00Z"),
			itemType: "message",
		});
		expect(stateOf(fromAda("Hi"))).toMatchObject({ isHuman: true, senderType: "human" });
		expect(stateOf(anItem({ aiAgentId: "bot" }))).toMatchObject({ isAI: true, senderType: "ai" });
		expect(stateOf(anEvent("resolved"))).toMatchObject({ itemType: "event", text: "" });
	});

	it("has parts for its words and its time", () => {
		const item = fromAda("**Hi**", { createdAt: "2025-05-12T09:00:00Z" });
		render(
			<TimelineItem item={item}>
				<TimelineItemContent data-testid="rich" />
				<TimelineItemContent data-testid="plain" renderMarkdown={false} />
				<TimelineItemContent text="other">{(text) => <i>{text}!</i>}</TimelineItemContent>
				<TimelineItemTimestamp format={(date) => `${date.getUTCHours()} h`} />
				<TimelineItemTimestamp format={() => "as ISO"}>2025-05-12T10:00:00Z</TimelineItemTimestamp>
				<TimelineItemTimestamp>just now</TimelineItemTimestamp>
			</TimelineItem>,
		);

		expect(screen.getByTestId("rich").innerHTML).toBe("<p><strong>Hi</strong></p>");
		expect(screen.getByTestId("plain").innerHTML).toBe("**Hi**");
		expect(screen.getByText("other!")).toBeTruthy();
		expect(screen.getByText("9 h").getAttribute("datetime")).toBe("2025-05-12T09:00:00.000Z");
		expect(screen.getByText("as ISO").getAttribute("datetime")).toBe("2025-05-12T10:00:00.000Z");
		expect(screen.getByText("just now")).toBeTruthy();
	});
});

describe("TimelineItemGroup", () => {
	const items = [fromAda("One"), fromAda("Two")];

	it("tells whose it is and who looks at it", () => {
		let state = {} as TimelineItemGroupState;
		render(
			<TimelineItemGroup items={items} viewerId={vera.id} seenByIds={[vera.id]}>
				{(given) => {
					state = given;
					return null;
				}}
			</TimelineItemGroup>,
		);

		expect(state).toMatchObject({
			senderType: "team_member",
			senderId: ada.id,
			viewerType: "visitor",
			isSentByViewer: false,
			isReceivedByViewer: true,
			isVisitor: false,
			isAI: false,
			isTeamMember: true,
			itemCount: 2,
			firstItemId: items[0]?.id,
			lastItemId: items[1]?.id,
			hasBeenSeenByViewer: true,
		});
		expect(screen.getByRole("group").dataset.sender).toBe("team_member");
	});

	it("knows the viewer's own", () => {
		render(<TimelineItemGroup items={[fromVera("Hello")]} />);

		expect(screen.getByRole("group").dataset.sent).toBe("");
	});

	it("has parts for the sender and the readers", () => {
		render(
			<TimelineItemGroup
				items={items}
				seenByIds={["grace"]}
				lastReadItemIds={new Map([["grace", items[0]?.id ?? ""]])}
			>
				<TimelineItemGroupHeader name="Ada">
					{({ name, senderType }) => `${name}, ${senderType}`}
				</TimelineItemGroupHeader>
				<TimelineItemGroupAvatar src="/ada.png" alt="Ada's face" />
				<TimelineItemGroupSeenIndicator>
					{({ seenByIds }) => `seen by ${seenByIds.join()}`}
				</TimelineItemGroupSeenIndicator>
				<TimelineItemGroupReadIndicator itemId={items[0]?.id ?? ""}>
					{({ lastReaderIds }) => `up to here: ${lastReaderIds.join()}`}
				</TimelineItemGroupReadIndicator>
				<TimelineItemGroupReadIndicator itemId={items[1]?.id ?? ""}>
					nobody
				</TimelineItemGroupReadIndicator>
			</TimelineItemGroup>,
		);

		expect(screen.getByText("Ada, team_member")).toBeTruthy();
		expect(screen.getByAltText("Ada's face").getAttribute("src")).toBe("/ada.png");
		expect(screen.getByText("seen by grace")).toBeTruthy();
		expect(screen.getByText("up to here: grace")).toBeTruthy();
		expect(screen.queryByText("nobody")).toBeNull();
	});

	it("has parts that say where they belong", () => {
		vi.spyOn(console, "error").mockImplementation(() => {});

		expect(() => render(<TimelineItemGroupHeader />)).toThrow(
			"TimelineItemGroupHeader must be used inside <TimelineItemGroup>.",
		);
		vi.restoreAllMocks();
	});
});
