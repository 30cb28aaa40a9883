// The tables and functions of schema public, written by `npm run types` from the migrations.

export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

export type Database = {
	public: {
		Tables: {
			ai_agents: {
				Row: {
					created_at: string;
					id: string;
					image: string | null;
					is_active: boolean;
					name: string;
					organization_id: string;
					website_id: string;
				};
				ComputedFields: never;
				Insert: {
					created_at?: string;
					id?: string;
					image?: string | null;
					is_active?: boolean;
					name: string;
					organization_id: string;
					website_id: string;
				};
				Update: {
					created_at?: string;
					id?: string;
					image?: string | null;
					is_active?: boolean;
					name?: string;
					organization_id?: string;
					website_id?: string;
				};
				Relationships: [
					{
						foreignKeyName: "ai_agents_belong_to_a_website";
						columns: ["organization_id", "website_id"];
						isOneToOne: false;
						referencedRelation: "websites";
						referencedColumns: ["organization_id", "id"];
					},
				];
			};
			api_keys: {
				Row: {
					created_at: string;
					created_by: string | null;
					expires_at: string | null;
					hint: string;
					id: string;
					last_used_at: string | null;
					name: string;
					organization_id: string;
					revoked_at: string | null;
					scopes: Database["public"]["Enums"]["api_scope"][];
					website_id: string;
				};
				ComputedFields: never;
				Insert: {
					created_at?: string;
					created_by?: string | null;
					expires_at?: string | null;
					hint: string;
					id?: string;
					last_used_at?: string | null;
					name: string;
					organization_id: string;
					revoked_at?: string | null;
					scopes?: Database["public"]["Enums"]["api_scope"][];
					website_id: string;
				};
				Update: {
					created_at?: string;
					created_by?: string | null;
					expires_at?: string | null;
					hint?: string;
					id?: string;
					last_used_at?: string | null;
					name?: string;
					organization_id?: string;
					revoked_at?: string | null;
					scopes?: Database["public"]["Enums"]["api_scope"][];
					website_id?: string;
				};
				Relationships: [
					{
						foreignKeyName: "api_keys_belong_to_a_website";
						columns: ["organization_id", "website_id"];
						isOneToOne: false;
						referencedRelation: "websites";
						referencedColumns: ["organization_id", "id"];
					},
					{
						foreignKeyName: "api_keys_created_by_fkey";
						columns: ["created_by"];
						isOneToOne: false;
						referencedRelation: "profiles";
						referencedColumns: ["user_id"];
					},
				];
			};
			attachments: {
				Row: {
					checked_version: string | null;
					conversation_id: string;
					created_at: string;
					file_name: string;
					id: string;
					item_id: string | null;
					media_type: string;
					path: string;
					size: number;
					state: Database["public"]["Enums"]["attachment_state"];
					user_id: string | null;
					visitor_id: string | null;
					website_id: string;
				};
				ComputedFields: never;
				Insert: {
					checked_version?: string | null;
					conversation_id: string;
					created_at?: string;
					file_name: string;
					id: string;
					item_id?: string | null;
					media_type: string;
					path: string;
					size: number;
					state?: Database["public"]["Enums"]["attachment_state"];
					user_id?: string | null;
					visitor_id?: string | null;
					website_id: string;
				};
				Update: {
					checked_version?: string | null;
					conversation_id?: string;
					created_at?: string;
					file_name?: string;
					id?: string;
					item_id?: string | null;
					media_type?: string;
					path?: string;
					size?: number;
					state?: Database["public"]["Enums"]["attachment_state"];
					user_id?: string | null;
					visitor_id?: string | null;
					website_id?: string;
				};
				Relationships: [
					{
						foreignKeyName: "attachments_are_by_a_visitor";
						columns: ["website_id", "visitor_id"];
						isOneToOne: false;
						referencedRelation: "visitors";
						referencedColumns: ["website_id", "id"];
					},
					{
						foreignKeyName: "attachments_are_named_by_an_item";
						columns: ["conversation_id", "item_id"];
						isOneToOne: false;
						referencedRelation: "timeline_items";
						referencedColumns: ["conversation_id", "id"];
					},
					{
						foreignKeyName: "attachments_belong_to_a_website";
						columns: ["website_id"];
						isOneToOne: false;
						referencedRelation: "websites";
						referencedColumns: ["id"];
					},
					{
						foreignKeyName: "attachments_user_id_fkey";
						columns: ["user_id"];
						isOneToOne: false;
						referencedRelation: "profiles";
						referencedColumns: ["user_id"];
					},
				];
			};
			audit_log: {
				Row: {
					action: string;
					actor_user_id: string | null;
					created_at: string;
					detail: NonNullable<Json>;
					id: string;
					organization_id: string;
					subject_id: string | null;
					website_id: string | null;
				};
				ComputedFields: never;
				Insert: {
					action: string;
					actor_user_id?: string | null;
					created_at?: string;
					detail?: NonNullable<Json>;
					id?: string;
					organization_id: string;
					subject_id?: string | null;
					website_id?: string | null;
				};
				Update: {
					action?: string;
					actor_user_id?: string | null;
					created_at?: string;
					detail?: NonNullable<Json>;
					id?: string;
					organization_id?: string;
					subject_id?: string | null;
					website_id?: string | null;
				};
				Relationships: [
					{
						foreignKeyName: "audit_log_organization_id_fkey";
						columns: ["organization_id"];
						isOneToOne: false;
						referencedRelation: "organizations";
						referencedColumns: ["id"];
					},
				];
			};
			companies: {
				Row: {
					created_at: string;
					external_id: string | null;
					id: string;
					name: string;
					organization_id: string;
					website_id: string;
				};
				ComputedFields: never;
				Insert: {
					created_at?: string;
					external_id?: string | null;
					id?: string;
					name: string;
					organization_id: string;
					website_id: string;
				};
				Update: {
					created_at?: string;
					external_id?: string | null;
					id?: string;
					name?: string;
					organization_id?: string;
					website_id?: string;
				};
				Relationships: [
					{
						foreignKeyName: "companies_belong_to_a_website";
						columns: ["organization_id", "website_id"];
						isOneToOne: false;
						referencedRelation: "websites";
						referencedColumns: ["organization_id", "id"];
					},
				];
			};
			contacts: {
				Row: {
					claimed_metadata: NonNullable<Json>;
					company_id: string | null;
					created_at: string;
					email: string | null;
					erased_at: string | null;
					external_id: string | null;
					id: string;
					image: string | null;
					is_by_team: boolean;
					is_test: boolean;
					is_verified: boolean;
					merged_into_id: string | null;
					metadata: NonNullable<Json>;
					name: string | null;
					organization_id: string;
					team_metadata: NonNullable<Json>;
					team_name: string | null;
					updated_at: string;
					website_id: string;
				};
				ComputedFields: never;
				Insert: {
					claimed_metadata?: NonNullable<Json>;
					company_id?: string | null;
					created_at?: string;
					email?: string | null;
					erased_at?: string | null;
					external_id?: string | null;
					id?: string;
					image?: string | null;
					is_by_team?: boolean;
					is_test?: boolean;
					is_verified?: boolean;
					merged_into_id?: string | null;
					metadata?: NonNullable<Json>;
					name?: string | null;
					organization_id: string;
					team_metadata?: NonNullable<Json>;
					team_name?: string | null;
					updated_at?: string;
					website_id: string;
				};
				Update: {
					claimed_metadata?: NonNullable<Json>;
					company_id?: string | null;
					created_at?: string;
					email?: string | null;
					erased_at?: string | null;
					external_id?: string | null;
					id?: string;
					image?: string | null;
					is_by_team?: boolean;
					is_test?: boolean;
					is_verified?: boolean;
					merged_into_id?: string | null;
					metadata?: NonNullable<Json>;
					name?: string | null;
					organization_id?: string;
					team_metadata?: NonNullable<Json>;
					team_name?: string | null;
					updated_at?: string;
					website_id?: string;
				};
				Relationships: [
					{
						foreignKeyName: "contacts_are_merged_into_another";
						columns: ["website_id", "merged_into_id"];
						isOneToOne: false;
						referencedRelation: "contacts";
						referencedColumns: ["website_id", "id"];
					},
					{
						foreignKeyName: "contacts_belong_to_a_website";
						columns: ["organization_id", "website_id"];
						isOneToOne: false;
						referencedRelation: "websites";
						referencedColumns: ["organization_id", "id"];
					},
				];
			};
			conversation_participants: {
				Row: {
					ai_agent_id: string | null;
					conversation_id: string;
					id: number;
					joined_at: string | null;
					left_at: string | null;
					requested_at: string | null;
					user_id: string | null;
					website_id: string;
				};
				ComputedFields: never;
				Insert: {
					ai_agent_id?: string | null;
					conversation_id: string;
					id?: never;
					joined_at?: string | null;
					left_at?: string | null;
					requested_at?: string | null;
					user_id?: string | null;
					website_id: string;
				};
				Update: {
					ai_agent_id?: string | null;
					conversation_id?: string;
					id?: never;
					joined_at?: string | null;
					left_at?: string | null;
					requested_at?: string | null;
					user_id?: string | null;
					website_id?: string;
				};
				Relationships: [
					{
						foreignKeyName: "conversation_participants_belong_to_a_conversation";
						columns: ["website_id", "conversation_id"];
						isOneToOne: false;
						referencedRelation: "conversations";
						referencedColumns: ["website_id", "id"];
					},
					{
						foreignKeyName: "conversation_participants_may_be_ai_agents";
						columns: ["website_id", "ai_agent_id"];
						isOneToOne: false;
						referencedRelation: "ai_agents";
						referencedColumns: ["website_id", "id"];
					},
					{
						foreignKeyName: "conversation_participants_user_id_fkey";
						columns: ["user_id"];
						isOneToOne: false;
						referencedRelation: "profiles";
						referencedColumns: ["user_id"];
					},
				];
			};
			conversation_reads: {
				Row: {
					conversation_id: string;
					id: number;
					message_count: number;
					seen_message_count: number;
					team_read_at: string;
					team_upto: number;
					user_id: string | null;
					visitor_read_at: string | null;
					visitor_upto: number;
					website_id: string;
				};
				ComputedFields: never;
				Insert: {
					conversation_id: string;
					id?: never;
					message_count?: number;
					seen_message_count?: number;
					team_read_at?: string;
					team_upto?: number;
					user_id?: string | null;
					visitor_read_at?: string | null;
					visitor_upto?: number;
					website_id: string;
				};
				Update: {
					conversation_id?: string;
					id?: never;
					message_count?: number;
					seen_message_count?: number;
					team_read_at?: string;
					team_upto?: number;
					user_id?: string | null;
					visitor_read_at?: string | null;
					visitor_upto?: number;
					website_id?: string;
				};
				Relationships: [
					{
						foreignKeyName: "conversation_reads_belong_to_a_conversation";
						columns: ["website_id", "conversation_id"];
						isOneToOne: false;
						referencedRelation: "conversations";
						referencedColumns: ["website_id", "id"];
					},
					{
						foreignKeyName: "conversation_reads_user_id_fkey";
						columns: ["user_id"];
						isOneToOne: false;
						referencedRelation: "profiles";
						referencedColumns: ["user_id"];
					},
				];
			};
			conversation_tags: {
				Row: {
					conversation_id: string;
					created_at: string;
					tag_id: string;
					website_id: string;
				};
				ComputedFields: never;
				Insert: {
					conversation_id: string;
					created_at?: string;
					tag_id: string;
					website_id: string;
				};
				Update: {
					conversation_id?: string;
					created_at?: string;
					tag_id?: string;
					website_id?: string;
				};
				Relationships: [
					{
						foreignKeyName: "conversation_tags_belong_to_a_conversation";
						columns: ["website_id", "conversation_id"];
						isOneToOne: false;
						referencedRelation: "conversations";
						referencedColumns: ["website_id", "id"];
					},
				];
			};
			conversations: {
				Row: {
					archived_at: string | null;
					assignee_id: string | null;
					box: string;
					channel: Database["public"]["Enums"]["conversation_channel"];
					closed_during: unknown;
					contact_id: string | null;
					created_at: string;
					first_ai_responded_at: string | null;
					first_responded_at: string | null;
					first_responded_by: string | null;
					first_written_at: string | null;
					id: string;
					is_test: boolean;
					last_activity_at: string;
					organization_id: string;
					priority: Database["public"]["Enums"]["conversation_priority"];
					rated_at: string | null;
					rated_for: string | null;
					rating: number | null;
					rating_comment: string | null;
					resolved_at: string | null;
					resolved_by: string | null;
					snoozed_until: string | null;
					spam_at: string | null;
					status: Database["public"]["Enums"]["conversation_status"];
					tag_marks: number;
					team_last_change: number;
					team_last_message: number | null;
					team_last_order: number;
					team_message_count: number;
					title: string | null;
					visitor_id: string;
					visitor_last_change: number;
					visitor_last_message: number | null;
					visitor_last_order: number;
					visitor_message_count: number;
					waiting_since: string;
					website_id: string;
				};
				ComputedFields: never;
				Insert: {
					archived_at?: string | null;
					assignee_id?: string | null;
					box?: never;
					channel?: Database["public"]["Enums"]["conversation_channel"];
					closed_during?: unknown;
					contact_id?: string | null;
					created_at?: string;
					first_ai_responded_at?: string | null;
					first_responded_at?: string | null;
					first_responded_by?: string | null;
					first_written_at?: string | null;
					id: string;
					is_test?: boolean;
					last_activity_at?: string;
					organization_id: string;
					priority?: Database["public"]["Enums"]["conversation_priority"];
					rated_at?: string | null;
					rated_for?: string | null;
					rating?: number | null;
					rating_comment?: string | null;
					resolved_at?: string | null;
					resolved_by?: string | null;
					snoozed_until?: string | null;
					spam_at?: string | null;
					status?: Database["public"]["Enums"]["conversation_status"];
					tag_marks?: number;
					team_last_change?: number;
					team_last_message?: number | null;
					team_last_order?: number;
					team_message_count?: number;
					title?: string | null;
					visitor_id: string;
					visitor_last_change?: number;
					visitor_last_message?: number | null;
					visitor_last_order?: number;
					visitor_message_count?: number;
					waiting_since?: string;
					website_id: string;
				};
				Update: {
					archived_at?: string | null;
					assignee_id?: string | null;
					box?: never;
					channel?: Database["public"]["Enums"]["conversation_channel"];
					closed_during?: unknown;
					contact_id?: string | null;
					created_at?: string;
					first_ai_responded_at?: string | null;
					first_responded_at?: string | null;
					first_responded_by?: string | null;
					first_written_at?: string | null;
					id?: string;
					is_test?: boolean;
					last_activity_at?: string;
					organization_id?: string;
					priority?: Database["public"]["Enums"]["conversation_priority"];
					rated_at?: string | null;
					rated_for?: string | null;
					rating?: number | null;
					rating_comment?: string | null;
					resolved_at?: string | null;
					resolved_by?: string | null;
					snoozed_until?: string | null;
					spam_at?: string | null;
					status?: Database["public"]["Enums"]["conversation_status"];
					tag_marks?: number;
					team_last_change?: number;
					team_last_message?: number | null;
					team_last_order?: number;
					team_message_count?: number;
					title?: string | null;
					visitor_id?: string;
					visitor_last_change?: number;
					visitor_last_message?: number | null;
					visitor_last_order?: number;
					visitor_message_count?: number;
					waiting_since?: string;
					website_id?: string;
				};
				Relationships: [
					{
						foreignKeyName: "conversations_are_of_a_contact";
						columns: ["website_id", "contact_id"];
						isOneToOne: false;
						referencedRelation: "contacts";
						referencedColumns: ["website_id", "id"];
					},
					{
						foreignKeyName: "conversations_belong_to_a_visitor";
						columns: ["website_id", "visitor_id"];
						isOneToOne: false;
						referencedRelation: "visitors";
						referencedColumns: ["website_id", "id"];
					},
					{
						foreignKeyName: "conversations_belong_to_a_website";
						columns: ["organization_id", "website_id"];
						isOneToOne: false;
						referencedRelation: "websites";
						referencedColumns: ["organization_id", "id"];
					},
				];
			};
			invitations: {
				Row: {
					accepted_at: string | null;
					created_at: string;
					email: string;
					expires_at: string;
					id: string;
					invited_by: string | null;
					organization_id: string;
					revoked_at: string | null;
					role: Database["public"]["Enums"]["member_role"];
				};
				ComputedFields: never;
				Insert: {
					accepted_at?: string | null;
					created_at?: string;
					email: string;
					expires_at?: string;
					id?: string;
					invited_by?: string | null;
					organization_id: string;
					revoked_at?: string | null;
					role?: Database["public"]["Enums"]["member_role"];
				};
				Update: {
					accepted_at?: string | null;
					created_at?: string;
					email?: string;
					expires_at?: string;
					id?: string;
					invited_by?: string | null;
					organization_id?: string;
					revoked_at?: string | null;
					role?: Database["public"]["Enums"]["member_role"];
				};
				Relationships: [
					{
						foreignKeyName: "invitations_invited_by_fkey";
						columns: ["invited_by"];
						isOneToOne: false;
						referencedRelation: "profiles";
						referencedColumns: ["user_id"];
					},
					{
						foreignKeyName: "invitations_organization_id_fkey";
						columns: ["organization_id"];
						isOneToOne: false;
						referencedRelation: "organizations";
						referencedColumns: ["id"];
					},
				];
			};
			members: {
				Row: {
					created_at: string;
					organization_id: string;
					role: Database["public"]["Enums"]["member_role"];
					user_id: string;
				};
				ComputedFields: never;
				Insert: {
					created_at?: string;
					organization_id: string;
					role?: Database["public"]["Enums"]["member_role"];
					user_id: string;
				};
				Update: {
					created_at?: string;
					organization_id?: string;
					role?: Database["public"]["Enums"]["member_role"];
					user_id?: string;
				};
				Relationships: [
					{
						foreignKeyName: "members_organization_id_fkey";
						columns: ["organization_id"];
						isOneToOne: false;
						referencedRelation: "organizations";
						referencedColumns: ["id"];
					},
					{
						foreignKeyName: "members_user_id_fkey";
						columns: ["user_id"];
						isOneToOne: false;
						referencedRelation: "profiles";
						referencedColumns: ["user_id"];
					},
				];
			};
			notifications: {
				Row: {
					conversation_id: string;
					created_at: string;
					id: string;
					item_id: string;
					kind: Database["public"]["Enums"]["notification_kind"];
					organization_id: string;
					read_at: string | null;
					user_id: string;
					website_id: string;
				};
				ComputedFields: never;
				Insert: {
					conversation_id: string;
					created_at?: string;
					id?: string;
					item_id: string;
					kind: Database["public"]["Enums"]["notification_kind"];
					organization_id: string;
					read_at?: string | null;
					user_id: string;
					website_id: string;
				};
				Update: {
					conversation_id?: string;
					created_at?: string;
					id?: string;
					item_id?: string;
					kind?: Database["public"]["Enums"]["notification_kind"];
					organization_id?: string;
					read_at?: string | null;
					user_id?: string;
					website_id?: string;
				};
				Relationships: [
					{
						foreignKeyName: "notifications_are_about_an_item";
						columns: ["conversation_id", "item_id"];
						isOneToOne: false;
						referencedRelation: "timeline_items";
						referencedColumns: ["conversation_id", "id"];
					},
					{
						foreignKeyName: "notifications_are_for_a_member";
						columns: ["organization_id", "user_id"];
						isOneToOne: false;
						referencedRelation: "members";
						referencedColumns: ["organization_id", "user_id"];
					},
					{
						foreignKeyName: "notifications_belong_to_a_conversation";
						columns: ["website_id", "conversation_id"];
						isOneToOne: false;
						referencedRelation: "conversations";
						referencedColumns: ["website_id", "id"];
					},
					{
						foreignKeyName: "notifications_belong_to_a_website";
						columns: ["organization_id", "website_id"];
						isOneToOne: false;
						referencedRelation: "websites";
						referencedColumns: ["organization_id", "id"];
					},
				];
			};
			organizations: {
				Row: {
					created_at: string;
					deleted_at: string | null;
					id: string;
					name: string;
					slug: string;
				};
				ComputedFields: never;
				Insert: {
					created_at?: string;
					deleted_at?: string | null;
					id?: string;
					name: string;
					slug: string;
				};
				Update: {
					created_at?: string;
					deleted_at?: string | null;
					id?: string;
					name?: string;
					slug?: string;
				};
				Relationships: [];
			};
			profiles: {
				Row: {
					created_at: string;
					email: string | null;
					image: string | null;
					is_away: boolean;
					last_seen_at: string | null;
					name: string;
					user_id: string;
				};
				ComputedFields: never;
				Insert: {
					created_at?: string;
					email?: string | null;
					image?: string | null;
					is_away?: boolean;
					last_seen_at?: string | null;
					name: string;
					user_id: string;
				};
				Update: {
					created_at?: string;
					email?: string | null;
					image?: string | null;
					is_away?: boolean;
					last_seen_at?: string | null;
					name?: string;
					user_id?: string;
				};
				Relationships: [];
			};
			routing_rules: {
				Row: {
					added_tag_ids: string[];
					assignment: Database["public"]["Enums"]["routing_assignment"];
					channel: Database["public"]["Enums"]["conversation_channel"] | null;
					keyword_query: unknown;
					keywords: string[];
					member_ids: string[];
					organization_id: string;
					participant_ids: string[];
					place: number;
					priority: Database["public"]["Enums"]["conversation_priority"] | null;
					tag_id: string | null;
					website_id: string;
				};
				ComputedFields: never;
				Insert: {
					added_tag_ids?: string[];
					assignment?: Database["public"]["Enums"]["routing_assignment"];
					channel?: Database["public"]["Enums"]["conversation_channel"] | null;
					keyword_query?: unknown;
					keywords?: string[];
					member_ids?: string[];
					organization_id: string;
					participant_ids?: string[];
					place: number;
					priority?: Database["public"]["Enums"]["conversation_priority"] | null;
					tag_id?: string | null;
					website_id: string;
				};
				Update: {
					added_tag_ids?: string[];
					assignment?: Database["public"]["Enums"]["routing_assignment"];
					channel?: Database["public"]["Enums"]["conversation_channel"] | null;
					keyword_query?: unknown;
					keywords?: string[];
					member_ids?: string[];
					organization_id?: string;
					participant_ids?: string[];
					place?: number;
					priority?: Database["public"]["Enums"]["conversation_priority"] | null;
					tag_id?: string | null;
					website_id?: string;
				};
				Relationships: [
					{
						foreignKeyName: "routing_rules_ask_for_a_tag_of_the_website";
						columns: ["website_id", "tag_id"];
						isOneToOne: false;
						referencedRelation: "tags";
						referencedColumns: ["website_id", "id"];
					},
					{
						foreignKeyName: "routing_rules_belong_to_a_website";
						columns: ["organization_id", "website_id"];
						isOneToOne: false;
						referencedRelation: "websites";
						referencedColumns: ["organization_id", "id"];
					},
				];
			};
			saved_views: {
				Row: {
					color: string | null;
					created_at: string;
					created_by: string | null;
					filter: NonNullable<Json>;
					icon: string | null;
					id: string;
					name: string;
					organization_id: string;
					position: number;
					sort: string;
					user_id: string | null;
					website_id: string;
				};
				ComputedFields: never;
				Insert: {
					color?: string | null;
					created_at?: string;
					created_by?: string | null;
					filter?: NonNullable<Json>;
					icon?: string | null;
					id: string;
					name: string;
					organization_id: string;
					position: number;
					sort?: string;
					user_id?: string | null;
					website_id: string;
				};
				Update: {
					color?: string | null;
					created_at?: string;
					created_by?: string | null;
					filter?: NonNullable<Json>;
					icon?: string | null;
					id?: string;
					name?: string;
					organization_id?: string;
					position?: number;
					sort?: string;
					user_id?: string | null;
					website_id?: string;
				};
				Relationships: [
					{
						foreignKeyName: "saved_views_belong_to_a_website";
						columns: ["organization_id", "website_id"];
						isOneToOne: false;
						referencedRelation: "websites";
						referencedColumns: ["organization_id", "id"];
					},
					{
						foreignKeyName: "saved_views_go_with_the_membership";
						columns: ["organization_id", "user_id"];
						isOneToOne: false;
						referencedRelation: "members";
						referencedColumns: ["organization_id", "user_id"];
					},
					{
						foreignKeyName: "saved_views_outlive_their_author";
						columns: ["organization_id", "created_by"];
						isOneToOne: false;
						referencedRelation: "members";
						referencedColumns: ["organization_id", "user_id"];
					},
				];
			};
			tags: {
				Row: {
					color: string | null;
					created_at: string;
					id: string;
					name: string;
					website_id: string;
				};
				ComputedFields: never;
				Insert: {
					color?: string | null;
					created_at?: string;
					id?: string;
					name: string;
					website_id: string;
				};
				Update: {
					color?: string | null;
					created_at?: string;
					id?: string;
					name?: string;
					website_id?: string;
				};
				Relationships: [
					{
						foreignKeyName: "tags_website_id_fkey";
						columns: ["website_id"];
						isOneToOne: false;
						referencedRelation: "websites";
						referencedColumns: ["id"];
					},
				];
			};
			timeline_items: {
				Row: {
					ai_agent_id: string | null;
					caused_by: string | null;
					conversation_id: string;
					created_at: string;
					deleted_at: string | null;
					edited_at: string | null;
					id: string;
					parts: NonNullable<Json>;
					team_change: number;
					team_order: number;
					text: string | null;
					type: Database["public"]["Enums"]["item_type"];
					user_id: string | null;
					visibility: Database["public"]["Enums"]["item_visibility"];
					visitor_change: number | null;
					visitor_id: string | null;
					visitor_order: number | null;
					website_id: string;
				};
				ComputedFields: never;
				Insert: {
					ai_agent_id?: string | null;
					caused_by?: string | null;
					conversation_id: string;
					created_at?: string;
					deleted_at?: string | null;
					edited_at?: string | null;
					id: string;
					parts?: NonNullable<Json>;
					team_change: number;
					team_order: number;
					text?: string | null;
					type: Database["public"]["Enums"]["item_type"];
					user_id?: string | null;
					visibility?: Database["public"]["Enums"]["item_visibility"];
					visitor_change?: number | null;
					visitor_id?: string | null;
					visitor_order?: number | null;
					website_id: string;
				};
				Update: {
					ai_agent_id?: string | null;
					caused_by?: string | null;
					conversation_id?: string;
					created_at?: string;
					deleted_at?: string | null;
					edited_at?: string | null;
					id?: string;
					parts?: NonNullable<Json>;
					team_change?: number;
					team_order?: number;
					text?: string | null;
					type?: Database["public"]["Enums"]["item_type"];
					user_id?: string | null;
					visibility?: Database["public"]["Enums"]["item_visibility"];
					visitor_change?: number | null;
					visitor_id?: string | null;
					visitor_order?: number | null;
					website_id?: string;
				};
				Relationships: [
					{
						foreignKeyName: "timeline_items_are_by_a_visitor";
						columns: ["website_id", "visitor_id"];
						isOneToOne: false;
						referencedRelation: "visitors";
						referencedColumns: ["website_id", "id"];
					},
					{
						foreignKeyName: "timeline_items_are_by_an_ai_agent";
						columns: ["website_id", "ai_agent_id"];
						isOneToOne: false;
						referencedRelation: "ai_agents";
						referencedColumns: ["website_id", "id"];
					},
					{
						foreignKeyName: "timeline_items_belong_to_a_conversation";
						columns: ["website_id", "conversation_id"];
						isOneToOne: false;
						referencedRelation: "conversations";
						referencedColumns: ["website_id", "id"];
					},
					{
						foreignKeyName: "timeline_items_user_id_fkey";
						columns: ["user_id"];
						isOneToOne: false;
						referencedRelation: "profiles";
						referencedColumns: ["user_id"];
					},
				];
			};
			visitors: {
				Row: {
					blocked_at: string | null;
					blocked_by: string | null;
					browser: string | null;
					contact_id: string | null;
					created_at: string;
					device_type: Database["public"]["Enums"]["device_type"];
					erased_at: string | null;
					fingerprint: string | null;
					id: string;
					is_test: boolean;
					language: string | null;
					last_seen_at: string | null;
					organization_id: string;
					os: string | null;
					page_title: string | null;
					page_url: string | null;
					referrer: string | null;
					screen: string | null;
					timezone: string | null;
					website_id: string;
				};
				ComputedFields: never;
				Insert: {
					blocked_at?: string | null;
					blocked_by?: string | null;
					browser?: string | null;
					contact_id?: string | null;
					created_at?: string;
					device_type?: Database["public"]["Enums"]["device_type"];
					erased_at?: string | null;
					fingerprint?: string | null;
					id?: string;
					is_test?: boolean;
					language?: string | null;
					last_seen_at?: string | null;
					organization_id: string;
					os?: string | null;
					page_title?: string | null;
					page_url?: string | null;
					referrer?: string | null;
					screen?: string | null;
					timezone?: string | null;
					website_id: string;
				};
				Update: {
					blocked_at?: string | null;
					blocked_by?: string | null;
					browser?: string | null;
					contact_id?: string | null;
					created_at?: string;
					device_type?: Database["public"]["Enums"]["device_type"];
					erased_at?: string | null;
					fingerprint?: string | null;
					id?: string;
					is_test?: boolean;
					language?: string | null;
					last_seen_at?: string | null;
					organization_id?: string;
					os?: string | null;
					page_title?: string | null;
					page_url?: string | null;
					referrer?: string | null;
					screen?: string | null;
					timezone?: string | null;
					website_id?: string;
				};
				Relationships: [
					{
						foreignKeyName: "visitors_are_of_a_contact";
						columns: ["website_id", "contact_id"];
						isOneToOne: false;
						referencedRelation: "contacts";
						referencedColumns: ["website_id", "id"];
					},
					{
						foreignKeyName: "visitors_belong_to_a_website";
						columns: ["organization_id", "website_id"];
						isOneToOne: false;
						referencedRelation: "websites";
						referencedColumns: ["organization_id", "id"];
					},
					{
						foreignKeyName: "visitors_blocked_by_fkey";
						columns: ["blocked_by"];
						isOneToOne: false;
						referencedRelation: "profiles";
						referencedColumns: ["user_id"];
					},
				];
			};
			websites: {
				Row: {
					allowed_origins: string[];
					created_at: string;
					default_messages: NonNullable<Json>;
					deleted_at: string | null;
					description: string | null;
					domain: string;
					id: string;
					identity_verification: Database["public"]["Enums"]["identity_verification"];
					is_typing_preview_enabled: boolean;
					logo_url: string | null;
					name: string;
					organization_id: string;
					public_key: string;
					quick_options: string[];
					retention_days: number | null;
					status: Database["public"]["Enums"]["website_status"];
					test_public_key: string;
					timezone: string;
				};
				ComputedFields: never;
				Insert: {
					allowed_origins?: string[];
					created_at?: string;
					default_messages?: NonNullable<Json>;
					deleted_at?: string | null;
					description?: string | null;
					domain: string;
					id?: string;
					identity_verification?: Database["public"]["Enums"]["identity_verification"];
					is_typing_preview_enabled?: boolean;
					logo_url?: string | null;
					name: string;
					organization_id: string;
					public_key?: string;
					quick_options?: string[];
					retention_days?: number | null;
					status?: Database["public"]["Enums"]["website_status"];
					test_public_key?: string;
					timezone?: string;
				};
				Update: {
					allowed_origins?: string[];
					created_at?: string;
					default_messages?: NonNullable<Json>;
					deleted_at?: string | null;
					description?: string | null;
					domain?: string;
					id?: string;
					identity_verification?: Database["public"]["Enums"]["identity_verification"];
					is_typing_preview_enabled?: boolean;
					logo_url?: string | null;
					name?: string;
					organization_id?: string;
					public_key?: string;
					quick_options?: string[];
					retention_days?: number | null;
					status?: Database["public"]["Enums"]["website_status"];
					test_public_key?: string;
					timezone?: string;
				};
				Relationships: [
					{
						foreignKeyName: "websites_organization_id_fkey";
						columns: ["organization_id"];
						isOneToOne: false;
						referencedRelation: "organizations";
						referencedColumns: ["id"];
					},
				];
			};
		};
		Views: {
			[_ in never]: never;
		};
		Functions: {
			accept_invitation: { Args: { token: string }; Returns: Json };
			add_item: { Args: { conversation_id: string; item: Json; key_hash: string }; Returns: Json };
			add_tag: { Args: { conversation_id: string; tag_id: string }; Returns: Json };
			apply_retention: { Args: { website_id: string }; Returns: undefined };
			archive: { Args: { conversation_id: string; is_archived?: boolean }; Returns: Json };
			assign: { Args: { conversation_id: string; user_id?: string }; Returns: Json };
			block_visitor: { Args: { visitor_id: string }; Returns: Json };
			bulk_act: { Args: { act: Json; conversation_ids: string[] }; Returns: Json };
			change_conversation: { Args: { changes: Json; id: string; key_hash: string }; Returns: Json };
			change_member_role: {
				Args: {
					organization_id: string;
					role: Database["public"]["Enums"]["member_role"];
					user_id: string;
				};
				Returns: Json;
			};
			claim_jobs: { Args: { limit?: number }; Returns: Json };
			complete_attachment_check: {
				Args: { is_accepted: boolean; path: string; version: string };
				Returns: Json;
			};
			complete_job: { Args: { attempt: number; id: number }; Returns: undefined };
			create_ai_agent: {
				Args: { image?: string; name: string; website_id: string };
				Returns: Json;
			};
			create_api_key: {
				Args: {
					expires_at?: string;
					name: string;
					scopes?: Database["public"]["Enums"]["api_scope"][];
					website_id: string;
				};
				Returns: Json;
			};
			create_company: {
				Args: { external_id?: string; name: string; website_id: string };
				Returns: Json;
			};
			create_contact: { Args: { contact: Json; website_id: string }; Returns: Json };
			create_conversation: { Args: { key_hash: string; request: Json }; Returns: Json };
			create_identity_secret: { Args: { website_id: string }; Returns: Json };
			create_organization: { Args: { name: string }; Returns: Json };
			create_saved_view: {
				Args: {
					color?: string;
					filter?: Json;
					icon?: string;
					id: string;
					is_shared?: boolean;
					name: string;
					sort?: string;
					website_id: string;
				};
				Returns: Json;
			};
			create_tag: { Args: { color?: string; name: string; website_id: string }; Returns: Json };
			create_website: {
				Args: { allowed_origins?: string[]; domain: string; name: string; organization_id: string };
				Returns: Json;
			};
			delete_company: { Args: { id: string }; Returns: undefined };
			delete_message: { Args: { conversation_id: string; id: string }; Returns: Json };
			delete_organization: { Args: { id: string }; Returns: undefined };
			delete_saved_view: { Args: { id: string }; Returns: undefined };
			delete_tag: { Args: { id: string }; Returns: undefined };
			delete_website: { Args: { id: string }; Returns: undefined };
			edit_message: { Args: { conversation_id: string; id: string; text: string }; Returns: Json };
			erase_contact: { Args: { id: string }; Returns: undefined };
			erase_contact_of_key: { Args: { external_id: string; key_hash: string }; Returns: boolean };
			erase_more: {
				Args: { contact_id: string; visitor_id: string; website_id: string };
				Returns: undefined;
			};
			erase_visitor: { Args: { id: string }; Returns: undefined };
			export_contact: { Args: { cursor?: string; id: string; limit?: number }; Returns: Json };
			fail_job: { Args: { attempt: number; error: string; id: number }; Returns: undefined };
			find_contact: { Args: { external_id: string; key_hash: string }; Returns: Json };
			find_conversation: { Args: { id: string; key_hash: string }; Returns: Json };
			find_conversations: {
				Args: { before?: string; filter?: Json; key_hash: string; limit?: number };
				Returns: Json;
			};
			find_items: {
				Args: { before?: number; conversation_id: string; key_hash: string; limit?: number };
				Returns: Json;
			};
			forget_announcements: {
				Args: { conversation_ids: string[]; person_ids: string[]; website_id: string };
				Returns: undefined;
			};
			get_contact: { Args: { id: string }; Returns: Json };
			get_conversation: { Args: { id: string }; Returns: Json };
			get_routing: { Args: { website_id: string }; Returns: Json };
			identity_secrets: { Args: { public_key: string }; Returns: Json };
			import_conversation: { Args: { key_hash: string; request: Json }; Returns: Json };
			inbox: {
				Args: { cursor?: string; filter?: Json; limit?: number; sort?: string; website_id: string };
				Returns: Json;
			};
			inbox_counts: { Args: { website_id: string }; Returns: Json };
			invitation_to_mail: { Args: { id: string; token: string }; Returns: Json };
			invite_member: {
				Args: {
					email: string;
					organization_id: string;
					role?: Database["public"]["Enums"]["member_role"];
				};
				Returns: Json;
			};
			join_conversation: { Args: { conversation_id: string }; Returns: Json };
			leave_company: { Args: { company_id: string; website_id: string }; Returns: undefined };
			leave_conversation: { Args: { conversation_id: string }; Returns: Json };
			leave_organization: { Args: { organization_id: string }; Returns: undefined };
			list_ai_agents: { Args: { website_id: string }; Returns: Json };
			list_companies: {
				Args: { cursor?: string; limit?: number; query?: string; website_id: string };
				Returns: Json;
			};
			list_contacts: {
				Args: { cursor?: string; filter?: Json; limit?: number; website_id: string };
				Returns: Json;
			};
			list_conversations: { Args: { before?: string; limit?: number }; Returns: Json };
			list_identity_secrets: { Args: { website_id: string }; Returns: Json };
			list_members: { Args: { organization_id: string }; Returns: Json };
			list_notifications: {
				Args: { cursor?: string; limit?: number; unread?: boolean };
				Returns: Json;
			};
			list_saved_views: { Args: { website_id: string }; Returns: Json };
			list_timeline: {
				Args: { before?: number; conversation_id: string; limit?: number };
				Returns: Json;
			};
			list_visitors: {
				Args: { cursor?: string; limit?: number; website_id: string };
				Returns: Json;
			};
			mark_notifications_read: { Args: { ids?: string[]; upto?: string }; Returns: Json };
			mark_read: { Args: { conversation_id: string; upto: number }; Returns: Json };
			mark_spam: { Args: { conversation_id: string; is_spam?: boolean }; Returns: Json };
			mark_unread: { Args: { conversation_id: string }; Returns: Json };
			merge_contacts: { Args: { from_id: string; into_id: string }; Returns: Json };
			open_attachment: { Args: { path: string }; Returns: Json };
			open_visitor_session: { Args: { request: Json }; Returns: Json };
			prepare_upload: {
				Args: {
					conversation_id: string;
					file_name: string;
					id: string;
					media_type: string;
					size: number;
				};
				Returns: Json;
			};
			purge_organization: { Args: { id: string }; Returns: undefined };
			purge_website: { Args: { id: string }; Returns: undefined };
			put_contact: { Args: { external_id: string; facts: Json; key_hash: string }; Returns: Json };
			rate_conversation: {
				Args: { comment?: string; conversation_id: string; rating: number };
				Returns: Json;
			};
			remove_member: { Args: { organization_id: string; user_id: string }; Returns: undefined };
			remove_tag: { Args: { conversation_id: string; tag_id: string }; Returns: Json };
			reorder_saved_views: { Args: { ids: string[]; website_id: string }; Returns: Json };
			report: {
				Args: {
					agent_id?: string;
					from: string;
					granularity?: string;
					tag_id?: string;
					to: string;
					website_id: string;
				};
				Returns: Json;
			};
			resolve_api_key: { Args: { key_hash: string }; Returns: Json };
			revoke_api_key: { Args: { id: string }; Returns: undefined };
			revoke_identity_secret: { Args: { kid: string; website_id: string }; Returns: Json };
			revoke_invitation: { Args: { id: string }; Returns: Json };
			rotate_public_key: {
				Args: {
					grace_hours?: number;
					kind?: Database["public"]["Enums"]["public_key_kind"];
					website_id: string;
				};
				Returns: Json;
			};
			run_housekeeping: { Args: Record<PropertyKey, never>; Returns: Json };
			search_conversations: {
				Args: { cursor?: string; limit?: number; query: string; website_id: string };
				Returns: Json;
			};
			send_message: {
				Args: {
					conversation_id: string;
					id: string;
					mentions?: string[];
					parts?: Json;
					text: string;
					visibility?: Database["public"]["Enums"]["item_visibility"];
				};
				Returns: Json;
			};
			send_visitor_message: {
				Args: { conversation_id: string; greetings?: Json; id: string; parts?: Json; text: string };
				Returns: Json;
			};
			set_priority: {
				Args: {
					conversation_id: string;
					priority: Database["public"]["Enums"]["conversation_priority"];
				};
				Returns: Json;
			};
			set_routing: { Args: { rules: Json; website_id: string }; Returns: Json };
			set_status: {
				Args: {
					conversation_id: string;
					status: Database["public"]["Enums"]["conversation_status"];
				};
				Returns: Json;
			};
			set_title: { Args: { conversation_id: string; title?: string }; Returns: Json };
			snooze: { Args: { conversation_id: string; until?: string }; Returns: Json };
			start_conversation: {
				Args: {
					contact_id?: string;
					conversation_id: string;
					id: string;
					text: string;
					visitor_id?: string;
					website_id: string;
				};
				Returns: Json;
			};
			sum_up_report: { Args: { website_id: string }; Returns: undefined };
			sync_conversation: {
				Args: { after: number; conversation_id: string; limit?: number };
				Returns: Json;
			};
			touch_agent: { Args: Record<PropertyKey, never>; Returns: undefined };
			touch_visitor: { Args: { page: Json }; Returns: undefined };
			transfer_ownership: { Args: { organization_id: string; user_id: string }; Returns: Json };
			unassign_member: { Args: { organization_id: string; user_id: string }; Returns: undefined };
			unblock_visitor: { Args: { visitor_id: string }; Returns: Json };
			untag: { Args: { tag_id: string; website_id: string }; Returns: undefined };
			update_ai_agent: { Args: { changes: Json; id: string }; Returns: Json };
			update_company: { Args: { changes: Json; id: string }; Returns: Json };
			update_contact: { Args: { changes: Json; id: string }; Returns: Json };
			update_contact_metadata: { Args: { metadata: Json }; Returns: Json };
			update_organization: { Args: { id: string; name: string }; Returns: Json };
			update_profile: { Args: { image?: string; is_away?: boolean; name?: string }; Returns: Json };
			update_saved_view: { Args: { changes: Json; id: string }; Returns: Json };
			update_tag: { Args: { color?: string; id: string; name?: string }; Returns: Json };
			update_website: { Args: { changes: Json; website_id: string }; Returns: Json };
			view_counts: { Args: { view_ids?: string[]; website_id: string }; Returns: Json };
		};
		Enums: {
			api_scope: "conversations:read" | "conversations:write" | "contacts:read" | "contacts:write";
			attachment_state: "pending" | "checked" | "refused";
			conversation_channel: "widget" | "email" | "api";
			conversation_priority: "low" | "medium" | "high" | "urgent";
			conversation_status: "open" | "resolved";
			device_type: "desktop" | "mobile" | "tablet" | "unknown";
			event_type:
				| "assigned"
				| "unassigned"
				| "participant_requested"
				| "participant_joined"
				| "participant_left"
				| "status_changed"
				| "priority_changed"
				| "tag_added"
				| "tag_removed"
				| "resolved"
				| "reopened"
				| "visitor_blocked"
				| "visitor_unblocked"
				| "visitor_identified";
			identity_verification: "optional" | "required";
			item_type: "message" | "event" | "identification" | "tool";
			item_visibility: "public" | "private";
			member_role: "owner" | "admin" | "member";
			notification_kind: "mention" | "assigned" | "requested";
			public_key_kind: "live" | "test";
			routing_assignment: "nobody" | "member" | "round_robin" | "round_robin_of_all";
			website_status: "active" | "inactive";
		};
		CompositeTypes: {
			[_ in never]: never;
		};
	};
};

