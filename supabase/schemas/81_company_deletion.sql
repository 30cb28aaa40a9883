-- Deleting a company: it is gone at once for everybody. Very many contacts may work for it, so they leave it in parts, the
-- first within the call and the rest by jobs.

create function private.leave_company_some(website_id uuid, company_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  with leaving as (
    select contacts.id
    from public.contacts
    where contacts.website_id = leave_company_some.website_id
      and contacts.company_id = leave_company_some.company_id
    limit 2000
    for no key update skip locked
  )
  update public.contacts
  set company_id = null
  from leaving
  where contacts.id = leaving.id;

  perform private.enqueue(
    'leave_company',
    jsonb_build_object('websiteId', leave_company_some.website_id, 'companyId', leave_company_some.company_id)
  )
  where exists (
    select
    from public.contacts
    where contacts.website_id = leave_company_some.website_id
      and contacts.company_id = leave_company_some.company_id
  );
end;
$$;
comment on function private.leave_company_some(uuid, uuid) is
  'Takes up to 2,000 contacts out of a company that is gone, and asks for those after by a job; waits for nobody.';

create function private.leave_company(website_id uuid, company_id uuid)
returns void
language plpgsql
security definer -- the caller is the edge function's service role, which may not write tables
set search_path = ''
as $$
begin
  -- Only one that was deleted: a job takes nobody out of a company by itself.
  if not exists (select from public.companies where companies.id = leave_company.company_id) then
    perform private.leave_company_some(leave_company.website_id, leave_company.company_id);
  end if;
end;
$$;

create function private.delete_company(id uuid)
returns void
language plpgsql
security definer -- companies are written by the database alone
set search_path = ''
as $$
declare
  company public.companies := private.company_of_agent(delete_company.id);
begin
  perform private.require_website(company.website_id, '{owner,admin}');

  -- In turn with whoever puts a contact into it.
  perform private.lock_contacts(company.website_id);
  delete from public.companies
  where companies.id = company.id;

  if not found then
    perform private.raise_error('company_not_found');
  end if;

  perform private.leave_company_some(company.website_id, company.id);
  perform private.audit(
    company.organization_id, 'company_deleted', company.id, company.website_id, jsonb_build_object('name', company.name)
  );
end;
$$;

-- The API

create function public.delete_company(id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.delete_company(delete_company.id);
$$;
comment on function public.delete_company(uuid) is 'Deletes a company; its contacts stay, without one. For owners and admins.';

grant execute on function
  private.delete_company(uuid),
  public.delete_company(uuid)
to authenticated;

-- For the edge function alone

create function public.leave_company(website_id uuid, company_id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.leave_company(leave_company.website_id, leave_company.company_id);
$$;
comment on function public.leave_company(uuid, uuid) is
  'Takes the next contacts out of a deleted company; safe at any time. For the edge function `worker`.';

grant execute on function
  private.leave_company(uuid, uuid),
  public.leave_company(uuid, uuid)
to service_role;
