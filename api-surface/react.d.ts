// Every public name, written by `npm run surface`. A change here is a change of the product.

// @cossistant/react

declare const standard: <Locale extends string = string>(
	props: SupportProps<Locale>,
) => React.JSX.Element | null;
export { standard as default };
export const Button: React.ForwardRefExoticComponent<
	Omit<
		Omit<
			React.DetailedHTMLProps<React.ButtonHTMLAttributes<HTMLButtonElement>, HTMLButtonElement>,
			"ref"
		>,
		never
	> & { asChild?: boolean | undefined } & {
		variant?: "default" | "primary" | "secondary" | "ghost" | "outline" | undefined;
		size?: "default" | "large" | "icon" | undefined;
	} & React.RefAttributes<HTMLButtonElement>
>;
export const CONVERSATION_AUTO_SEEN_DELAY_MS: 2000;
export const Header: ({ className, children, actions, onGoBack }: HeaderProps) => React.JSX.Element;
export const IdentifySupportVisitor: (props: IdentifySupportVisitorProps) => null;
export const PENDING_CONVERSATION_ID: "__pending__";
export const Page: <Params>({ name, component }: PageProps<Params>) => null;
export const Primitives: typeof import("./index.ts");
export const SenderType: {
	readonly VISITOR: "visitor";
	readonly TEAM_MEMBER: "team_member";
	readonly AI: "ai";
};
export const Support: <Locale extends string = string>(
	props: SupportProps<Locale>,
) => React.JSX.Element | null;
export const SupportConfig: (props: SupportConfigProps) => null;
export const SupportContext: React.Context<SupportContextValue | null>;
export const SupportProvider: (props: SupportProviderProps) => React.JSX.Element;
export const SupportTextProvider: (props: {
	locale?: string | undefined;
	content?: SupportTextContentOverrides | undefined;
	children?: ReactNode;
}) => React.JSX.Element;
export const Text: <Key extends SupportTextKey>(
	props: TextProps<Key>,
) => React.ReactElement<any, string | React.JSXElementConstructor<any>>;
export const useClient: () => CossistantClient;
export const useConversation: (
	conversationId: string | null,
	options?: { enabled?: boolean | undefined },
) => UseConversationResult;
export const useConversationAutoSeen: (options: UseConversationAutoSeenOptions) => void;
export const useConversationHistoryPage: (
	options?: UseConversationHistoryPageOptions,
) => UseConversationHistoryPageResult;
export const useConversationLifecycle: ({
	initialConversationId,
	onConversationCreated,
}?: {
	initialConversationId?: string | undefined;
	onConversationCreated?: ((conversationId: string) => void) | undefined;
}) => UseConversationLifecycleResult;
export const useConversationPage: (
	options: UseConversationPageOptions,
) => UseConversationPageResult;
export const useConversationPreview: ({
	conversation,
}: {
	conversation: Conversation;
}) => ConversationPreview;
export const useConversationSeen: (conversationId: string | null) => readonly Read[];
export const useConversationTimeline: (options: {
	conversationId: string | null;
	items?: readonly ShownItem[] | undefined;
}) => UseConversationTimelineResult;
export const useConversationTimelineItems: (
	conversationId: string | null,
	options?: { enabled?: boolean | undefined },
) => UseConversationTimelineItemsResult;
export const useConversationTyping: (conversationId: string | null) => readonly Typist[];
export const useConversations: ({
	enabled,
}?: {
	enabled?: boolean | undefined;
}) => UseConversationsResult;
export const useCreateConversation: () => Mutation<OutgoingMessage, Conversation>;
export const useDefaultMessages: (conversationId: string) => readonly ShownItem[];
export const useGroupedMessages: <Item extends TimelineItem>(
	items: readonly Item[],
) => TimelineRow<Item>[];
export const useHomePage: (
	options?: ConversationLinkHandlers & { enabled?: boolean | undefined },
) => UseHomePageResult;
export const useLanguage: () => string;
export const useMessageComposer: (options: UseMessageComposerOptions) => UseMessageComposerResult;
export const useSendMessage: () => Mutation<
	SendMessageVariables,
	{ conversationId: string; itemId: string }
