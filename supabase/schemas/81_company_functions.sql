-- Companies as the team keeps them. Anybody of the team makes and renames them; owners and admins delete them (81_company_deletion.sql).

create function private.company_of_agent(company_id uuid)
returns public.companies
language plpgsql
stable
security definer -- reads before membership is known
set search_path = ''
as $$
declare
  company public.companies;
begin
  perform private.require_agent();

  select companies.*
  into company
  from public.companies
  where companies.id = company_of_agent.company_id
    and companies.website_id in (select private.my_website_ids());

  if company.id is null then
    perform private.raise_error('company_not_found');
  end if;

  return company;
end;
$$;

create function private.hold_company_of_agent(company_id uuid)
returns public.companies
language plpgsql
set search_path = ''
as $$
begin
  perform private.company_of_agent(hold_company_of_agent.company_id);
  perform from public.companies where companies.id = hold_company_of_agent.company_id for no key update;
  -- Once more: until now others may have changed or deleted it.
  return private.company_of_agent(hold_company_of_agent.company_id);
end;
$$;

create function private.checked_company_id(external_id text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  if char_length(checked_company_id.external_id) not between 1 and 255 then
    perform private.raise_error('invalid_request', 'An externalId has 1 to 255 characters.');
  end if;

  return checked_company_id.external_id;
end;
$$;

create function private.create_company(website_id uuid, name text, external_id text)
returns jsonb
language plpgsql
security definer -- companies are written by the database alone
set search_path = ''
as $$
declare
  website public.websites := private.require_website(create_company.website_id);
  cleaned text := private.checked_name(create_company.name);
  company public.companies;
begin
  insert into public.companies (organization_id, website_id, name, external_id)
  values (website.organization_id, website.id, cleaned, private.checked_company_id(create_company.external_id))
  on conflict do nothing
  returning companies.* into company;

  -- The same said twice is one company.
  if company.id is null then
    select companies.*
    into company
    from public.companies
    where companies.website_id = website.id
      and lower(companies.name) = lower(cleaned)
      and (create_company.external_id is null or companies.external_id = create_company.external_id);
  end if;

  if company.id is null then
    perform private.raise_error('name_taken', 'There is a company of this name or external id already.');
  end if;

  return private.company_as_json(company);
end;
$$;

create function private.update_company(id uuid, changes jsonb)
returns jsonb
language plpgsql
security definer -- companies are written by the database alone
set search_path = ''
as $$
declare
  company public.companies := private.hold_company_of_agent(update_company.id);
begin
  if jsonb_typeof(changes) is distinct from 'object'
    or changes = '{}'
    or changes - array['name', 'externalId'] <> '{}'
    or coalesce(jsonb_typeof(changes -> 'name'), 'string') <> 'string'
    or coalesce(jsonb_typeof(changes -> 'externalId'), 'null') not in ('string', 'null')
  then
    perform private.raise_error('invalid_request', 'A company has a name and an externalId.');
  end if;

  company.name := private.checked_name(coalesce(changes ->> 'name', company.name));
  if changes ? 'externalId' then
    company.external_id := private.checked_company_id(changes ->> 'externalId');
  end if;

  update public.companies
  set name = company.name, external_id = company.external_id
  where companies.id = company.id
    and companies is distinct from company;

  return private.company_as_json(company);
exception
  when unique_violation then
    perform private.raise_error('name_taken', 'There is a company of this name or external id already.');
end;
$$;

create function private.list_companies(website_id uuid, query text, cursor text, size integer)
returns jsonb
language plpgsql
stable
security definer -- asks who is calling once, not for each row
set search_path = ''
as $$
declare
  website public.websites := private.require_website(list_companies.website_id);
  after private.page_cursor := private.read_cursor(list_companies.cursor);
  page public.companies[];
begin
  if char_length(list_companies.query) > 100 then
    perform private.raise_error('invalid_request', 'Look for the beginning of a name.');
  end if;

  page := array(
    select companies
    from public.companies
    where companies.website_id = website.id
      and (list_companies.query is null or starts_with(lower(companies.name), lower(list_companies.query)))
      and (after.id is null or (companies.created_at, companies.id) < (after.at, after.id))
    order by companies.created_at desc, companies.id desc
    limit list_companies.size + 1
  );

  return jsonb_build_object(
    'companies', (
      select coalesce(jsonb_agg(private.company_as_json(page[place]) order by place), '[]')
      from generate_series(1, least(list_companies.size, cardinality(page))) as place
    ),
    'nextCursor', case
      when cardinality(page) > list_companies.size
        then private.write_cursor(page[list_companies.size].created_at, page[list_companies.size].id)
    end
  );
end;
$$;

-- The API

create function public.create_company(website_id uuid, name text, external_id text default null)
returns jsonb
language sql
set search_path = ''
as $$
  select private.create_company(create_company.website_id, create_company.name, create_company.external_id);
$$;
comment on function public.create_company(uuid, text, text) is 'Makes a company, or answers the one that has this name.';

create function public.update_company(id uuid, changes jsonb)
returns jsonb
language sql
set search_path = ''
as $$
  select private.update_company(update_company.id, update_company.changes);
$$;
comment on function public.update_company(uuid, jsonb) is 'Changes a company''s name or externalId; what is left out stays.';

create function public.list_companies(
  website_id uuid,
  query text default null,
  cursor text default null,
  "limit" integer default 50
)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select private.list_companies(
    list_companies.website_id, list_companies.query, list_companies.cursor, private.page_size(list_companies."limit", 100)
  );
$$;
comment on function public.list_companies(uuid, text, text, integer) is
  'A page of a website''s companies, newest first; `query` is the beginning of a name.';

grant execute on function
  private.create_company(uuid, text, text),
  private.update_company(uuid, jsonb),
  private.list_companies(uuid, text, text, integer),
  public.create_company(uuid, text, text),
  public.update_company(uuid, jsonb),
  public.list_companies(uuid, text, text, integer)
to authenticated;
