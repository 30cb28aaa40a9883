-- The visitor's API: thin functions over 86, for role `anon` with a visitor's token. Without its claims they refuse.

create function public.send_visitor_message(
  conversation_id uuid,
  id uuid,
  text text,
  parts jsonb default '[]',
  greetings jsonb default '[]'
)
returns json
language sql
return private.send_visitor_message(
  send_visitor_message.conversation_id,
  send_visitor_message.id,
  send_visitor_message.text,
  send_visitor_message.parts,
  send_visitor_message.greetings
);
comment on function public.send_visitor_message(uuid, uuid, text, jsonb, jsonb) is
  'Sends a visitor''s message. The client chooses both ids: a new conversation id starts one, a repeated message id answers as before. Reopens a resolved conversation.';

create function public.list_conversations(before text default null, "limit" integer default 20)
returns json
language sql
stable
set search_path = ''
as $$
  select private.list_conversations(list_conversations.before, list_conversations."limit");
$$;
comment on function public.list_conversations(text, integer) is
  'The visitor''s conversations, latest activity first; a verified contact''s from every device.';

create function public.update_contact_metadata(metadata jsonb)
returns jsonb
language sql
set search_path = ''
as $$
  select private.update_contact_metadata(update_contact_metadata.metadata);
$$;
comment on function public.update_contact_metadata(jsonb) is
  'Merges facts told by the browser into the visitor''s contact. Needs an identified visitor.';

create function public.touch_visitor(page jsonb)
returns void
language sql
set search_path = ''
as $$
  select private.touch_visitor(touch_visitor.page);
$$;
comment on function public.touch_visitor(jsonb) is 'Notes that the visitor is there and which page (`url`, `title`) they look at.';

grant execute on function
  private.send_visitor_message(uuid, uuid, text, jsonb, jsonb),
  private.list_conversations(text, integer),
  private.update_contact_metadata(jsonb),
  private.touch_visitor(jsonb),
  public.send_visitor_message(uuid, uuid, text, jsonb, jsonb),
  public.list_conversations(text, integer),
  public.update_contact_metadata(jsonb),
  public.touch_visitor(jsonb)
to anon;