>;
export const useSupport: () => UseSupportResult;
export const useSupportConfig: () => UseSupportConfigResult;
export const useSupportNavigation: () => UseSupportNavigationResult;
export const useSupportStore: () => UseSupportStoreResult;
export const useSupportText: () => SayText;
export const useVisitor: () => UseVisitorResult;
export const useWindowVisibilityFocus: () => boolean;
export interface RouteRegistry {
	HOME: undefined;
	ARTICLES: undefined;
	CONVERSATION: { conversationId: string; initialMessage?: string };
	CONVERSATION_HISTORY: undefined;
}
export type AIAgent = z.infer<typeof aiAgent>;
export type BubbleSlotProps = { className?: string };
export type ButtonProps = PartProps & {
	variant?: "default" | "primary" | "secondary" | "ghost" | "outline" | undefined;
	size?: "default" | "large" | "icon" | undefined;
};
export type ConfigurationError = {
	code: "public_key_missing" | "api_url_missing" | ConfigurationErrorCode;
	message: string;
};
export type ContainerSlotProps = {
	className?: string;
	children: ReactNode;
	position?: "top" | "bottom";
	align?: "right" | "left";
};
export type Conversation = z.infer<typeof conversation>;
export type ConversationPreview = {
	title: string;
	lastMessage: {
		text: string;
		isFromVisitor: boolean;
		sender: TimelineSender;
		senderName: string;
		createdAt: Date;
	} | null;
	assignedAgent: Participant | null;
	typing: { isTyping: boolean; names: readonly string[]; label: string | null };
};
export type CossistantClient = {
	readonly session: Store<SessionState>;
	readonly conversationList: Store<ConversationListState>;
	start(): () => void;
	ready(): Promise<{ website: PublicWebsite; visitor: PublicVisitor }>;
	conversation(conversationId: string): Store<ConversationState>;
	watchConversation(conversationId: string): () => void;
	watchConversationList(): () => void;
	newConversationId(): string;
	sendMessage(
		conversationId: string,
		message: OutgoingMessage,
		options?: { greetings?: readonly DefaultMessage[] },
	): Promise<{ conversationId: string; itemId: string }>;
	retryMessage(itemId: string): void;
	discardMessage(itemId: string): string | null;
	loadOlder(conversationId: string): Promise<void>;
	loadMoreConversations(): Promise<void>;
	markRead(conversationId: string): Promise<void>;
	setTyping(conversationId: string, text: string | null): void;
	draft(conversationId: string): string;
	saveDraft(conversationId: string, text: string): void;
	identify(
		identity: IdentifyParams | { token: string },
	): Promise<{ contactId: string; visitorId: string }>;
	updateContactMetadata(metadata: VisitorMetadata): Promise<PublicVisitor>;
	touchVisitor(page: { url: string; title: string | null }): Promise<void>;
	reset(): Promise<void>;
	destroy(): void;
	readonly conversations: {
		list(): Promise<readonly Conversation[]>;
		get(conversationId: string): Promise<Conversation>;
		create(first: OutgoingMessage): Promise<Conversation>;
		sendMessage(conversationId: string, content: string): Promise<{ itemId: string }>;
		markAsRead(conversationId: string): Promise<void>;
	};
	readonly visitors: {
		identify(params: IdentifyParams): Promise<{ contactId: string; visitorId: string }>;
		updateMetadata(metadata: VisitorMetadata): Promise<PublicVisitor>;
	};
};
export type DefaultMessage = z.infer<typeof defaultMessage>;
export type DefaultMessageInput = {
	content?: string | undefined;
	text?: string | undefined;
	senderType?: SenderType | undefined;
	senderId?: string | undefined;
};
export type DefaultRoutes = Pick<
	RouteRegistry,
	"HOME" | "ARTICLES" | "CONVERSATION" | "CONVERSATION_HISTORY"
>;
export type HeaderProps = {
	className?: string | undefined;
	children?: ReactNode;
	actions?: ReactNode;
	onGoBack?: (() => void) | undefined;
};
export type HumanAgent = z.infer<typeof humanAgent>;
export type IdentifyParams = z.infer<typeof identifyParams>;
export type IdentifySupportVisitorProps = {
	externalId?: string | undefined;
	email?: string | undefined;
	name?: string | null | undefined;
	image?: string | null | undefined;
	metadata?: VisitorMetadata | null | undefined;
	identityToken?: string | undefined;
};
export type LastSeen = { itemId: string; readerIds: readonly string[] };
export type Mutation<Variables, Answer> = {
	mutate: (variables: Variables) => void;
	mutateAsync: (variables: Variables) => Promise<Answer>;
	isPending: boolean;
	error: Error | null;
	reset: () => void;
};
export type NavigationState = { [Page in PageName]: NavigationTarget<Page> }[PageName];
export type NavigationTarget<Page extends string = PageName> = { page: Page } & ParamsOf<Page>;
export type PageProps<Params = unknown> = { name: string; component: PageComponent<Params> };
export type PublicContact = z.infer<typeof publicContact>;
export type PublicVisitor = z.infer<typeof publicVisitor>;
export type PublicWebsiteResponse = z.infer<typeof publicWebsiteResponse>;
export type RouterSlotProps = { children?: ReactNode };
export type SendMessageVariables = { conversationId: string; message: string | OutgoingMessage };
export type SupportClassNames = {
	root?: string | undefined;
	bubble?: string | undefined;
	container?: string | undefined;
};
export type SupportConfigProps = StartContentInput;
export type SupportContextValue = {
	client: CossistantClient;
	store: SupportStore;
	layers: ContentLayers;
	missing: ConfigurationError | null;
};
export type SupportLocale = "en" | "fr" | "es";
export type SupportPage = NavigationState;
export type SupportProps<Locale extends string = string> = StartContentInput & {
	className?: string | undefined;
	position?: "top" | "bottom" | undefined;
	align?: "right" | "left" | undefined;
	positioning?: "fixed" | "absolute" | undefined;
	theme?: "light" | "dark" | undefined;
	slots?: SupportSlots | undefined;
	classNames?: SupportClassNames | undefined;
	children?: ReactNode;
	defaultOpen?: boolean | undefined;
	locale?: string | undefined;
	content?: SupportTextContentOverrides<Locale> | undefined;
};
export type SupportProviderProps = StartContentInput & {
	children?: ReactNode;
	publicKey?: string | undefined;
	apiUrl?: string | undefined;
	autoConnect?: boolean | undefined;
	onWsConnect?: (() => void) | undefined;
	onWsDisconnect?: (() => void) | undefined;
	onWsError?: ((error: Error) => void) | undefined;
	size?: SupportSize | undefined;
	defaultOpen?: boolean | undefined;
	client?: CossistantClient | undefined;
};
export type SupportSize = "normal" | "larger";
export type SupportSlots = {
	bubble?: ComponentType<BubbleSlotProps> | undefined;
	container?: ComponentType<ContainerSlotProps> | undefined;
	router?: ComponentType<RouterSlotProps> | undefined;
};
export type SupportTextContent = Required<SupportTextContentOverrides>;
export type SupportTextContentOverrides<Locale extends string = string> = {
	[Key in SupportTextKey]?:
		| SupportTextValue<Key>
		| { readonly [Code in Locale]?: SupportTextValue<Key> };
};
export type SupportTextKey = keyof typeof en | keyof (typeof bubbleWords)["en"];
export type SupportTextValue<Key extends string = string> =
	| string
	| ((input: SupportTextInput<Key>) => string);
