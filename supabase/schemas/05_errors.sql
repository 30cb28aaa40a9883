-- Errors: one place that knows each code's HTTP status, what it means and what to do about it.
-- The status travels as SQLSTATE `PTnnn`, the code as message; protocol lists the same codes.

create function private.raise_error(code text, detail text default null)
returns void
language plpgsql
set search_path = ''
as $$
declare
  known record;
begin
  select errors.*
  into strict known
  from (
    values
      ('invalid_request', 400, 'The request is not understood.', 'Check its fields.'),
      ('public_key_invalid', 401, 'This public key is not known.', 'Copy it again from the dashboard.'),
      ('api_key_invalid', 401, 'This API key is not known.', 'Copy it again, or create a new one in the dashboard.'),
      ('session_expired', 401, 'This session has ended.', 'Start a new one.'),
      ('refresh_secret_invalid', 401, 'This browser can''t prove which visitor it is.', 'Start a new visitor.'),
      ('not_signed_in', 401, 'This is for the team.', 'Sign in first.'),
      ('identity_token_required', 403, 'This website accepts only identities signed by its backend.', 'Send an identity token.'),
      ('origin_not_allowed', 403, 'This origin is not allowed.', 'Add it to the website''s allowed origins.'),
      ('website_inactive', 403, 'Support is switched off for this website.', 'Switch it on in the dashboard.'),
      ('visitor_blocked', 403, 'You can''t write to this team.', 'Ask the team by another way.'),
      ('scope_missing', 403, 'This API key is not good for that.', 'Use a key with this scope, or create one in the dashboard.'),
      ('ai_agent_inactive', 403, 'This AI agent is switched off.', 'Switch it on in the dashboard.'),
      ('not_allowed', 403, 'You are not allowed to do this.', 'Ask an owner or admin of the organization.'),
      ('organization_not_found', 404, 'There is no such organization, or you are not a member of it.', 'Check the id.'),
      ('website_not_found', 404, 'There is no such website, or you may not see it.', 'Check the id.'),
      ('conversation_not_found', 404, 'There is no such conversation, or you may not see it.', 'Check the id.'),
      ('visitor_not_found', 404, 'There is no such visitor, or you may not see it.', 'Check the id.'),
      ('contact_not_found', 404, 'This visitor is not identified.', 'Identify the visitor first.'),
      ('ai_agent_not_found', 404, 'There is no such AI agent, or you may not see it.', 'Check the id.'),
      ('company_not_found', 404, 'There is no such company, or you may not see it.', 'Check the id.'),
      ('invitation_not_found', 404, 'There is no such invitation, or it has ended.', 'Ask for a new one.'),
      ('member_not_found', 404, 'There is no such member.', 'Check the id.'),
      ('saved_view_not_found', 404, 'There is no such view, or you may not see it.', 'Check the id.'),
      ('api_key_not_found', 404, 'There is no such API key, or you may not see it.', 'Check the id.'),
      ('tag_not_found', 404, 'There is no such tag, or you may not see it.', 'Check the id.'),
      ('item_not_found', 404, 'There is no such message, or you may not see it.', 'Check the id.'),
      ('attachment_not_found', 404, 'There is no such file, or you may not see it.', 'Check the path.'),
      ('attachment_not_uploaded', 409, 'This file has not been uploaded.', 'Upload it first.'),
      ('id_taken', 409, 'This id is already in use.', 'Choose a new one.'),
      ('name_taken', 409, 'There is one of this name already.', 'Choose another.'),
      ('limit_reached', 409, 'There are as many of these as there may be.', 'Delete one first.'),
      ('contact_exists', 409, 'There is a contact of this external id or email already.', 'Change that one instead.'),
      ('contact_not_editable', 409, 'What the site''s backend or a browser says of a contact is not the team''s to change.', 'Give it another name, or merge it into a contact of the team''s.'),
      ('merge_not_allowed', 409, 'A contact can''t be merged into one that is vouched for less.', 'Merge them the other way round.'),
      ('visitor_identified', 409, 'This visitor is known as a contact.', 'Erase the contact instead.'),
      ('already_member', 409, 'This person is a member already.', 'Change their role instead.'),
      ('bulk_refused', 409, 'Some of these conversations refuse the act, so none was changed.', 'Leave out those that are named.'),
      ('organization_not_empty', 409, 'This organization still has websites.', 'Delete them first. Large ones take a while to go.'),
      ('last_owner', 409, 'An organization needs an owner.', 'Make somebody else owner first.'),
      ('file_too_large', 413, 'This file is too large.', 'Choose a smaller one.'),
      ('file_type_not_allowed', 415, 'Files of this type are not accepted.', 'Send an image, a PDF, a ZIP or plain text.'),
      ('file_refused', 422, 'The content of this file is not what it was said to be.', 'Choose another file.'),
      ('too_many_files', 422, 'Too many files wait to be sent here.', 'Send or leave those first.'),
      ('message_empty', 422, 'A message needs text or a file.', 'Write something first.'),
      ('message_too_long', 422, 'A message may have at most 10,000 characters.', 'Split it into several.'),
      ('parts_invalid', 422, 'The parts of this message are not valid.', 'Send images and files of this conversation only.'),
      ('mentions_invalid', 422, 'Only notes mention colleagues: a visitor would read it.', 'Write a note, or leave the mentions out.'),
      ('routing_invalid', 422, 'These rules are not valid.', 'Check the fields of each rule.'),
      ('metadata_invalid', 422, 'Metadata takes flat values only.', 'Send text, numbers, true, false or null.'),
      ('name_invalid', 422, 'A name has 1 to 100 characters.', 'Choose another name.'),
      ('email_invalid', 422, 'This is not an email address.', 'Give an address such as ada@example.com.'),
      ('domain_invalid', 422, 'This is not a domain.', 'Give a domain such as example.com.'),
      ('origin_invalid', 422, 'This is not an origin.', 'Give an origin such as https://example.com.'),
      ('rate_limited', 429, 'Too many requests.', 'Try again later.')
  ) as errors (code, status, detail, hint)
  where errors.code = raise_error.code;

  raise exception using
    errcode = 'PT' || known.status,
    message = known.code,
    detail = coalesce(raise_error.detail, known.detail),
    hint = known.hint;
