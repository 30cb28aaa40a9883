-- Setting the routing rules. The whole list is given at once, so that its order is never half of two.

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

create function private.members_among(organization_id uuid, user_ids uuid[])
returns uuid[]
language sql
stable
set search_path = ''
as $$
  select array(
    select members.user_id
    from public.members
    where members.organization_id = members_among.organization_id
      and members.user_id = any (members_among.user_ids)
    order by array_position(members_among.user_ids, members.user_id)
  );
$$;

create function private.routing_for_team(website public.websites)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'websiteId', website.id,
    'rules', coalesce(
      jsonb_agg(
        jsonb_build_object(
          'keywords', to_jsonb(rules.keywords),
          'tagId', rules.tag_id,
          'channel', rules.channel,
          'assignment', case when rules.member_ids <> '{}' and there.members = '{}' then 'nobody' else rules.assignment end,
          'memberIds', to_jsonb(there.members),
          'participantIds', to_jsonb(there.participants),
          'addedTagIds', to_jsonb(there.tags),
          'priority', rules.priority
        )
        order by rules.place
      ),
      '[]'
    )
  )
  from public.routing_rules as rules
  cross join lateral (
    select
      private.members_among(rules.organization_id, rules.member_ids) as members,
      private.members_among(rules.organization_id, rules.participant_ids) as participants,
      array(
        select tags.id
        from public.tags
        where tags.website_id = rules.website_id
          and tags.id = any (rules.added_tag_ids)
        order by array_position(rules.added_tag_ids, tags.id)
      ) as tags
  ) as there
  where rules.website_id = website.id;
$$;
comment on function private.routing_for_team(public.websites) is
  'The routing rules of a website, in order, without who has left and what was deleted.';

create function private.write_routing_rules(website public.websites, rules jsonb)
returns void
language sql
set search_path = ''
as $$
  insert into public.routing_rules (
    organization_id, website_id, place, keywords, keyword_query, tag_id, channel,
    assignment, member_ids, participant_ids, added_tag_ids, priority
  )
  select
    website.organization_id,
    website.id,
    given.place,
    words.keywords,
    private.keyword_query(words.keywords),
    (rule ->> 'tagId')::uuid,
    (rule ->> 'channel')::public.conversation_channel,
    coalesce(rule ->> 'assignment', 'nobody')::public.routing_assignment,
    private.ids_in(rule, 'memberIds'),
    private.ids_in(rule, 'participantIds'),
    private.ids_in(rule, 'addedTagIds'),
    (rule ->> 'priority')::public.conversation_priority
  from jsonb_array_elements(write_routing_rules.rules) with ordinality as given (rule, place)
  cross join lateral (
    select array(
      select private.clean_text(keyword)
      from jsonb_array_elements_text(coalesce(rule -> 'keywords', '[]')) as keyword
    ) as keywords
  ) as words;
$$;

create function private.set_routing(website_id uuid, rules jsonb)
returns jsonb
language plpgsql
security definer -- rules are written by the database alone
set search_path = ''
as $$
declare
  website public.websites := private.require_website(set_routing.website_id, '{owner,admin}');
begin
  if jsonb_typeof(set_routing.rules) is distinct from 'array' or jsonb_array_length(set_routing.rules) > 50 then
    perform private.raise_error('routing_invalid', 'A list of at most 50 rules is expected.');
  end if;

  perform private.check_routing_rule(rule, place)
  from jsonb_array_elements(set_routing.rules) with ordinality as given (rule, place);
  perform private.check_routing_names(website, set_routing.rules);

  -- Two who set them at once do so one after the other.
  perform from public.websites where websites.id = website.id for no key update;
  delete from public.routing_rules where routing_rules.website_id = website.id;
  perform private.write_routing_rules(website, set_routing.rules);

  perform private.audit(
    website.organization_id, 'routing_changed', website.id, website.id,
    jsonb_build_object('rules', set_routing.rules)
  );
  return private.routing_for_team(website);
end;
$$;

create function private.get_routing(website_id uuid)
returns jsonb
language sql
stable
security definer -- the website is the caller's, which require_website asks
set search_path = ''
as $$
  select private.routing_for_team(private.require_website(get_routing.website_id));
$$;

-- The API

create function public.set_routing(website_id uuid, rules jsonb)
returns jsonb
language sql
set search_path = ''
as $$
  select private.set_routing(set_routing.website_id, set_routing.rules);
$$;
comment on function public.set_routing(uuid, jsonb) is
  'Replaces the routing rules of a website. The first rule whose conditions (`keywords`, `tagId`, `channel`) all hold acts on a new conversation: `assignment` (`nobody`, `member`, `round_robin` among `memberIds` who are online, `round_robin_of_all`), `participantIds`, `addedTagIds`, `priority`. For owners and admins.';

create function public.get_routing(website_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select private.get_routing(get_routing.website_id);
$$;
comment on function public.get_routing(uuid) is 'The routing rules of a website, in order; none, and conversations stay unassigned.';

grant execute on function
  private.set_routing(uuid, jsonb),
  private.get_routing(uuid),
  public.set_routing(uuid, jsonb),
  public.get_routing(uuid)
to authenticated;