export type SupportVisitor = PublicVisitor & { locale: string | null };
export type TextProps<Key extends SupportTextKey = SupportTextKey> = {
	textKey: Key;
	as?: ElementType | undefined;
	className?: string | undefined;
} & (Record<string, never> extends VariablesOf<Key>
	? { variables?: VariablesOf<Key> | undefined }
	: { variables: VariablesOf<Key> });
export type TimelineItem = z.infer<typeof timelineItem>;
export type TimelineRow<Item extends TimelineItem = TimelineItem> =
	| { kind: "day"; key: string; date: Date }
	| { kind: "group"; key: string; sender: TimelineSender; items: readonly Item[] }
	| { kind: "event"; key: string; item: Item };
export type TimelineSender = { type: SenderType; id: string | null };
export type UseConversationAutoSeenOptions = {
	client: CossistantClient;
	conversationId: string | null;
	visitorId?: string | undefined;
	lastTimelineItem: TimelineItem | null;
	enabled?: boolean | undefined;
	isWidgetOpen?: boolean | undefined;
};
export type UseConversationHistoryPageOptions = ConversationLinkHandlers & {
	initialVisibleCount?: number | undefined;
	enabled?: boolean | undefined;
};
export type UseConversationHistoryPageResult = Omit<
	ConversationLinks,
	"openConversationHistory"
> & {
	conversations: readonly Conversation[];
	isLoading: boolean;
	error: SupportErrorShape | null;
	visibleConversations: readonly Conversation[];
	visibleCount: number;
	hasMore: boolean;
	remainingCount: number;
	showMore: () => void;
	showAll: () => void;
	refetch: () => Promise<void>;
};
export type UseConversationLifecycleResult = {
	conversationId: string;
	isPending: boolean;
	realConversationId: string | null;
	setConversationId: (conversationId: string) => void;
	isNewConversation: boolean;
};
export type UseConversationPageOptions = {
	conversationId: string;
	initialMessage?: string | undefined;
	onConversationIdChange?: ((conversationId: string) => void) | undefined;
	items?: readonly ShownItem[] | undefined;
	autoSeenEnabled?: boolean | undefined;
};
export type UseConversationPageResult = Pick<
	ConversationState,
	"typists" | "hasOlder" | "connection"