end;
$$;
comment on function private.raise_error(text, text) is 'Ends the request with a stable code, its HTTP status, a sentence and what to do.';

create function private.checked_name(name text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  cleaned text := coalesce(private.clean_text(checked_name.name), '');
begin
  if char_length(cleaned) not between 1 and 100 then
    perform private.raise_error('name_invalid');
  end if;

  return cleaned;
end;
$$;

create function private.read_cursor(value text)
returns private.page_cursor
language plpgsql
immutable
set search_path = ''
as $$
declare
  cursor private.page_cursor;
begin
  if value is null then
    return null;
  end if;

  cursor.id := private.to_uuid(split_part(value, '.', 2));
  if cursor.id is null or split_part(value, '.', 1) !~ '^[0-9]{1,16}$' then
    perform private.raise_error('invalid_request', 'This cursor was not made by a previous page.');
  end if;

  cursor.at := timestamptz 'epoch' + split_part(value, '.', 1)::bigint * interval '1 microsecond';
  return cursor;
end;
$$;

create function private.write_cursor(at timestamptz, id uuid)
returns text
language sql
immutable
set search_path = ''
as $$
  select (extract(epoch from write_cursor.at) * 1000000)::bigint || '.' || write_cursor.id;
$$;
comment on function private.write_cursor(timestamptz, uuid) is 'Where a page ends, as opaque text for the next call.';

create function private.checked_ids(ids uuid[], most integer)
returns uuid[]
language plpgsql
immutable
set search_path = ''
as $$
begin
  if array_ndims(checked_ids.ids) = 1 and cardinality(checked_ids.ids) <= checked_ids.most then
    if (select count(distinct id) = cardinality(checked_ids.ids) from unnest(checked_ids.ids) as id) then
      return checked_ids.ids;
    end if;
  end if;

  perform private.raise_error('invalid_request', format('Name 1 to %s ids, each once.', checked_ids.most));
end;
$$;
comment on function private.checked_ids(uuid[], integer) is 'A list of ids as it was given; refuses none, too many, nulls and repeats.';

grant execute on function
  private.raise_error(text, text),
  private.read_cursor(text),
  private.write_cursor(timestamptz, uuid)
to anon, authenticated;
