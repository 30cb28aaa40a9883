-- The visitor's session: which website, which visitor, who they are. Called by the edge function that mints visitor
-- tokens, with the secret key; everything here happens in one transaction or not at all.

create function private.session_website(request jsonb)
returns public.websites
language plpgsql
stable
set search_path = ''
as $$
declare
  website public.websites := private.find_website(request ->> 'publicKey');
begin
  if website.status <> 'active' then
    perform private.raise_error('website_inactive');
  elsif not coalesce(private.allows_origin(website.allowed_origins, request ->> 'origin'), false)
    and not (private.is_test_key(request ->> 'publicKey') and coalesce(private.is_local_origin(request ->> 'origin'), false))
  then
    perform private.raise_error('origin_not_allowed');
  end if;

  return website;
end;
$$;

create function private.resume_visitor(website public.websites, is_test boolean, visitor_id uuid, hash text)
returns public.visitors
language plpgsql
set search_path = ''
as $$
declare
  visitor public.visitors;
  secret private.visitor_secrets;
begin
  -- Held to the end: two tabs with the same secret take turns.
  select visitors.*
  into visitor
  from public.visitors
  where visitors.website_id = website.id
    and visitors.id = resume_visitor.visitor_id
    and visitors.is_test = resume_visitor.is_test
  for no key update;

  select secrets.*
  into secret
  from private.visitor_secrets as secrets
  where secrets.website_id = website.id
    and secrets.visitor_id = visitor.id
    and secrets.hash = resume_visitor.hash
    and (secrets.expires_at is null or secrets.expires_at > now());

  if secret.id is null then
    perform private.raise_error('refresh_secret_invalid');
  end if;

  -- An answer may be lost and two tabs may ask at once: what was used stays good, older ones for one more minute.
  update private.visitor_secrets as secrets
  set expires_at = now() + interval '1 minute'
  where secrets.website_id = website.id
    and secrets.visitor_id = visitor.id
    and secrets.id < secret.id
    and secrets.expires_at is null;

  delete from private.visitor_secrets as secrets
  where secrets.website_id = website.id
    and secrets.visitor_id = visitor.id
    and (
      secrets.expires_at < now()
      -- Somebody who never keeps the answer must not fill the table.
      or secrets.id < (
        select kept.id
        from private.visitor_secrets as kept
        where kept.website_id = website.id
          and kept.visitor_id = visitor.id
        order by kept.id desc
        offset 50
        limit 1
      )
      and secrets.id > secret.id
    );

  return visitor;
end;
$$;
comment on function private.resume_visitor(public.websites, boolean, uuid, text) is
  'The visitor that a refresh secret proves; retires the secrets before it.';

create function private.create_visitor(website public.websites, is_test boolean)
returns public.visitors
language sql
set search_path = ''
as $$
  insert into public.visitors (organization_id, website_id, is_test)
  values (website.organization_id, website.id, create_visitor.is_test)
  returning visitors.*;
$$;

create function private.describe_visitor(visitor_id uuid, device jsonb)
returns public.visitors
language sql
set search_path = ''
as $$
  -- What a browser does not tell this time stays as it was.
  update public.visitors
  set
    language = left(coalesce(device ->> 'language', visitors.language), 35),
    timezone = left(coalesce(device ->> 'timezone', visitors.timezone), 64),
    screen = left(coalesce(device ->> 'screen', visitors.screen), 32),
    browser = left(coalesce(device ->> 'browser', visitors.browser), 100),
    os = left(coalesce(device ->> 'os', visitors.os), 100),
    device_type = case
      when device ->> 'deviceType' in ('desktop', 'mobile', 'tablet')
        then (device ->> 'deviceType')::public.device_type
      else visitors.device_type
    end,
    page_url = left(coalesce(device -> 'page' ->> 'url', visitors.page_url), 2000),
    page_title = case
      when device -> 'page' ->> 'url' is null then visitors.page_title
      else left(device -> 'page' ->> 'title', 300)
    end,
    referrer = left(coalesce(visitors.referrer, device ->> 'referrer'), 2000),
    fingerprint = left(coalesce(device ->> 'fingerprint', visitors.fingerprint), 100),
    last_seen_at = now()
  where visitors.id = describe_visitor.visitor_id
  returning visitors.*;
$$;

