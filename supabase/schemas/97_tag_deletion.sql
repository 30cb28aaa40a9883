-- Deleting a tag: it is gone at once for everybody. It may stand on a great many conversations, so it is taken off them in
-- parts, the first within the call and the rest by jobs.

create function private.untag_some(website_id uuid, tag_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  with doomed as (
    select given.conversation_id
    from public.conversation_tags as given
    where given.website_id = untag_some.website_id
      and given.tag_id = untag_some.tag_id
    limit 2000
    for update skip locked
  )
  delete from public.conversation_tags as given
  using doomed
  where given.conversation_id = doomed.conversation_id
    and given.tag_id = untag_some.tag_id;

  perform private.enqueue(
    'untag', jsonb_build_object('websiteId', untag_some.website_id, 'tagId', untag_some.tag_id)
  )
  where exists (
    select
    from public.conversation_tags as given
    where given.website_id = untag_some.website_id
      and given.tag_id = untag_some.tag_id
  );
end;
$$;
comment on function private.untag_some(uuid, uuid) is
  'Takes a tag that is gone off up to 2,000 conversations, and asks for those after by a job; waits for nobody.';

create function private.untag(website_id uuid, tag_id uuid)
returns void
language plpgsql
security definer -- the caller is the edge function's service role, which may not write tables
set search_path = ''
as $$
begin
  -- Only one that was deleted: a job takes no tag away by itself.
  if not exists (select from public.tags where tags.id = untag.tag_id) then
    perform private.untag_some(untag.website_id, untag.tag_id);
  end if;
end;
$$;

create function private.delete_tag(id uuid)
returns void
language plpgsql
security definer -- tags are written by the database alone
set search_path = ''
as $$
declare
  tag public.tags := private.require_tag(delete_tag.id, '{owner,admin}');
  website public.websites := private.require_website(tag.website_id);
begin
  delete from public.tags
  where tags.id = tag.id;

  if not found then
    -- By somebody else, in this moment.
    perform private.raise_error('tag_not_found');
  end if;

  perform private.untag_some(website.id, tag.id);
  perform private.audit(
    website.organization_id, 'tag_deleted', tag.id, website.id, jsonb_build_object('name', tag.name)
  );
end;
$$;

-- The API

create function public.delete_tag(id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.delete_tag(delete_tag.id);
$$;
comment on function public.delete_tag(uuid) is 'Deletes a tag, on every conversation too. For owners and admins.';

grant execute on function
  private.delete_tag(uuid),
  public.delete_tag(uuid)
to authenticated;

-- For the edge function alone

create function public.untag(website_id uuid, tag_id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.untag(untag.website_id, untag.tag_id);
$$;
comment on function public.untag(uuid, uuid) is
  'Takes a deleted tag off the next of its conversations; safe at any time. For the edge function `worker`.';

grant execute on function
  private.untag(uuid, uuid),
  public.untag(uuid, uuid)
to service_role;
