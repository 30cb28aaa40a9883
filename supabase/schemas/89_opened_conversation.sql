-- The open conversation: one round trip fetches everything its screen shows.

create function private.opened_conversation(conversation public.conversations)
returns json
language plpgsql
stable
set search_path = ''
as $$
declare
  page record := private.items_before(conversation.id, 'team', null, 50);
  visitor public.visitors;
begin
  select visitors.*
  into visitor
  from public.visitors
  where visitors.id = conversation.visitor_id;

  return json_build_object(
    'items', page.shown,
    'hasMore', page.has_more,
    'conversation', private.conversation_for_team(conversation),
    'visitor', private.visitor_for_team(visitor),
    'contact', private.contact_for_team(
      private.contact_as_shown(coalesce(conversation.contact_id, visitor.contact_id))
    )
  );
end;
$$;

create function private.get_conversation(id uuid)
returns json
language sql
stable
security definer -- its builders read beyond the one row that was checked
set search_path = ''
as $$
  select private.opened_conversation(private.conversation_of_agent(get_conversation.id));
$$;

create function public.get_conversation(id uuid)
returns json
language sql
stable
set search_path = ''
as $$
  select private.get_conversation(get_conversation.id);
$$;
comment on function public.get_conversation(uuid) is
  'Everything the conversation''s screen shows: the conversation, its visitor and contact, and its newest items.';

grant execute on function
  private.get_conversation(uuid),
  public.get_conversation(uuid)
to authenticated;
