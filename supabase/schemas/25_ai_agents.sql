-- AI agents: automated participants of a website. They share the timeline with people.

create table public.ai_agents (
  id uuid primary key default private.uuid_v7(),
  organization_id uuid not null,
  website_id uuid not null,
  name text not null,
  image text,
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  constraint ai_agents_website_id_id_key unique (website_id, id),
  constraint ai_agents_belong_to_a_website foreign key (organization_id, website_id)
    references public.websites (organization_id, id) on delete cascade,
  constraint ai_agents_name_has_1_to_100_characters check (char_length(name) between 1 and 100),
  constraint ai_agents_image_is_a_link check (private.is_link(image))
);
comment on table public.ai_agents is 'An automated participant of a website, as its visitors see it.';
comment on column public.ai_agents.is_active is 'One that is switched off writes nothing and is not offered to visitors; what it wrote keeps its name.';

alter table public.ai_agents enable row level security;

create policy ai_agents_read on public.ai_agents
  for select to authenticated
  using (website_id = any (array(select private.my_website_ids())));

grant select on public.ai_agents to authenticated, service_role;
