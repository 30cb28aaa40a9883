-- Setting the routing rules. The whole list is given at once, so that its order is never half of two.

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
  -- Two who set them at once do so one after the other.
  website public.websites := private.hold_website(set_routing.website_id, '{owner,admin}');
begin
  if jsonb_typeof(set_routing.rules) is distinct from 'array' or jsonb_array_length(set_routing.rules) > 50 then
    perform private.raise_error('routing_invalid', 'A list of at most 50 rules is expected.');
  end if;

  perform private.check_routing_rule(rule, place)
  from jsonb_array_elements(set_routing.rules) with ordinality as given (rule, place);
  perform private.check_routing_names(website, set_routing.rules);

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
