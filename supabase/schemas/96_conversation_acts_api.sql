-- The API of 95, for agents. Each answers the conversation after the act and the items it wrote.

create function public.assign(conversation_id uuid, user_id uuid default null)
returns jsonb
language sql
set search_path = ''
as $$
  select private.assign(assign.conversation_id, assign.user_id);
$$;
comment on function public.assign(uuid, uuid) is 'Gives a conversation to a member of the team, or to nobody.';

create function public.set_priority(conversation_id uuid, priority public.conversation_priority)
returns jsonb
language sql
set search_path = ''
as $$
  select private.set_priority(set_priority.conversation_id, set_priority.priority);
$$;
comment on function public.set_priority(uuid, public.conversation_priority) is 'Says how urgent a conversation is.';

create function public.set_title(conversation_id uuid, title text default null)
returns jsonb
language sql
set search_path = ''
as $$
  select private.set_title(set_title.conversation_id, set_title.title);
$$;
comment on function public.set_title(uuid, text) is 'Names a conversation, for the visitor too; without a title it has none.';

create function public.join_conversation(conversation_id uuid)
returns jsonb
language sql
set search_path = ''
as $$
  select private.join_conversation(join_conversation.conversation_id);
$$;
comment on function public.join_conversation(uuid) is 'Makes the calling agent a participant, which the visitor may see.';

create function public.leave_conversation(conversation_id uuid)
returns jsonb
language sql
set search_path = ''
as $$
  select private.leave_conversation(leave_conversation.conversation_id);
$$;
comment on function public.leave_conversation(uuid) is 'Ends the calling agent''s part in a conversation, which the visitor may see.';

create function public.snooze(conversation_id uuid, until timestamptz default null)
returns jsonb
language sql
set search_path = ''
as $$
  select private.snooze(snooze.conversation_id, snooze.until);
$$;
comment on function public.snooze(uuid, timestamptz) is
  'Puts an open conversation out of the way until a moment, or until the visitor writes; without a moment it wakes.';

create function public.mark_spam(conversation_id uuid, is_spam boolean default true)
returns jsonb
language sql
set search_path = ''
as $$
  select private.mark_spam(mark_spam.conversation_id, mark_spam.is_spam);
$$;
comment on function public.mark_spam(uuid, boolean) is 'Marks a conversation as spam, or takes that back. The visitor is not told.';

create function public.archive(conversation_id uuid, is_archived boolean default true)
returns jsonb
language sql
set search_path = ''
as $$
  select private.archive(archive.conversation_id, archive.is_archived);
$$;
comment on function public.archive(uuid, boolean) is 'Puts a conversation away, or takes it back. The visitor is not told; their next message takes it back.';

grant execute on function
  private.assign(uuid, uuid),
  private.set_priority(uuid, public.conversation_priority),
  private.set_title(uuid, text),
  private.join_conversation(uuid),
  private.leave_conversation(uuid),
  private.snooze(uuid, timestamptz),
  private.mark_spam(uuid, boolean),
  private.archive(uuid, boolean),
  public.assign(uuid, uuid),
  public.set_priority(uuid, public.conversation_priority),
  public.set_title(uuid, text),
  public.join_conversation(uuid),
  public.leave_conversation(uuid),
  public.snooze(uuid, timestamptz),
  public.mark_spam(uuid, boolean),
  public.archive(uuid, boolean)
to authenticated;
