-- Export: everything kept of a person as JSON, page by page, so that a long history takes no longer than a short one at
-- a time. The first page says who they are; then come their conversations, by id, each with its whole timeline.

create function private.files_of_conversation(conversation public.conversations)
returns setof text
language sql
stable
set search_path = ''
as $$
  -- All that lies in its folder, whether a message names it or not. As Storage's index has it: `0` comes after `/`.
  select objects.name
  from storage.objects
  where objects.bucket_id = 'attachments'
    and objects.name collate "C" >= conversation.website_id || '/' || conversation.id || '/'
    and objects.name collate "C" < conversation.website_id || '/' || conversation.id || '0'
  order by objects.name collate "C";
$$;
comment on function private.files_of_conversation(public.conversations) is 'The paths of a conversation''s files in the bucket `attachments`.';

create function private.exported_person(contact public.contacts)
returns jsonb
language sql
stable
set search_path = ''
as $$
  with own as (
    select contacts.id
    from public.contacts
    where contacts.website_id = contact.website_id
      and (contacts.id = contact.id or contacts.merged_into_id = contact.id)
  ),
  devices as (
    select visitors as visitor, visitors.id, visitors.fingerprint
    from public.visitors
    where visitors.website_id = contact.website_id
      and visitors.contact_id in (select own.id from own)
  )
  select jsonb_build_object(
    'contact', private.contact_for_team(contact),
    'mergedContacts', (
      select coalesce(jsonb_agg(private.contact_for_team(contacts) order by contacts.id), '[]')
      from public.contacts
      where contacts.id in (select own.id from own)
        and contacts.id <> contact.id
    ),
    'visitors', (
      select coalesce(
        jsonb_agg(
          private.visitor_for_team(devices.visitor) || jsonb_build_object('fingerprint', devices.fingerprint)
          order by devices.id
        ),
        '[]'
      )
      from devices
    ),
    'auditLog', (
      select coalesce(
        jsonb_agg(
          jsonb_build_object(
            'action', lines.action,
            'actorUserId', lines.actor_user_id,
            'subjectId', lines.subject_id,
            'detail', lines.detail,
            'createdAt', lines.created_at
          )
          order by lines.created_at, lines.id
        ),
        '[]'
      )
      from public.audit_log as lines
      where lines.subject_id in (select own.id from own union all select devices.id from devices)
    )
  );
$$;

create function private.exported_conversation(conversation public.conversations, after bigint, size integer)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'conversation', case when exported_conversation.after = 0 then private.conversation_for_team(conversation) end,
    'files', case
      when exported_conversation.after = 0
        then (select coalesce(jsonb_agg(files.path), '[]') from private.files_of_conversation(conversation) as files (path))
      else '[]'
    end,
    'items', coalesce(jsonb_agg(page.item order by page.place), '[]')
  )
  from (
    select private.item_for_team(items) as item, items.team_order as place
    from public.timeline_items as items
    where items.conversation_id = conversation.id
      and items.team_order > exported_conversation.after
    order by items.team_order
    limit exported_conversation.size
  ) as page;
$$;
comment on function private.exported_conversation(public.conversations, bigint, integer) is
  'A part of a conversation: what comes after an order, its header and files with the first part.';

create type private.export_place as (conversation_id uuid, after bigint);

create function private.read_export_cursor(cursor text)
returns private.export_place
language plpgsql
immutable
set search_path = ''
as $$
declare
  place private.export_place;
begin
  place.conversation_id := private.to_uuid(split_part(cursor, '.', 1));
  if cursor is not null and (place.conversation_id is null or split_part(cursor, '.', 2) !~ '^[0-9]{1,18}$') then
    perform private.raise_error('invalid_request', 'This cursor was not made by a previous page.');
  end if;

  place.after := split_part(cursor, '.', 2)::bigint;
  return place;
end;
$$;

create function private.exported_history(contact public.contacts, place private.export_place, size integer)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  conversation public.conversations;
  part jsonb;
  parts jsonb[] := '{}';
  room integer := size;
  after bigint;
begin
  for conversation in
    select conversations.*
    from private.conversations_of_contact(contact.website_id, contact.id) as own (id)
    join public.conversations on conversations.id = own.id
    where place.conversation_id is null or own.id >= place.conversation_id
    order by own.id
  loop
    after := case when conversation.id = place.conversation_id then place.after else 0 end;
    part := private.exported_conversation(conversation, after, room);
    -- A page that ended with a conversation's last item leaves nothing of it for the next.
    continue when after > 0 and part -> 'items' = '[]';
    parts := parts || (jsonb_build_object('conversationId', conversation.id) || part);
    -- A conversation counts as one more, so that a page of empty ones ends as well.
    room := room - jsonb_array_length(part -> 'items') - 1;
    if room <= 0 then
      return jsonb_build_object(
        'conversations', to_jsonb(parts),
        -- Of one without items nothing comes after its first place.
        'nextCursor', conversation.id || '.' || coalesce((part -> 'items' -> -1 ->> 'order')::bigint, greatest(after, 1))
      );
    end if;
  end loop;

  return jsonb_build_object('conversations', to_jsonb(parts), 'nextCursor', null);
end;
$$;

create function private.require_export_begun(contact public.contacts)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  perform
  from public.audit_log as lines
  where lines.subject_id = contact.id
    and lines.action = 'contact_exported'
    and lines.actor_user_id = private.user_id()
    and lines.created_at > now() - interval '1 day';

  if not found then
    perform private.raise_error('invalid_request', 'Begin with the first page: a cursor is good for a day.');
  end if;
end;
$$;
comment on function private.require_export_begun(public.contacts) is
  'Refuses later pages without the first, which leaves the line in the audit log.';

create function private.export_contact(id uuid, cursor text, size integer)
returns jsonb
language plpgsql
security definer -- its builders read beyond the one row that was checked
set search_path = ''
as $$
declare
  contact public.contacts := private.contact_shown_to_agent(export_contact.id);
  place private.export_place := private.read_export_cursor(export_contact.cursor);
begin
  perform private.require_website(contact.website_id, '{owner,admin}');
  if export_contact.cursor is not null then
    perform private.require_export_begun(contact);
    return jsonb_build_object('person', null) || private.exported_history(contact, place, size);
  end if;

  perform private.audit(contact.organization_id, 'contact_exported', contact.id, contact.website_id);
  return jsonb_build_object('person', private.exported_person(contact))
    || private.exported_history(contact, place, size);
end;
$$;

-- The API

create function public.export_contact(id uuid, cursor text default null, "limit" integer default 500)
returns jsonb
language sql
set search_path = ''
as $$
  select private.export_contact(
    export_contact.id, export_contact.cursor, private.page_size(export_contact."limit", 1000)
  );
$$;
comment on function public.export_contact(uuid, text, integer) is
  'Everything kept of a contact and of what was merged into it, in pages of about `limit` timeline items: the first says who they are, with their visitors and what the audit log says of them; conversations follow, private notes (visibility `private`), reads, ratings and the paths of files included. Ask again with nextCursor, within a day, until it is null. For owners and admins.';

grant execute on function
  private.export_contact(uuid, text, integer),
  public.export_contact(uuid, text, integer)
to authenticated;