create function private.unread_total(visitor public.visitors, contact_id uuid)
returns bigint
language sql
stable
set search_path = ''
as $$
  select coalesce(sum(private.unread_of_visitor(conversations, reads.message_count)), 0)::bigint
  from public.conversations
  left join lateral (
    select conversation_reads.message_count
    from public.conversation_reads
    where conversation_reads.conversation_id = conversations.id
      and conversation_reads.user_id is null
    limit 1
  ) as reads on true
  where conversations.website_id = visitor.website_id
    and (conversations.visitor_id = visitor.id or conversations.contact_id = unread_total.contact_id);
$$;
comment on function private.unread_total(public.visitors, uuid) is
  'Messages a visitor has not read, over all conversations they may see.';

create function private.session_answer(website public.websites, visitor public.visitors)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'website', private.website_for_visitor(website),
    'visitor', private.visitor_for_visitor(visitor),
    'organizationId', website.organization_id,
    'verifiedContactId', verified.contact_id,
    'hasConversations', visitor.blocked_at is null and exists (
      select
      from public.conversations
      where conversations.website_id = visitor.website_id
        and (conversations.visitor_id = visitor.id or conversations.contact_id = verified.contact_id)
    ),
    'unreadCount', case
      when visitor.blocked_at is null then private.unread_total(visitor, verified.contact_id)
      else 0
    end
  )
  from (select private.contact_of_history(visitor) as contact_id) as verified;
$$;

create function private.open_visitor_session(request jsonb)
returns jsonb
language plpgsql
security definer -- the caller is the edge function's service role, which has no access to private tables
set search_path = ''
as $$
declare
  website public.websites := private.session_website(request);
  is_test boolean := private.is_test_key(request ->> 'publicKey');
  visitor public.visitors;
  was_seen_at timestamptz;
begin
  perform private.take_hit('session_ip', website.id, coalesce(request ->> 'ipHash', 'unknown'));

  -- In everybody's order: a website's contacts are held before its visitors.
  if (request -> 'identity' ->> 'isVerified')::boolean then
    perform private.lock_contacts(website.id);
  end if;

  if jsonb_typeof(request -> 'visitor') = 'object' then
    visitor := private.resume_visitor(
      website,
      is_test,
      private.to_uuid(request -> 'visitor' ->> 'id'),
      request -> 'visitor' ->> 'refreshSecretHash'
    );
    was_seen_at := visitor.last_seen_at;
    perform private.take_hit('session_visitor', website.id, visitor.id::text);
  end if;

  if visitor.id is null or private.is_somebody_else(visitor, request -> 'identity') then
    visitor := private.create_visitor(website, is_test);
    was_seen_at := null;
  end if;

  insert into private.visitor_secrets (website_id, visitor_id, hash)
  values (website.id, visitor.id, request ->> 'newRefreshSecretHash');

  visitor := private.describe_visitor(visitor.id, coalesce(request -> 'device', '{}'));
  if visitor.blocked_at is null then
    visitor := private.identify_visitor(website, visitor, request -> 'identity');
    if was_seen_at is null or was_seen_at < now() - interval '1 minute' then
      perform private.announce_visitor_seen(visitor);
    end if;
  end if;

  perform private.take_hit('session_website', website.id, 'all');
  return private.session_answer(website, visitor);
end;
$$;

create function private.identity_secrets(public_key text)
returns jsonb
language plpgsql
stable
security definer -- the caller is the edge function's service role, which has no access to private tables
set search_path = ''
as $$
declare
  website public.websites := private.find_website(identity_secrets.public_key);
begin
  return (
    select coalesce(
      jsonb_agg(
        jsonb_build_object('kid', secrets.kid, 'secret', private.to_base64url(secrets.secret))
        order by secrets.created_at
      ),
      '[]'
    )
    from private.website_secrets as secrets
    where secrets.website_id = website.id
      and secrets.revoked_at is null
  );
end;
$$;

-- For the edge function alone

create function public.open_visitor_session(request jsonb)
returns jsonb
language sql
set search_path = ''
as $$
  select private.open_visitor_session(open_visitor_session.request);
$$;
comment on function public.open_visitor_session(jsonb) is
  'Checks key, origin and limits, creates or resumes the visitor, identifies them, and answers what a session shows. For the edge function visitor-session.';

create function public.identity_secrets(public_key text)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select private.identity_secrets(identity_secrets.public_key);
$$;
comment on function public.identity_secrets(text) is
  'The live keys that may have signed an identity token for a website. For the edge function visitor-session.';

grant execute on function
  private.open_visitor_session(jsonb),
  private.identity_secrets(text),
  public.open_visitor_session(jsonb),
  public.identity_secrets(text)
to service_role;
