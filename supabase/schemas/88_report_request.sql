-- What a report is asked for: a website, an agent or a tag, and a period of whole days in the website's time zone.

create type private.report_request as (
  website_id uuid,
  timezone text,
  starts date,
  ends date, -- not of the period any more
  step text,
  scope private.report_scope,
  scope_id uuid
);

create function private.read_day(value text)
returns date
language plpgsql
immutable
set search_path = ''
as $$
begin
  if value ~ '^[12]\d{3}-\d\d-\d\d$' then
    return value::date;
  end if;

  perform private.raise_error('invalid_request', 'A day is written as 2026-01-31.');
exception
  when datetime_field_overflow or invalid_datetime_format then
    perform private.raise_error('invalid_request', 'There is no such day.');
end;
$$;

create function private.require_reported(website_id uuid, agent_id uuid, tag_id uuid)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if num_nonnulls(require_reported.agent_id, require_reported.tag_id) > 1 then
    perform private.raise_error('invalid_request', 'Ask for an agent or for a tag.');
  elsif require_reported.tag_id is not null and not exists (
    select from public.tags
    where tags.website_id = require_reported.website_id
      and tags.id = require_reported.tag_id
  ) then
    perform private.raise_error('tag_not_found');
  elsif require_reported.agent_id is not null and not exists (
    select
    from public.members
    join public.websites on websites.organization_id = members.organization_id
    where websites.id = require_reported.website_id
      and members.user_id = require_reported.agent_id
  ) and not exists (
    -- Who has left keeps what was done.
    select from private.report_sums as sums
    where sums.website_id = require_reported.website_id
      and sums.scope = 'agent'
      and sums.grain = 'month'
      and sums.scope_id = require_reported.agent_id
  ) then
    perform private.raise_error('member_not_found');
  end if;
end;
$$;

create function private.read_report_request(
  website_id uuid,
  starts text,
  ends text,
  step text,
  agent_id uuid,
  tag_id uuid
)
returns private.report_request
language plpgsql
stable
set search_path = ''
as $$
declare
  wanted private.report_request;
begin
  wanted.website_id := read_report_request.website_id;
  wanted.starts := private.read_day(read_report_request.starts);
  wanted.ends := private.read_day(read_report_request.ends) + 1;
  wanted.step := read_report_request.step;

  if wanted.starts is null or wanted.ends is null or wanted.ends - wanted.starts not between 1 and 732 then
    perform private.raise_error('invalid_request', 'A period is 1 day to 2 years, its last day not before its first.');
  elsif wanted.step is null or wanted.step not in ('hour', 'day', 'week', 'month') then
    perform private.raise_error('invalid_request', 'A granularity is hour, day, week or month.');
  elsif wanted.step = 'hour' and wanted.ends - wanted.starts > 31 then
    perform private.raise_error('invalid_request', 'By the hour a period is at most 31 days.');
  elsif wanted.step = 'hour' and num_nonnulls(read_report_request.agent_id, read_report_request.tag_id) > 0 then
    perform private.raise_error('invalid_request', 'By the hour there are figures of the whole website only.');
  end if;

  perform private.require_reported(wanted.website_id, read_report_request.agent_id, read_report_request.tag_id);
  wanted.scope := case
    when read_report_request.agent_id is not null then 'agent'
    when read_report_request.tag_id is not null then 'tag'
    else 'website'
  end;
  wanted.scope_id := coalesce(read_report_request.agent_id, read_report_request.tag_id, wanted.website_id);

  -- Sums are of the time zone they were summed up in; another one takes effect with the next summing up.
  select coalesce(states.timezone, websites.timezone)
  into wanted.timezone
  from public.websites
  left join private.report_states as states on states.website_id = websites.id
  where websites.id = wanted.website_id;

  return wanted;
end;
$$;
comment on function private.read_report_request(uuid, text, text, text, uuid, uuid) is 'What a report is asked for, checked.';
