-- Running a website: its settings. For owners and admins; every change leaves a line in the audit log.

create function private.as_texts(value jsonb)
returns text[]
language plpgsql
immutable
set search_path = ''
as $$
begin
  if jsonb_typeof(value) is distinct from 'array'
    or jsonb_path_exists(value, '$[*] ? (@.type() != "string")')
  then
    perform private.raise_error('invalid_request', 'A list of texts is expected.');
  end if;

  return array(select jsonb_array_elements_text(value));
end;
$$;

create function private.is_website_change(field text, value jsonb)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select case field
    when 'name' then jsonb_typeof(value) = 'string'
    when 'domain' then jsonb_typeof(value) = 'string'
    when 'description' then jsonb_typeof(value) in ('string', 'null') and coalesce(char_length(value #>> '{}'), 0) <= 500
    when 'logoUrl' then value = 'null' or private.is_link(value #>> '{}')
    when 'status' then value in ('"active"', '"inactive"')
    when 'identityVerification' then value in ('"optional"', '"required"')
    when 'isTypingPreviewEnabled' then jsonb_typeof(value) = 'boolean'
    when 'retentionDays' then value = 'null' or (private.is_count(value, 7) and value::integer <= 3650)
    when 'timezone' then jsonb_typeof(value) = 'string' and private.is_timezone_name(value #>> '{}')
    when 'defaultMessages' then private.are_default_messages(value)
    when 'allowedOrigins' then jsonb_typeof(value) = 'array'
    when 'quickOptions' then jsonb_typeof(value) = 'array'
      and jsonb_array_length(value) <= 10
      and not jsonb_path_exists(value, '$[*] ? (@.type() != "string")')
    else false
  end;
$$;
comment on function private.is_website_change(text, jsonb) is 'Whether a setting of a website exists and takes a value of this kind.';

create function private.as_columns(changes jsonb)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select jsonb_object_agg(lower(regexp_replace(change.key, '([A-Z])', '_\1', 'g')), change.value)
  from jsonb_each(changes) as change;
$$;
comment on function private.as_columns(jsonb) is 'The API''s camelCase fields under the names of columns.';

create function private.checked_timezone(timezone text)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  perform
  from pg_catalog.pg_timezone_names
  where pg_timezone_names.name = checked_timezone.timezone;

  if not found then
    perform private.raise_error('invalid_request', 'There is no such time zone. Give an IANA name such as Europe/Berlin.');
  end if;

  return checked_timezone.timezone;
end;
$$;

create function private.update_website(website_id uuid, changes jsonb)
returns jsonb
language plpgsql
security definer -- websites are written by the database alone
set search_path = ''
as $$
declare
  website public.websites := private.hold_website(update_website.website_id, '{owner,admin}');
  wrong text;
begin
  if jsonb_typeof(changes) is distinct from 'object' or changes = '{}' then
    perform private.raise_error('invalid_request', 'Give the settings to change.');
  end if;

  select string_agg(change.key, ', ')
  into wrong
  from jsonb_each(changes) as change
  where private.is_website_change(change.key, change.value) is not true;

  if wrong is not null then
    perform private.raise_error('invalid_request', 'These settings don''t exist or don''t take this value: ' || wrong || '.');
  end if;

  website := jsonb_populate_record(website, private.as_columns(changes));
  website.name := private.checked_name(website.name);
  website.domain := private.checked_domain(website.domain);
  if changes ? 'allowedOrigins' then
    website.allowed_origins := private.checked_origins(private.as_texts(changes -> 'allowedOrigins'), website.domain);
  end if;
  if changes ? 'timezone' then
    website.timezone := private.checked_timezone(website.timezone);
  end if;

  update public.websites
  set
    name = website.name,
    domain = website.domain,
    description = website.description,
    logo_url = website.logo_url,
    status = website.status,
    allowed_origins = website.allowed_origins,
    identity_verification = website.identity_verification,
    default_messages = website.default_messages,
    quick_options = website.quick_options,
    is_typing_preview_enabled = website.is_typing_preview_enabled,
    retention_days = website.retention_days,
    timezone = website.timezone
  where websites.id = website.id;

  if changes ? 'timezone' then
    perform private.enqueue_report(website.id);
  end if;

  perform private.audit(website.organization_id, 'website_updated', website.id, website.id, changes);
  return private.website_for_team(website);
end;
$$;
