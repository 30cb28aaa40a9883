-- What a routing rule may say, field by field, and whom and what it may name.

create function private.are_ids(value jsonb, most integer)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select case
    when jsonb_typeof(value) = 'array' and jsonb_array_length(value) <= most then not exists (
      select
      from jsonb_array_elements(value) as id
      where jsonb_typeof(id) <> 'string'
        or private.to_uuid(id #>> '{}') is null
    )
    else false
  end;
$$;

create function private.is_routing_field(field text, value jsonb)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select case field
    when 'keywords' then jsonb_typeof(value) = 'array'
      and jsonb_array_length(value) <= 50
      and not jsonb_path_exists(value, 'strict $[*] ? (@.type() != "string")')
    when 'tagId' then value = 'null' or private.are_ids(jsonb_build_array(value), 1)
    when 'channel' then value in ('null', '"widget"', '"email"', '"api"')
    when 'assignment' then value in ('"nobody"', '"member"', '"round_robin"', '"round_robin_of_all"')
    when 'memberIds' then private.are_ids(value, 100)
    when 'participantIds' then private.are_ids(value, 20)
    when 'addedTagIds' then private.are_ids(value, 20)
    when 'priority' then value in ('null', '"low"', '"medium"', '"high"', '"urgent"')
    else false
  end;
$$;
comment on function private.is_routing_field(text, jsonb) is 'Whether a rule has this field and it takes a value of this kind.';

create function private.check_routing_rule(rule jsonb, place bigint)
returns void
language plpgsql
immutable
set search_path = ''
as $$
declare
  wrong text;
  named integer;
begin
  if jsonb_typeof(rule) is distinct from 'object' then
    perform private.raise_error('routing_invalid', 'Rule ' || place || ' is no rule.');
  end if;

  select string_agg(field.key, ', ')
  into wrong
  from jsonb_each(rule) as field
  where private.is_routing_field(field.key, field.value) is not true;

  if wrong is not null then
    perform private.raise_error(
      'routing_invalid',
      'Rule ' || place || ': these fields don''t exist or don''t take this value: ' || left(wrong, 200) || '.'
    );
  end if;

  named := jsonb_array_length(coalesce(rule -> 'memberIds', '[]'));
  if (case coalesce(rule ->> 'assignment', 'nobody')
    when 'member' then named <> 1
    when 'round_robin' then named = 0
    else named > 0
  end) then
    perform private.raise_error(
      'routing_invalid',
      'Rule ' || place || ': `member` names one member, `round_robin` at least one, the others none.'
    );
  end if;
end;
$$;
comment on function private.check_routing_rule(jsonb, bigint) is 'Refuses what is no rule, and says which field of which rule.';

create function private.ids_in(rule jsonb, field text)
returns uuid[]
language sql
immutable
set search_path = ''
as $$
  select array(
    select id::uuid
    from jsonb_array_elements_text(coalesce(rule -> field, '[]')) as id
  );
$$;

create function private.check_routing_names(website public.websites, rules jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  -- Held, so that nothing is taken away before the rules stand.
  known_tags uuid[] := array(
    select tags.id
    from public.tags
    where tags.website_id = website.id
    order by tags.id
    for key share
  );
  rule jsonb;
begin
  for rule in select jsonb_array_elements(check_routing_names.rules)
  loop
    if exists (
      select
      from unnest(private.ids_in(rule, 'memberIds') || private.ids_in(rule, 'participantIds')) as named (id)
      where not exists (
        select
        from public.members
        where members.organization_id = website.organization_id
          and members.user_id = named.id
      )
    ) then
      perform private.raise_error('member_not_found');
    elsif not private.ids_in(rule, 'addedTagIds') || array_remove(array[(rule ->> 'tagId')::uuid], null) <@ known_tags then
      perform private.raise_error('tag_not_found');
    end if;
  end loop;
end;
$$;
comment on function private.check_routing_names(public.websites, jsonb) is
  'Refuses rules that name people who are no members, or tags of elsewhere.';

create function private.keyword_query(keywords text[])
returns tsquery
language plpgsql
immutable
set search_path = ''
as $$
declare
  keyword text;
  phrase tsquery;
  whole tsquery;
begin
  foreach keyword in array keywords
  loop
    -- A keyword of several words must stand as they do, one after the other.
    select to_tsquery('simple', string_agg(quote_literal(words.lexeme), ' <-> ' order by place))
    into phrase
    from unnest(private.words(keyword)) as words, unnest(words.positions) as place;

    if phrase is null or char_length(keyword) > 50 then
      perform private.raise_error('routing_invalid', 'A keyword has a word, and at most 50 characters.');
    end if;

    whole := coalesce(whole || phrase, phrase);
  end loop;

  return whole;
end;
$$;
comment on function private.keyword_query(text[]) is 'What finds any of the keywords; null for none.';
