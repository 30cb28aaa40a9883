-- Companies: whom contacts work for, as the team sees it. Only the team names them; visitors never see one.

create table public.companies (
  id uuid primary key default private.uuid_v7(),
  organization_id uuid not null,
  website_id uuid not null,
  name text not null,
  external_id text,
  created_at timestamptz not null default now(),
  constraint companies_website_id_id_key unique (website_id, id),
  constraint companies_belong_to_a_website foreign key (organization_id, website_id)
    references public.websites (organization_id, id) on delete cascade,
  constraint companies_name_has_1_to_100_characters check (char_length(name) between 1 and 100),
  constraint companies_external_id_is_short check (char_length(external_id) between 1 and 255)
);
comment on table public.companies is 'A company of a website''s contacts, known by its name and by the site''s own id.';
create unique index companies_name_is_unique on public.companies (website_id, lower(name));
create unique index companies_external_id_is_unique
  on public.companies (website_id, external_id)
  where external_id is not null;
create index companies_newest on public.companies (website_id, created_at desc, id desc);

alter table public.contacts
  add column company_id uuid;
comment on column public.contacts.company_id is
  'The one company they work for, if the team knows it. No foreign key: one that is deleted may have very many, who leave it in parts.';
create index contacts_by_company
  on public.contacts (website_id, company_id, created_at desc, id desc)
  where company_id is not null;

create function private.company_as_json(company public.companies)
returns jsonb
language sql
stable
return jsonb_build_object(
  'id', (company).id,
  'websiteId', (company).website_id,
  'name', (company).name,
  'externalId', (company).external_id,
  'createdAt', (company).created_at
);
comment on function private.company_as_json(public.companies) is 'A company as the team sees it.';

alter table public.companies enable row level security;

create policy companies_read on public.companies
  for select to authenticated
  using (website_id = any (array(select private.my_website_ids())));

grant select on public.companies to authenticated, service_role;