> & {
	conversationId: string;
	isPending: boolean;
	conversation: Conversation | null;
	items: readonly ShownItem[];
	isLoading: boolean;
	error: SupportErrorShape | null;
	composer: UseMessageComposerResult;
	hasItems: boolean;
	lastTimelineItem: ShownItem | null;
	loadOlder: () => void;
	refetch: () => void;
	retryMessage: (itemId: string) => void;
	discardMessage: (itemId: string) => void;
};
export type UseConversationResult = {
	conversation: Conversation | null;
	isLoading: boolean;
	error: SupportErrorShape | null;
};
export type UseConversationTimelineItemsResult = {
	items: readonly ShownItem[];
	isLoading: boolean;
	error: SupportErrorShape | null;
	hasNextPage: boolean;
	nextCursor: number | null;
	fetchNextPage: () => Promise<void>;
	refetch: () => Promise<void>;
};
export type UseConversationTimelineResult = {
	groupedItems: TimelineRow<ShownItem>[];
	seenData: readonly Read[];
	lastSeen: LastSeen | null;
	typingParticipants: readonly Typist[];
};
export type UseConversationsResult = {
	conversations: readonly Conversation[];
	pagination: { hasMore: boolean; loadMore: () => Promise<void> };
	isLoading: boolean;
	error: SupportErrorShape | null;
	refetch: () => Promise<void>;
};
export type UseHomePageResult = ConversationLinks & {
	conversations: readonly Conversation[];
	isLoading: boolean;
	error: SupportErrorShape | null;
	lastOpenConversation: Conversation | null;
	availableConversationsCount: number;
	hasConversations: boolean;
};
export type UseMessageComposerOptions = {
	client: CossistantClient;
	conversationId: string | null;
	greetings?: readonly DefaultMessage[] | undefined;
	onConversationStart?: ((conversationId: string) => void) | undefined;
	onMessageSent?: ((conversationId: string, itemId: string) => void) | undefined;
	onError?: ((error: Error) => void) | undefined;
};
export type UseMessageComposerResult = {
	message: string;
	setMessage: (message: string) => void;
	submit: () => void;
	send: (text: string) => void;
	canSubmit: boolean;
	isSubmitting: boolean;
	excess: number;
	error: Error | null;
	reset: () => void;
};
export type UseSupportConfigResult = {
	isOpen: boolean;
	size: SupportSize;
	content: Partial<SupportTextContent> | undefined;
	open: () => void;
	close: () => void;
	toggle: () => void;
};
export type UseSupportNavigationResult = Pick<SupportStore, "navigate" | "replace" | "goBack"> & {
	current: NavigationState;
	page: NavigationState["page"];
	params: NavigationState["params"];
	previousPages: readonly NavigationState[];
	canGoBack: boolean;
};
export type UseSupportResult = {
	website: PublicWebsiteResponse | null;
	visitor: SupportVisitor | undefined;
	isOpen: boolean;
	open: () => void;
	close: () => void;
	toggle: () => void;
	unreadCount: number;
	availableHumanAgents: HumanAgent[];
	availableAIAgents: AIAgent[];
	client: CossistantClient;
	isLoading: boolean;
	error: Error | null;
	configurationError: ConfigurationError | null;
	size: SupportSize;
	defaultMessages: readonly DefaultMessage[];
	quickOptions: readonly string[];
	setDefaultMessages: (messages: readonly DefaultMessageInput[]) => void;
	setQuickOptions: (options: readonly string[]) => void;
};
export type UseSupportStoreResult = Pick<SupportStoreState, "navigation" | "config"> &
	Pick<
		SupportStore,
		"navigate" | "replace" | "goBack" | "open" | "close" | "toggle" | "updateConfig" | "reset"
	> & { isOpen: boolean };
export type UseVisitorResult = {
	visitor: PublicVisitor | null;
	identify: (params: IdentifyParams) => Promise<{ contactId: string; visitorId: string } | null>;
	setVisitorMetadata: (metadata: VisitorMetadata) => Promise<PublicVisitor | null>;
};
export type VisitorMetadata = z.infer<typeof visitorMetadata>;

// @cossistant/react/primitives

export const Avatar: Part<"span", AvatarProps>;
export const AvatarFallback: Part<"span", AvatarFallbackProps>;
export const AvatarImage: Part<"img", AvatarImageProps>;
export const Bubble: Part<"button", BubbleProps>;
export const Button: Part<"button", ButtonProps>;
export const Config: (props: SupportConfigProps) => null;
export const ConversationTimeline: Part<"div", ConversationTimelineProps>;
export const ConversationTimelineContainer: Part<"div", ConversationTimelinePartProps>;
export const ConversationTimelineEmpty: Part<"div", ConversationTimelinePartProps>;
export const ConversationTimelineLoading: Part<"div", ConversationTimelinePartProps>;
export const Input: Part<"textarea", MultimodalInputProps>;
export const MultimodalInput: Part<"textarea", MultimodalInputProps>;
export const Page: <Params>({ name, component }: PageProps<Params>) => null;
export const PageRegistryProvider: ({ children }: { children?: ReactNode }) => React.JSX.Element;
export const RichText: ({ text }: { text: string }) => ReactNode;
export const Router: ({
	page,
	params,
	fallback,
	pages,
	children,
}: RouterProps) => React.JSX.Element;
export const TimelineItem: Part<"article", TimelineItemProps>;
export const TimelineItemContent: Part<"div", TimelineItemContentProps>;
export const TimelineItemGroup: Part<"div", TimelineItemGroupProps>;
export const TimelineItemGroupAvatar: Part<"div", TimelineItemGroupAvatarProps>;
export const TimelineItemGroupContent: Part<"div", PartProps<"div">>;
export const TimelineItemGroupHeader: Part<"div", TimelineItemGroupHeaderProps>;
export const TimelineItemGroupReadIndicator: Part<"div", TimelineItemGroupReadIndicatorProps>;
export const TimelineItemGroupSeenIndicator: Part<
	"div",
	StatefulPartProps<"div", TimelineItemGroupSeenState>
>;
export const TimelineItemTimestamp: Part<"time", TimelineItemTimestampProps>;
export const TypingIndicator: Part<"div", TypingIndicatorProps>;
export const Window: Part<"div", WindowProps>;
export const usePageRegistry: () => PageRegistry;
export const useRegisterPage: (name: string, component: PageComponent) => void;
export type AvatarFallbackProps = PartProps<
	"span",
	{ name?: string | undefined; delayMs?: number | undefined }
>;
export type AvatarImageProps = PartProps<
	"img",
	{ src?: string | null | undefined; alt?: string | undefined }
