-- Deleting a website or an organization. A website may hold millions of rows: it is out of sight and closed at once, and
-- a job takes its rows away, some at a time. So is an organization, which is deleted when it has no website left: its audit
-- log may be long.

create function private.delete_website(id uuid)
returns void
language plpgsql
security definer -- websites and keys are written by the database alone
set search_path = ''
as $$
declare
  website public.websites := private.hold_website(delete_website.id, '{owner}');
begin
  update public.websites
  set
    status = 'inactive',
    deleted_at = now()
  where websites.id = website.id;

  update public.api_keys
  set revoked_at = now()
  where api_keys.website_id = website.id
    and api_keys.revoked_at is null;

  perform private.audit(
    website.organization_id, 'website_deleted', website.id, website.id,
    jsonb_build_object('name', website.name, 'domain', website.domain)
  );
  perform private.announce(
    'inbox:' || website.id, 'website_deleted', jsonb_build_object('websiteId', website.id)
  );
  perform private.enqueue('purge_website', jsonb_build_object('websiteId', website.id));
end;
$$;

create function private.purge_website(id uuid)
returns void
language plpgsql
security definer -- the caller is the edge function's service role, which may not write tables
set search_path = ''
as $$
declare
  deleted integer;
begin
  perform
  from public.websites
  where websites.id = purge_website.id
    and websites.deleted_at is not null
  for update;

  if not found then
    return;
  end if;

  deleted := private.delete_conversations(
    array(
      select conversations.id
      from public.conversations
      where conversations.website_id = purge_website.id
      limit 500
    ),
    5000
  );
  if deleted = 0 then
    delete from public.visitors
    where visitors.id in (
      select doomed.id from public.visitors as doomed where doomed.website_id = purge_website.id limit 2000
    );
    get diagnostics deleted = row_count;
  end if;
  if deleted = 0 then
    delete from public.contacts
    where contacts.id in (
      select doomed.id from public.contacts as doomed where doomed.website_id = purge_website.id limit 2000
    );
    get diagnostics deleted = row_count;
  end if;

  if deleted = 0 then
    delete from public.companies
    where companies.id in (
      select doomed.id from public.companies as doomed where doomed.website_id = purge_website.id limit 2000
    );
    get diagnostics deleted = row_count;
  end if;

  if deleted > 0 then
    perform private.enqueue('purge_website', jsonb_build_object('websiteId', purge_website.id));
  else
    delete from public.websites
    where websites.id = purge_website.id;
  end if;
end;
$$;
comment on function private.purge_website(uuid) is
  'Takes some rows of a deleted website away, and writes the job for the next; the website itself goes last.';

create function private.purge_organization_some(organization_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  delete from public.audit_log
  where audit_log.id in (
    select doomed.id
    from public.audit_log as doomed
    where doomed.organization_id = purge_organization_some.organization_id
    limit 5000
  );
  delete from public.invitations
  where invitations.id in (
    select doomed.id
    from public.invitations as doomed
    where doomed.organization_id = purge_organization_some.organization_id
    limit 5000
  );

  if exists (select from public.audit_log where audit_log.organization_id = purge_organization_some.organization_id)
    or exists (select from public.invitations where invitations.organization_id = purge_organization_some.organization_id)
  then
    perform private.enqueue(
      'purge_organization', jsonb_build_object('organizationId', purge_organization_some.organization_id)
    );
  else
    delete from public.organizations
    where organizations.id = purge_organization_some.organization_id;
  end if;
end;
$$;
comment on function private.purge_organization_some(uuid) is
  'Takes some rows of a deleted organization away, and writes the job for the next; the organization itself goes last.';

create function private.purge_organization(id uuid)
returns void
language plpgsql
security definer -- the caller is the edge function's service role, which may not write tables
set search_path = ''
as $$
begin
  perform
  from public.organizations
  where organizations.id = purge_organization.id
    and organizations.deleted_at is not null
  for update;

  if found then
    perform private.purge_organization_some(purge_organization.id);
  end if;
end;
$$;

create function private.delete_organization(id uuid)
returns void
language plpgsql
security definer -- organizations are written by the database alone
set search_path = ''
as $$
begin
  perform private.hold_organization_of_agent(delete_organization.id, '{owner}');

  if exists (select from public.websites where websites.organization_id = delete_organization.id) then
    perform private.raise_error('organization_not_empty');
  end if;

  -- Every access goes with the members.
  delete from public.members
  where members.organization_id = delete_organization.id;

  update public.organizations
  set deleted_at = now()
  where organizations.id = delete_organization.id;

  perform private.purge_organization_some(delete_organization.id);
end;
$$;

-- The API

create function public.delete_website(id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.delete_website(delete_website.id);
$$;
comment on function public.delete_website(uuid) is
  'Deletes a website with all that happened on it. It is closed and out of sight at once; its rows go soon after. For owners.';

create function public.delete_organization(id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.delete_organization(delete_organization.id);
$$;
comment on function public.delete_organization(uuid) is
  'Deletes an organization that has no websites left, with its members, invitations and audit log. It is out of sight at once; its rows may go soon after. For owners.';

grant execute on function
  private.delete_website(uuid),
  private.delete_organization(uuid),
  public.delete_website(uuid),
  public.delete_organization(uuid)
to authenticated;

-- For the edge function alone

create function public.purge_website(id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.purge_website(purge_website.id);
$$;
comment on function public.purge_website(uuid) is
  'Takes some rows of a deleted website away; safe at any time. For the edge function `worker`.';

create function public.purge_organization(id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.purge_organization(purge_organization.id);
$$;
comment on function public.purge_organization(uuid) is
  'Takes some rows of a deleted organization away; safe at any time. For the edge function `worker`.';

grant execute on function
  private.purge_website(uuid),
  private.purge_organization(uuid),
  public.purge_website(uuid),
  public.purge_organization(uuid)
to service_role;