type DatabaseWithoutInternals = Omit<Database, "__InternalSupabase">;

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, "public">];

export type Tables<
	DefaultSchemaTableNameOrOptions extends
		| keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
		| { schema: keyof DatabaseWithoutInternals },
	TableName extends DefaultSchemaTableNameOrOptions extends {
		schema: keyof DatabaseWithoutInternals;
	}
		? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
				DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])
		: never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
	? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
			DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])[TableName] extends {
			Row: infer R;
		}
		? R
		: never
	: DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
		? (DefaultSchema["Tables"] & DefaultSchema["Views"])[DefaultSchemaTableNameOrOptions] extends {
				Row: infer R;
			}
			? R
			: never
		: never;

export type TablesInsert<
	DefaultSchemaTableNameOrOptions extends
		| keyof DefaultSchema["Tables"]
		| { schema: keyof DatabaseWithoutInternals },
	TableName extends DefaultSchemaTableNameOrOptions extends {
		schema: keyof DatabaseWithoutInternals;
	}
		? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
		: never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
	? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
			Insert: infer I;
		}
		? I
		: never
	: DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
		? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
				Insert: infer I;
			}
			? I
			: never
		: never;

export type TablesUpdate<
	DefaultSchemaTableNameOrOptions extends
		| keyof DefaultSchema["Tables"]
		| { schema: keyof DatabaseWithoutInternals },
	TableName extends DefaultSchemaTableNameOrOptions extends {
		schema: keyof DatabaseWithoutInternals;
	}
		? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
		: never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
	? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
			Update: infer U;
		}
		? U
		: never
	: DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
		? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
				Update: infer U;
			}
			? U
			: never
		: never;