>;
export type AvatarImageStatus = "idle" | "loading" | "loaded" | "error";
export type AvatarProps = PartProps<"span">;
export type BubbleProps = StatefulPartProps<"button", BubbleState, BubbleStateProps>;
export type BubbleState = {
	isOpen: boolean;
	unreadCount: number;
	isTyping: boolean;
	toggle: () => void;
};
export type ButtonProps = PartProps<"button">;
export type ConversationTimelinePartProps = StatefulPartProps<"div", ConversationTimelineState>;
export type ConversationTimelineProps = PartProps<
	"div",
	{
		items?: readonly (Item & Partial<TimelineItem>)[] | undefined;
		isLoading?: boolean | undefined;
		hasMore?: boolean | undefined;
		autoScroll?: boolean | undefined;
		onScrollStart?: (() => void) | undefined;
		onScrollEnd?: (() => void) | undefined;
		onPinnedChange?: ((isPinned: boolean) => void) | undefined;
		scrollStartThreshold?: number | undefined;
		children?: ReactNode | ((item: any) => ReactNode);
	}
>;
export type ConversationTimelineState = {
	itemCount: number;
	isLoading: boolean;
	hasMore: boolean;
	isEmpty: boolean;
};
export type MultimodalInputProps = PartProps<
	"textarea",
	{
		value: string;
		onChange: (value: string) => void;
		onSubmit?: (() => void) | undefined;
		onFileSelect?: ((files: File[]) => void) | undefined;
		error?: Error | string | null | undefined;
	}
>;
export type PageComponent<Params = any> = ComponentType<{ params?: Params }>;
export type PageProps<Params = unknown> = { name: string; component: PageComponent<Params> };
export type PageRegistry = Store<Pages> & {
	register(name: string, component: PageComponent): () => void;
};
export type RouterProps = {
	page: string;
	params?: unknown;
	fallback?: ReactNode | PageComponent;
	pages?: Readonly<Record<string, PageComponent>> | undefined;
	children?: ReactNode;
};
export type SupportConfigProps = StartContentInput;
export type TimelineItemContentProps = PartProps<
	"div",
	{
		text?: string | null | undefined;
		renderMarkdown?: boolean | undefined;
		children?: ReactNode | ((text: string) => ReactNode);
	}
>;
export type TimelineItemGroupAvatarProps = PartProps<
	"div",
	{ src?: string | null | undefined; alt?: string | undefined }
>;
export type TimelineItemGroupHeaderProps = StatefulPartProps<
	"div",
	TimelineItemGroupHeaderState,
	{ name?: string | undefined }
>;
export type TimelineItemGroupHeaderState = {
	name: string | undefined;
	senderId: string | null;
	senderType: SenderType;
};
export type TimelineItemGroupProps = StatefulPartProps<
	"div",
	TimelineItemGroupState,
	TimelineItemGroupInput
>;
export type TimelineItemGroupReadIndicatorProps = StatefulPartProps<
	"div",
	TimelineItemGroupReadState,
	{ itemId: string; lastReadItemIds?: ReadonlyMap<string, string> | undefined }
>;
export type TimelineItemGroupReadState = {
	readers: { userId: string; isLastRead: boolean }[];
	lastReaderIds: string[];
};
export type TimelineItemGroupSeenState = { seenByIds: readonly string[]; hasBeenSeen: boolean };
export type TimelineItemGroupState = {
	senderType: SenderType;
	senderId: string | null;
	viewerType: SenderType;
	isSentByViewer: boolean;
	isReceivedByViewer: boolean;
	isVisitor: boolean;
	isAI: boolean;
	isTeamMember: boolean;
	itemCount: number;
	firstItemId: string | null;
	lastItemId: string | null;
	hasBeenSeenByViewer: boolean;
	seenByIds: readonly string[];
};
export type TimelineItemProps = StatefulPartProps<
	"article",
	TimelineItemState,
	Omit<TimelineItemInput, "id"> & {
		item?: TimelineItemInput | undefined;
		delivery?: unknown;
		organizationId?: unknown;
		updatedAt?: unknown;
	}
>;
export type TimelineItemState = {
	isVisitor: boolean;
	isAI: boolean;
	isHuman: boolean;
	senderType: "visitor" | "ai" | "human";
	timestamp: Date;
	text: string;
	itemType: TimelineItem["type"];
};
export type TimelineItemTimestampProps = PartProps<
	"time",
	{
		timestamp?: Date | string | undefined;
		format?: ((date: Date) => string) | undefined;
		children?: ReactNode;
	}
>;
export type TypingIndicatorProps = StatefulPartProps<
	"div",
	TypingIndicatorState,
	{ participants: readonly TypingParticipant[] }
>;
export type TypingParticipant = {
	id: string;
	name?: string | null | undefined;
	type?: "user" | "visitor" | "team_member" | "ai" | undefined;
};
export type WindowProps = StatefulPartProps<
	"div",
	WindowState,
	{
		isOpen?: boolean | undefined;
		onOpenChange?: ((isOpen: boolean) => void) | undefined;
		closeOnEscape?: boolean | undefined;
		trapFocus?: boolean | undefined;
		autoFocus?: boolean | undefined;
		restoreFocus?: boolean | undefined;
	}
>;
export type WindowState = { isOpen: boolean; close: () => void };

// @cossistant/react/hooks

