-- Tagging: the team's own words on conversations. Tags belong to a website; anybody of its team makes and gives them,
-- owners and admins rename and delete them.

create function private.checked_tag_name(name text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  cleaned text := coalesce(private.clean_text(checked_tag_name.name), '');
begin
  if char_length(cleaned) not between 1 and 50 then
    perform private.raise_error('name_invalid', 'A tag has 1 to 50 characters.');
  end if;

  return cleaned;
end;
$$;

create function private.require_tag(tag_id uuid, allowed public.member_role[] default '{owner,admin,member}')
returns public.tags
language plpgsql
stable
set search_path = ''
as $$
declare
  tag public.tags;
begin
  perform private.require_agent();

  select tags.*
  into tag
  from public.tags
  where tags.id = require_tag.tag_id
    and tags.website_id in (select private.my_website_ids());

  if tag.id is null then
    perform private.raise_error('tag_not_found');
  end if;

  perform private.require_website(tag.website_id, allowed);
  return tag;
end;
$$;
comment on function private.require_tag(uuid, public.member_role[]) is 'The tag, if the calling agent works there in an allowed role; else 404 or 403.';

create function private.checked_color(color text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  if checked_color.color !~ '^[a-z0-9#-]{1,30}$' then
    perform private.raise_error('invalid_request', 'A color is a short word or #rrggbb in lower case.');
  end if;

  return checked_color.color;
end;
$$;

create function private.tag_named(website_id uuid, name text, is_made boolean, color text default null)
returns public.tags
language plpgsql
set search_path = ''
as $$
declare
  word text := private.checked_tag_name(tag_named.name);
  tag public.tags;
begin
  if tag_named.is_made then
    insert into public.tags (website_id, name, color)
    values (tag_named.website_id, word, private.checked_color(tag_named.color))
    on conflict do nothing
    returning tags.* into tag;
  end if;

  -- The same word twice is one tag.
  if tag.id is null then
    select tags.*
    into tag
    from public.tags
    where tags.website_id = tag_named.website_id
      and lower(tags.name) = lower(word)
    for key share;
  end if;

  return tag;
end;
$$;
comment on function private.tag_named(uuid, text, boolean, text) is 'The website''s tag of this name, made if it is new and asked for; held, so that it is not deleted before it is given.';

create function private.create_tag(website_id uuid, name text, color text)
returns jsonb
language plpgsql
security definer -- tags are written by the database alone
set search_path = ''
as $$
declare
  website public.websites := private.require_website(create_tag.website_id);
begin
  return private.tag_as_json(private.tag_named(website.id, create_tag.name, true, create_tag.color));
end;
$$;

create function private.update_tag(id uuid, name text, color text)
returns jsonb
language plpgsql
security definer -- tags are written by the database alone
set search_path = ''
as $$
declare
  tag public.tags := private.require_tag(update_tag.id, '{owner,admin}');
begin
  update public.tags
  set
    name = case when update_tag.name is null then tags.name else private.checked_tag_name(update_tag.name) end,
    color = coalesce(private.checked_color(update_tag.color), tags.color)
  where tags.id = tag.id
  returning tags.* into tag;

  if tag.id is null then
    -- Deleted in this moment.
    perform private.raise_error('tag_not_found');
  elsif num_nonnulls(update_tag.name, update_tag.color) > 0 then
    perform private.audit(
      (private.require_website(tag.website_id)).organization_id, 'tag_updated', tag.id, tag.website_id,
      jsonb_build_object('name', tag.name, 'color', tag.color)
    );
  end if;

  return private.tag_as_json(tag);
exception
  when unique_violation then
    perform private.raise_error('name_taken');
end;
$$;

create function private.put_tag(conversation public.conversations, tag public.tags, is_given boolean)
returns boolean
language plpgsql
set search_path = ''
as $$
begin
  perform from public.tags where tags.id = tag.id for key share;
  if not found then
    -- Deleted in this moment.
    perform private.raise_error('tag_not_found');
  end if;

  if put_tag.is_given then
    insert into public.conversation_tags (website_id, conversation_id, tag_id)
    values (conversation.website_id, conversation.id, tag.id)
    on conflict do nothing;
  else
    delete from public.conversation_tags as given
    where given.conversation_id = conversation.id
      and given.tag_id = tag.id;
  end if;

  if not found then
    return false;
  end if;

  perform private.write_event(
    conversation.id,
    case when put_tag.is_given then 'tag_added' else 'tag_removed' end::public.event_type,
    'private',
    by_user => private.user_id(),
    message => tag.name
  );
  return true;
end;
$$;
comment on function private.put_tag(public.conversations, public.tags, boolean) is
  'Gives or takes a tag of a conversation that the caller holds, with the event; says whether that changed anything.';

create function private.set_tag(conversation_id uuid, tag_id uuid, is_given boolean)
returns jsonb
language plpgsql
security definer -- tags are given by the database alone
set search_path = ''
as $$
declare
  tag public.tags := private.require_tag(set_tag.tag_id);
  conversation public.conversations;
begin
  if set_tag.is_given then
    perform private.hold_turns_of_tag(tag);
  end if;

  conversation := private.lock_conversation_of_agent(set_tag.conversation_id);
  if tag.website_id <> conversation.website_id then
    perform private.raise_error('tag_not_found');
  elsif not private.put_tag(conversation, tag, set_tag.is_given) then
    return private.team_act(conversation.id);
  elsif set_tag.is_given then
    perform private.route_by_tag(conversation, tag.id);
  end if;

  return private.team_act(conversation.id, private.items_after(conversation.id, conversation.team_last_order));
end;
$$;

-- The API

create function public.create_tag(website_id uuid, name text, color text default null)
returns jsonb
language sql
set search_path = ''
as $$
  select private.create_tag(create_tag.website_id, create_tag.name, create_tag.color);
$$;
comment on function public.create_tag(uuid, text, text) is 'Makes a tag, or answers the one that has this name.';

create function public.update_tag(id uuid, name text default null, color text default null)
returns jsonb
language sql
set search_path = ''
as $$
  select private.update_tag(update_tag.id, update_tag.name, update_tag.color);
$$;
comment on function public.update_tag(uuid, text, text) is 'Renames or recolours a tag; what is left out stays. For owners and admins.';

create function public.add_tag(conversation_id uuid, tag_id uuid)
returns jsonb
language sql
set search_path = ''
as $$
  select private.set_tag(add_tag.conversation_id, add_tag.tag_id, true);
$$;
comment on function public.add_tag(uuid, uuid) is 'Gives a conversation a tag of its website; one that is open and unassigned is routed by that tag''s rules.';

create function public.remove_tag(conversation_id uuid, tag_id uuid)
returns jsonb
language sql
set search_path = ''
as $$
  select private.set_tag(remove_tag.conversation_id, remove_tag.tag_id, false);
$$;
comment on function public.remove_tag(uuid, uuid) is 'Takes a tag off a conversation.';

grant execute on function
  private.create_tag(uuid, text, text),
  private.update_tag(uuid, text, text),
  private.set_tag(uuid, uuid, boolean),
  public.create_tag(uuid, text, text),
  public.update_tag(uuid, text, text),
  public.add_tag(uuid, uuid),
  public.remove_tag(uuid, uuid)
to authenticated;
