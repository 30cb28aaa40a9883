-- Rate limits: fixed windows, counted in the database. A hit is taken as the last step of a call, so that the counter's
-- row is held for the length of a commit only (the address of a session comes first, before anything is done for it);
-- always what fewer share first, so that nobody deadlocks.
-- What a whole website shares is counted in slots, or its visitors would wait for one another's commits, one by one.

create table private.rate_limit_rules (
  id integer generated always as identity primary key,
  kind text not null,
  website_id uuid references public.websites (id) on delete cascade,
  hits integer not null,
  seconds integer not null,
  constraint rate_limit_rules_one_per_kind_and_website unique nulls not distinct (kind, website_id),
  constraint rate_limit_rules_are_positive check (hits > 0 and seconds > 0)
);
comment on table private.rate_limit_rules is 'How much of a kind is allowed per window; a website''s own rule goes before the general one.';
create index rate_limit_rules_by_website on private.rate_limit_rules (website_id);

insert into private.rate_limit_rules (kind, hits, seconds)
values
  -- An office or a demo shares one address, so this is the loosest of the three that name somebody.
  ('session_ip', 300, 60),
  ('session_visitor', 30, 60),
  ('session_website', 6000, 60),
  ('message_visitor', 30, 60),
  ('message_ip', 600, 60),
  ('message_website', 3000, 60),
  ('metadata_visitor', 60, 60),
  -- A widget tells each page once a minute, and each message it shows once.
  ('touch_visitor', 120, 60),
  ('read_visitor', 120, 60),
  ('api_key', 1200, 60),
  ('api_website', 3000, 60),
  -- Invitations are mail to strangers.
  ('organization_user', 20, 86400),
  ('invitation_address', 20, 86400),
  ('invitation_user', 300, 3600),
  ('invitation_organization', 100, 3600);

create unlogged table private.rate_limits (
  kind text not null,
  website_id uuid not null,
  subject text not null,
  slot smallint not null default 0,
  window_started_at timestamptz not null,
  hits integer not null,
  primary key (kind, website_id, subject, slot)
);
comment on table private.rate_limits is
  'Hits of the current window. Unlogged: after a crash everybody starts from nothing, which is fine.';
comment on column private.rate_limits.website_id is 'Of what belongs to no website, the nil UUID.';
comment on column private.rate_limits.slot is
  'Of the subject `all` there are several: each connection counts in its own, and the hits are their sum.';

create function private.take_hit(kind text, website_id uuid, subject text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  rule private.rate_limit_rules;
  slots integer := case when take_hit.subject = 'all' then 16 else 1 end;
  own_slot smallint := pg_backend_pid() % slots;
  began_at timestamptz;
  taken integer;
begin
  select rules.*
  into strict rule
  from private.rate_limit_rules as rules
  where rules.kind = take_hit.kind
    and (rules.website_id = take_hit.website_id or rules.website_id is null)
  order by rules.website_id nulls last
  limit 1;

  began_at := date_bin(make_interval(secs => rule.seconds), clock_timestamp(), timestamptz 'epoch');

  insert into private.rate_limits as limits (kind, website_id, subject, slot, window_started_at, hits)
  values (take_hit.kind, take_hit.website_id, take_hit.subject, own_slot, began_at, 1)
  on conflict on constraint rate_limits_pkey
  do update set
    hits = case when limits.window_started_at >= excluded.window_started_at then limits.hits + 1 else 1 end,
    window_started_at = greatest(limits.window_started_at, excluded.window_started_at)
  returning limits.hits, limits.window_started_at
  into taken, began_at;

  if slots > 1 then
    taken := taken + (
      select coalesce(sum(limits.hits), 0)
      from private.rate_limits as limits
      where limits.kind = take_hit.kind
        and limits.website_id = take_hit.website_id
        and limits.subject = take_hit.subject
        and limits.slot <> own_slot
        and limits.window_started_at >= began_at
    );
  end if;

  if taken > rule.hits then
    perform private.raise_error('rate_limited', jsonb_build_object(
      'retryAfterSeconds',
      greatest(1, ceil(extract(epoch from
        began_at + make_interval(secs => rule.seconds) - clock_timestamp()
      )))::integer
    )::text);
  end if;
end;
$$;
comment on function private.take_hit(text, uuid, text) is
  'Counts one more of a kind, or ends the request with `rate_limited` and the seconds until the next window. Of the subject `all`, which is the whole website, callers at the same moment may not see one another''s hits.';

create function private.take_hit_of_no_website(kind text, subject text)
returns void
language sql
set search_path = ''
as $$
  select private.take_hit(
    take_hit_of_no_website.kind, '00000000-0000-0000-0000-000000000000', take_hit_of_no_website.subject
  );
$$;
comment on function private.take_hit_of_no_website(text, text) is 'The same of what belongs to no website.';

create function private.take_hits(visitor public.visitors, what text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  ip_hash text := private.claim('ip_hash');
begin
  perform private.take_hit(take_hits.what || '_visitor', visitor.website_id, visitor.id::text);
  -- Said by the token, for it is the function that made it who saw the address.
  if ip_hash is not null then
    perform private.take_hit(take_hits.what || '_ip', visitor.website_id, ip_hash);
  end if;
  perform private.take_hit(take_hits.what || '_website', visitor.website_id, 'all');
end;
$$;
comment on function private.take_hits(public.visitors, text) is
  'Counts one more message or upload of the calling visitor: for them, for their address, and for their website.';

alter table private.rate_limit_rules enable row level security;
alter table private.rate_limits enable row level security;
