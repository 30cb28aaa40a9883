import { ofState, part, type StatefulPartProps } from "../part.tsx";
import { provideInside } from "../provide-inside.ts";
import {
	stateOf,
	TimelineItemContext,
	type TimelineItemInput,
	type TimelineItemState,
} from "./timeline-item-context.ts";

export type TimelineItemProps = StatefulPartProps<
	"article",
	TimelineItemState,
	Omit<TimelineItemInput, "id"> & {
		/** The item; or give its fields one by one, as in `{...item}`. */
		item?: TimelineItemInput | undefined;
		/** Comes with a spread item whose delivery is known; shown by whoever draws it. */
		delivery?: unknown;
		organizationId?: unknown;
		updatedAt?: unknown;
	}
>;

/**
 * One message or event of a timeline; shows its text unless it has children.
 * @example
 * <TimelineItem item={item}>{({ text, isVisitor }) => <p>{text}</p>}</TimelineItem>
 */
export const TimelineItem = part("article", function TimelineItem(props: TimelineItemProps) {
	const { item, attributes } = split(props);
	const { className, children, ...rest } = attributes;
	const state = stateOf(item);
	const content = ofState(children, state) ?? state.text;

	return {
		"data-sender": state.senderType,
		"data-type": state.itemType,
		...rest,
		className: ofState(className, state),
		children: provideInside(TimelineItemContext, state, {
			children: content,
			asChild: rest.asChild,
		}),
	};
});

/** Takes the item's fields out of the props: none of them is an attribute of the element. */
function split(props: TimelineItemProps) {
	const {
		item,
		type,
		text,
		parts: _parts,
		visibility: _visibility,
		order: _order,
		change: _change,
		conversationId: _conversationId,
		organizationId: _organizationId,
		visitorId,
		userId,
		aiAgentId,
		createdAt,
		updatedAt: _updatedAt,
		editedAt: _editedAt,
		deletedAt: _deletedAt,
		delivery: _delivery,
		...attributes
	} = props;
	const spread = { type, text, visitorId, userId, aiAgentId, createdAt };
	return { item: item ?? (spread as TimelineItemInput), attributes };
}
