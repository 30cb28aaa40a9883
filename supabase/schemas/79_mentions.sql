-- Mentions: a note calls colleagues. They stand among the note's parts, with the name as it was written. A visitor
-- must never read them, so a public message takes none.

create function private.mention_parts(
  mentions uuid[],
  visibility public.item_visibility,
  conversation public.conversations
)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  mentioned uuid[];
  parts jsonb;
begin
  -- Most messages mention nobody, and pay nothing for it.
  if coalesce(cardinality(mention_parts.mentions), 0) = 0 then
    return '[]';
  end if;

  mentioned := array(select distinct user_id from unnest(mention_parts.mentions) as user_id);
  if mention_parts.visibility <> 'private' then
    perform private.raise_error('mentions_invalid');
  elsif cardinality(mentioned) > 10 then
    perform private.raise_error('mentions_invalid', 'A note mentions at most 10 colleagues.');
  end if;

  select jsonb_agg(
    jsonb_build_object('type', 'mention', 'userId', profiles.user_id, 'name', profiles.name)
    order by array_position(mention_parts.mentions, profiles.user_id)
  )
  into parts
  from public.members
  join public.profiles on profiles.user_id = members.user_id
  where members.organization_id = conversation.organization_id
    and members.user_id = any (mentioned);

  if coalesce(jsonb_array_length(parts), 0) < cardinality(mentioned) then
    perform private.raise_error('member_not_found');
  end if;

  return parts;
end;
$$;
comment on function private.mention_parts(uuid[], public.item_visibility, public.conversations) is
  'The parts that say whom a note mentions: members of the organization, ten at most. Refuses mentions in public.';