export const IdentifySupportVisitor: (props: IdentifySupportVisitorProps) => null;
export const SupportConfig: (props: SupportConfigProps) => null;
export const SupportContext: React.Context<SupportContextValue | null>;
export const SupportProvider: (props: SupportProviderProps) => React.JSX.Element;
export const SupportTextProvider: (props: {
	locale?: string | undefined;
	content?: SupportTextContentOverrides | undefined;
	children?: ReactNode;
}) => React.JSX.Element;
export const Text: <Key extends SupportTextKey>(
	props: TextProps<Key>,
) => React.ReactElement<any, string | React.JSXElementConstructor<any>>;
export const useClient: () => CossistantClient;
export const useConversation: (
	conversationId: string | null,
	options?: { enabled?: boolean | undefined },
) => UseConversationResult;
export const useConversationAutoSeen: (options: UseConversationAutoSeenOptions) => void;
export const useConversationHistoryPage: (
	options?: UseConversationHistoryPageOptions,
) => UseConversationHistoryPageResult;
export const useConversationLifecycle: ({
	initialConversationId,
	onConversationCreated,
}?: {
	initialConversationId?: string | undefined;
	onConversationCreated?: ((conversationId: string) => void) | undefined;
}) => UseConversationLifecycleResult;
export const useConversationPage: (
	options: UseConversationPageOptions,
) => UseConversationPageResult;
export const useConversationPreview: ({
	conversation,
}: {
	conversation: Conversation;
}) => ConversationPreview;
export const useConversationSeen: (conversationId: string | null) => readonly Read[];
export const useConversationTimeline: (options: {
	conversationId: string | null;
	items?: readonly ShownItem[] | undefined;
}) => UseConversationTimelineResult;
export const useConversationTimelineItems: (
	conversationId: string | null,
	options?: { enabled?: boolean | undefined },
) => UseConversationTimelineItemsResult;
export const useConversationTyping: (conversationId: string | null) => readonly Typist[];
export const useConversations: ({
	enabled,
}?: {
	enabled?: boolean | undefined;
}) => UseConversationsResult;
export const useCreateConversation: () => Mutation<OutgoingMessage, Conversation>;
export const useDefaultMessages: (conversationId: string) => readonly ShownItem[];
export const useGroupedMessages: <Item extends TimelineItem>(
	items: readonly Item[],
) => TimelineRow<Item>[];
export const useHomePage: (
	options?: ConversationLinkHandlers & { enabled?: boolean | undefined },
) => UseHomePageResult;
export const useLanguage: () => string;
export const useMessageComposer: (options: UseMessageComposerOptions) => UseMessageComposerResult;
export const useSendMessage: () => Mutation<
	SendMessageVariables,
	{ conversationId: string; itemId: string }
>;
export const useSupport: () => UseSupportResult;
export const useSupportConfig: () => UseSupportConfigResult;
export const useSupportNavigation: () => UseSupportNavigationResult;
export const useSupportStore: () => UseSupportStoreResult;
export const useSupportText: () => SayText;
export const useVisitor: () => UseVisitorResult;
export const useWindowVisibilityFocus: () => boolean;
export type ConfigurationError = {
	code: "public_key_missing" | "api_url_missing" | ConfigurationErrorCode;
	message: string;
};
export type ConversationPreview = {
	title: string;
	lastMessage: {
		text: string;
		isFromVisitor: boolean;
		sender: TimelineSender;
		senderName: string;
		createdAt: Date;
	} | null;
	assignedAgent: Participant | null;
	typing: { isTyping: boolean; names: readonly string[]; label: string | null };
};
export type DefaultMessageInput = {
	content?: string | undefined;
	text?: string | undefined;
	senderType?: SenderType | undefined;
	senderId?: string | undefined;
};
export type DefaultRoutes = Pick<
	RouteRegistry,
	"HOME" | "ARTICLES" | "CONVERSATION" | "CONVERSATION_HISTORY"
>;
export type IdentifySupportVisitorProps = {
	externalId?: string | undefined;
	email?: string | undefined;
	name?: string | null | undefined;
	image?: string | null | undefined;
	metadata?: VisitorMetadata | null | undefined;
	identityToken?: string | undefined;
};
export type LastSeen = { itemId: string; readerIds: readonly string[] };
export type Mutation<Variables, Answer> = {
	mutate: (variables: Variables) => void;
	mutateAsync: (variables: Variables) => Promise<Answer>;
	isPending: boolean;
	error: Error | null;
	reset: () => void;
};
export type NavigationState = { [Page in PageName]: NavigationTarget<Page> }[PageName];
export type NavigationTarget<Page extends string = PageName> = { page: Page } & ParamsOf<Page>;
export type SendMessageVariables = { conversationId: string; message: string | OutgoingMessage };
export type SupportConfigProps = StartContentInput;
export type SupportContextValue = {
	client: CossistantClient;
	store: SupportStore;
	layers: ContentLayers;
	missing: ConfigurationError | null;
};
export type SupportLocale = "en" | "fr" | "es";
export type SupportPage = NavigationState;
export type SupportProviderProps = StartContentInput & {
	children?: ReactNode;
	publicKey?: string | undefined;
	apiUrl?: string | undefined;
	autoConnect?: boolean | undefined;
	onWsConnect?: (() => void) | undefined;
	onWsDisconnect?: (() => void) | undefined;
	onWsError?: ((error: Error) => void) | undefined;
	size?: SupportSize | undefined;
	defaultOpen?: boolean | undefined;
	client?: CossistantClient | undefined;
};
export type SupportSize = "normal" | "larger";
export type SupportTextContent = Required<SupportTextContentOverrides>;
export type SupportTextContentOverrides<Locale extends string = string> = {
	[Key in SupportTextKey]?:
		| SupportTextValue<Key>
		| { readonly [Code in Locale]?: SupportTextValue<Key> };
};
export type SupportTextKey = keyof typeof en | keyof (typeof bubbleWords)["en"];
export type SupportTextValue<Key extends string = string> =
	| string
	| ((input: SupportTextInput<Key>) => string);
