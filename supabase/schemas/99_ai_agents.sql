-- AI agents: owners and admins say which ones a website has. What they write comes from the owner's backend.

create function private.ai_agent_for_team(agent public.ai_agents)
returns jsonb
language sql
stable
return jsonb_build_object(
  'id', (agent).id,
  'websiteId', (agent).website_id,
  'name', (agent).name,
  'image', (agent).image,
  'isActive', (agent).is_active,
  'createdAt', (agent).created_at
);
comment on function private.ai_agent_for_team(public.ai_agents) is 'An AI agent as the team sees it.';

create function private.checked_image(url text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  if not private.is_link(checked_image.url) then
    perform private.raise_error('invalid_request', 'An image is an http or https address of at most 2,000 characters.');
  end if;

  return checked_image.url;
end;
$$;

create function private.create_ai_agent(website_id uuid, name text, image text)
returns jsonb
language plpgsql
security definer -- AI agents are written by the database alone
set search_path = ''
as $$
declare
  website public.websites := private.require_website(create_ai_agent.website_id, '{owner,admin}');
  agent public.ai_agents;
begin
  insert into public.ai_agents (organization_id, website_id, name, image)
  values (
    website.organization_id,
    website.id,
    private.checked_name(create_ai_agent.name),
    private.checked_image(create_ai_agent.image)
  )
  returning ai_agents.* into agent;

  perform private.audit(website.organization_id, 'ai_agent_created', agent.id, website.id);
  return private.ai_agent_for_team(agent);
end;
$$;

create function private.update_ai_agent(id uuid, changes jsonb)
returns jsonb
language plpgsql
security definer -- AI agents are written by the database alone
set search_path = ''
as $$
declare
  agent public.ai_agents;
begin
  perform private.require_agent();

  select agents.*
  into agent
  from public.ai_agents as agents
  where agents.id = update_ai_agent.id
    and agents.website_id in (select private.my_website_ids());

  if agent.id is null then
    perform private.raise_error('ai_agent_not_found');
  end if;

  perform private.require_website(agent.website_id, '{owner,admin}');
  if jsonb_typeof(changes) is distinct from 'object'
    or changes = '{}'
    or changes - '{name,image,isActive}'::text[] <> '{}'
    or coalesce(jsonb_typeof(changes -> 'name'), 'string') <> 'string'
    or coalesce(jsonb_typeof(changes -> 'image'), 'null') not in ('string', 'null')
    or coalesce(jsonb_typeof(changes -> 'isActive'), 'boolean') <> 'boolean'
  then
    perform private.raise_error('invalid_request', 'What can change is name, image and isActive.');
  end if;

  update public.ai_agents as agents
  set
    name = case when changes ? 'name' then private.checked_name(changes ->> 'name') else agents.name end,
    image = case when changes ? 'image' then private.checked_image(changes ->> 'image') else agents.image end,
    is_active = coalesce((changes ->> 'isActive')::boolean, agents.is_active)
  where agents.id = agent.id
  returning agents.* into agent;

  perform private.audit(agent.organization_id, 'ai_agent_updated', agent.id, agent.website_id, changes);
  return private.ai_agent_for_team(agent);
end;
$$;

create function private.list_ai_agents(website_id uuid)
returns jsonb
language plpgsql
stable
security definer -- says 404 where row security would answer nothing
set search_path = ''
as $$
declare
  website public.websites := private.require_website(list_ai_agents.website_id);
begin
  return (
    select jsonb_build_object('agents', coalesce(
      jsonb_agg(private.ai_agent_for_team(agents) order by agents.created_at, agents.id),
      '[]'
    ))
    from public.ai_agents as agents
    where agents.website_id = website.id
  );
end;
$$;

-- The API

create function public.create_ai_agent(website_id uuid, name text, image text default null)
returns jsonb
language sql
set search_path = ''
as $$
  select private.create_ai_agent(create_ai_agent.website_id, create_ai_agent.name, create_ai_agent.image);
$$;
comment on function public.create_ai_agent(uuid, text, text) is 'Gives a website an AI agent. For owners and admins.';

create function public.update_ai_agent(id uuid, changes jsonb)
returns jsonb
language sql
set search_path = ''
as $$
  select private.update_ai_agent(update_ai_agent.id, update_ai_agent.changes);
$$;
comment on function public.update_ai_agent(uuid, jsonb) is
  'Changes name, image and isActive of an AI agent; what is left out stays. For owners and admins.';

create function public.list_ai_agents(website_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select private.list_ai_agents(list_ai_agents.website_id);
$$;
comment on function public.list_ai_agents(uuid) is 'The AI agents of a website, those switched off too.';

grant execute on function
  private.create_ai_agent(uuid, text, text),
  private.update_ai_agent(uuid, jsonb),
  private.list_ai_agents(uuid),
  public.create_ai_agent(uuid, text, text),
  public.update_ai_agent(uuid, jsonb),
  public.list_ai_agents(uuid)
to authenticated;