export type Enums<
	DefaultSchemaEnumNameOrOptions extends
		| keyof DefaultSchema["Enums"]
		| { schema: keyof DatabaseWithoutInternals },
	EnumName extends DefaultSchemaEnumNameOrOptions extends {
		schema: keyof DatabaseWithoutInternals;
	}
		? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"]
		: never = never,
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
	? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"][EnumName]
	: DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"]
		? DefaultSchema["Enums"][DefaultSchemaEnumNameOrOptions]
		: never;

export type CompositeTypes<
	PublicCompositeTypeNameOrOptions extends
		| keyof DefaultSchema["CompositeTypes"]
		| { schema: keyof DatabaseWithoutInternals },
	CompositeTypeName extends PublicCompositeTypeNameOrOptions extends {
		schema: keyof DatabaseWithoutInternals;
	}
		? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"]
		: never = never,
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
	? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"][CompositeTypeName]
	: PublicCompositeTypeNameOrOptions extends keyof DefaultSchema["CompositeTypes"]
		? DefaultSchema["CompositeTypes"][PublicCompositeTypeNameOrOptions]
		: never;

export const Constants = {
	public: {
		Enums: {
			api_scope: ["conversations:read", "conversations:write", "contacts:read", "contacts:write"],
			attachment_state: ["pending", "checked", "refused"],
			conversation_channel: ["widget", "email", "api"],
			conversation_priority: ["low", "medium", "high", "urgent"],
			conversation_status: ["open", "resolved"],
			device_type: ["desktop", "mobile", "tablet", "unknown"],
			event_type: [
				"assigned",
				"unassigned",
				"participant_requested",
				"participant_joined",
				"participant_left",
				"status_changed",
				"priority_changed",
				"tag_added",
				"tag_removed",
				"resolved",
				"reopened",
				"visitor_blocked",
				"visitor_unblocked",
				"visitor_identified",
			],
			identity_verification: ["optional", "required"],
			item_type: ["message", "event", "identification", "tool"],
			item_visibility: ["public", "private"],
			member_role: ["owner", "admin", "member"],
			notification_kind: ["mention", "assigned", "requested"],
			public_key_kind: ["live", "test"],
			routing_assignment: ["nobody", "member", "round_robin", "round_robin_of_all"],
			website_status: ["active", "inactive"],
		},
	},
} as const;