export type SupportVisitor = PublicVisitor & { locale: string | null };
export type TextProps<Key extends SupportTextKey = SupportTextKey> = {
	textKey: Key;
	as?: ElementType | undefined;
	className?: string | undefined;
} & (Record<string, never> extends VariablesOf<Key>
	? { variables?: VariablesOf<Key> | undefined }
	: { variables: VariablesOf<Key> });
export type TimelineRow<Item extends TimelineItem = TimelineItem> =
	| { kind: "day"; key: string; date: Date }
	| { kind: "group"; key: string; sender: TimelineSender; items: readonly Item[] }
	| { kind: "event"; key: string; item: Item };
export type TimelineSender = { type: SenderType; id: string | null };
export type UseConversationAutoSeenOptions = {
	client: CossistantClient;
	conversationId: string | null;
	visitorId?: string | undefined;
	lastTimelineItem: TimelineItem | null;
	enabled?: boolean | undefined;
	isWidgetOpen?: boolean | undefined;
};
export type UseConversationHistoryPageOptions = ConversationLinkHandlers & {
	initialVisibleCount?: number | undefined;
	enabled?: boolean | undefined;
};
export type UseConversationHistoryPageResult = Omit<
	ConversationLinks,
	"openConversationHistory"
> & {
	conversations: readonly Conversation[];
	isLoading: boolean;
	error: SupportErrorShape | null;
	visibleConversations: readonly Conversation[];
	visibleCount: number;
	hasMore: boolean;
	remainingCount: number;
	showMore: () => void;
	showAll: () => void;
	refetch: () => Promise<void>;
};
export type UseConversationLifecycleResult = {
	conversationId: string;
	isPending: boolean;
	realConversationId: string | null;
	setConversationId: (conversationId: string) => void;
	isNewConversation: boolean;
};
export type UseConversationPageOptions = {
	conversationId: string;
	initialMessage?: string | undefined;
	onConversationIdChange?: ((conversationId: string) => void) | undefined;
	items?: readonly ShownItem[] | undefined;
	autoSeenEnabled?: boolean | undefined;
};
export type UseConversationPageResult = Pick<
	ConversationState,
	"typists" | "hasOlder" | "connection"
> & {
	conversationId: string;
	isPending: boolean;
	conversation: Conversation | null;
	items: readonly ShownItem[];
	isLoading: boolean;
	error: SupportErrorShape | null;
	composer: UseMessageComposerResult;
	hasItems: boolean;
	lastTimelineItem: ShownItem | null;
	loadOlder: () => void;
	refetch: () => void;
	retryMessage: (itemId: string) => void;
	discardMessage: (itemId: string) => void;
};
export type UseConversationResult = {
	conversation: Conversation | null;
	isLoading: boolean;
	error: SupportErrorShape | null;
};
export type UseConversationTimelineItemsResult = {
	items: readonly ShownItem[];
	isLoading: boolean;
	error: SupportErrorShape | null;
	hasNextPage: boolean;
	nextCursor: number | null;
	fetchNextPage: () => Promise<void>;
	refetch: () => Promise<void>;
};
export type UseConversationTimelineResult = {
	groupedItems: TimelineRow<ShownItem>[];
	seenData: readonly Read[];
	lastSeen: LastSeen | null;
	typingParticipants: readonly Typist[];
};
export type UseConversationsResult = {
	conversations: readonly Conversation[];
	pagination: { hasMore: boolean; loadMore: () => Promise<void> };
	isLoading: boolean;
	error: SupportErrorShape | null;
	refetch: () => Promise<void>;
};
export type UseHomePageResult = ConversationLinks & {
	conversations: readonly Conversation[];
	isLoading: boolean;
	error: SupportErrorShape | null;
	lastOpenConversation: Conversation | null;
	availableConversationsCount: number;
	hasConversations: boolean;
};
export type UseMessageComposerOptions = {
	client: CossistantClient;
	conversationId: string | null;
	greetings?: readonly DefaultMessage[] | undefined;
	onConversationStart?: ((conversationId: string) => void) | undefined;
	onMessageSent?: ((conversationId: string, itemId: string) => void) | undefined;
	onError?: ((error: Error) => void) | undefined;
};
export type UseMessageComposerResult = {
	message: string;
	setMessage: (message: string) => void;
	submit: () => void;
	send: (text: string) => void;
	canSubmit: boolean;
	isSubmitting: boolean;
	excess: number;
	error: Error | null;
	reset: () => void;
};
export type UseSupportConfigResult = {
	isOpen: boolean;
	size: SupportSize;
	content: Partial<SupportTextContent> | undefined;
	open: () => void;
	close: () => void;
	toggle: () => void;
};
export type UseSupportNavigationResult = Pick<SupportStore, "navigate" | "replace" | "goBack"> & {
	current: NavigationState;
	page: NavigationState["page"];
	params: NavigationState["params"];
	previousPages: readonly NavigationState[];
	canGoBack: boolean;
};
export type UseSupportResult = {
	website: PublicWebsiteResponse | null;
	visitor: SupportVisitor | undefined;
	isOpen: boolean;
	open: () => void;
	close: () => void;
	toggle: () => void;
	unreadCount: number;
	availableHumanAgents: HumanAgent[];
	availableAIAgents: AIAgent[];
	client: CossistantClient;
	isLoading: boolean;
	error: Error | null;
	configurationError: ConfigurationError | null;
	size: SupportSize;
	defaultMessages: readonly DefaultMessage[];
	quickOptions: readonly string[];
	setDefaultMessages: (messages: readonly DefaultMessageInput[]) => void;
	setQuickOptions: (options: readonly string[]) => void;
};
export type UseSupportStoreResult = Pick<SupportStoreState, "navigation" | "config"> &
	Pick<
		SupportStore,
		"navigate" | "replace" | "goBack" | "open" | "close" | "toggle" | "updateConfig" | "reset"
	> & { isOpen: boolean };
export type UseVisitorResult = {
	visitor: PublicVisitor | null;
	identify: (params: IdentifyParams) => Promise<{ contactId: string; visitorId: string } | null>;
	setVisitorMetadata: (metadata: VisitorMetadata) => Promise<PublicVisitor | null>;
};

// @cossistant/react/support

declare const standard: <Locale extends string = string>(
	props: SupportProps<Locale>,
) => React.JSX.Element | null;
export { standard as default };
export const Button: React.ForwardRefExoticComponent<
	Omit<
		Omit<
			React.DetailedHTMLProps<React.ButtonHTMLAttributes<HTMLButtonElement>, HTMLButtonElement>,
			"ref"
		>,
		never
	> & { asChild?: boolean | undefined } & {
		variant?: "default" | "primary" | "secondary" | "ghost" | "outline" | undefined;
		size?: "default" | "large" | "icon" | undefined;
	} & React.RefAttributes<HTMLButtonElement>
>;
export const Header: ({ className, children, actions, onGoBack }: HeaderProps) => React.JSX.Element;
export const Page: <Params>({ name, component }: PageProps<Params>) => null;
export const Support: <Locale extends string = string>(
	props: SupportProps<Locale>,
) => React.JSX.Element | null;
export type BubbleSlotProps = { className?: string };
export type ButtonProps = PartProps & {
	variant?: "default" | "primary" | "secondary" | "ghost" | "outline" | undefined;
	size?: "default" | "large" | "icon" | undefined;
};
export type ContainerSlotProps = {
	className?: string;
	children: ReactNode;
	position?: "top" | "bottom";
	align?: "right" | "left";
};
export type HeaderProps = {
	className?: string | undefined;
	children?: ReactNode;
	actions?: ReactNode;
	onGoBack?: (() => void) | undefined;
};
export type PageProps<Params = unknown> = { name: string; component: PageComponent<Params> };
export type RouterSlotProps = { children?: ReactNode };
export type SupportClassNames = {
	root?: string | undefined;
	bubble?: string | undefined;
	container?: string | undefined;
};
export type SupportProps<Locale extends string = string> = StartContentInput & {
	className?: string | undefined;
	position?: "top" | "bottom" | undefined;
	align?: "right" | "left" | undefined;
	positioning?: "fixed" | "absolute" | undefined;
	theme?: "light" | "dark" | undefined;
	slots?: SupportSlots | undefined;
	classNames?: SupportClassNames | undefined;
	children?: ReactNode;
	defaultOpen?: boolean | undefined;
	locale?: string | undefined;
	content?: SupportTextContentOverrides<Locale> | undefined;
};
export type SupportSlots = {
	bubble?: ComponentType<BubbleSlotProps> | undefined;
	container?: ComponentType<ContainerSlotProps> | undefined;
	router?: ComponentType<RouterSlotProps> | undefined;
};

// @cossistant/react/provider

export const SupportProvider: (props: SupportProviderProps) => React.JSX.Element;
export type SupportProviderProps = StartContentInput & {
	children?: ReactNode;
	publicKey?: string | undefined;
	apiUrl?: string | undefined;
	autoConnect?: boolean | undefined;
	onWsConnect?: (() => void) | undefined;
	onWsDisconnect?: (() => void) | undefined;
	onWsError?: ((error: Error) => void) | undefined;
	size?: SupportSize | undefined;
	defaultOpen?: boolean | undefined;
	client?: CossistantClient | undefined;
};

// @cossistant/react/identify-visitor

export const IdentifySupportVisitor: (props: IdentifySupportVisitorProps) => null;
export type IdentifySupportVisitorProps = {
	externalId?: string | undefined;
	email?: string | undefined;
	name?: string | null | undefined;
	image?: string | null | undefined;
	metadata?: VisitorMetadata | null | undefined;
	identityToken?: string | undefined;
};

// @cossistant/react/support-config

export const SupportConfig: (props: SupportConfigProps) => null;
export type SupportConfigProps = StartContentInput;
