create table users (
    id {uuid} not null,
    username {text} not null,
    full_name {text} not null,
    full_name_folded {text} not null,
    email {text},
    password_hash {text},
    disabled_at bigint,
    state_reason {text},
    last_sign_in_at bigint,
    created_at bigint not null,
    updated_at bigint not null,
    version bigint not null,
    constraint users_pkey primary key (id),
    constraint users_username unique (username)
);
create index users_by_name on users (full_name_folded, id);
create index users_by_creation on users (created_at, id);
create index users_by_username on users (username, id);

create table role_assignments (
    id {uuid} not null,
    user_id {uuid} not null,
    role {text} not null,
    kind {text} not null check (kind in ('definitive', 'acting')),
    region_code {text},
    rw {text},
    agency_id {uuid},
    valid_from date not null,
    valid_until date,
    ended_at bigint,
    end_reason {text},
    created_at bigint not null,
    version bigint not null,
    constraint role_assignments_pkey primary key (id),
    constraint role_assignments_user foreign key (user_id) references users (id),
    constraint role_assignments_region foreign key (region_code) references regions (code),
    constraint role_assignments_agency foreign key (agency_id) references agencies (id),
    constraint role_assignments_period check (valid_until is null or valid_until >= valid_from)
);
create index role_assignments_of_user on role_assignments (user_id, valid_from);
create index role_assignments_by_start on role_assignments (valid_from, id);

create table sessions (
    id {uuid} not null,
    user_id {uuid} not null,
    device {text} not null,
    address {text} not null,
    must_change_password boolean not null,
    started_at bigint not null,
    last_used_at bigint not null,
    idle_until bigint not null,
    expires_at bigint not null,
    idle_seconds bigint not null,
    ended_at bigint,
    end_reason {text},
    constraint sessions_pkey primary key (id),
    constraint sessions_user foreign key (user_id) references users (id)
);
create index sessions_of_user on sessions (user_id, last_used_at);

create table refresh_tokens (
    digest {bytes} not null,
    session_id {uuid} not null,
    issued_at bigint not null,
    used_at bigint,
    constraint refresh_tokens_pkey primary key (digest),
    constraint refresh_tokens_session foreign key (session_id) references sessions (id)
);
create index refresh_tokens_of_session on refresh_tokens (session_id);

create table access_codes (
    user_id {uuid} not null,
    digest {bytes} not null,
    issued_at bigint not null,
    expires_at bigint not null,
    used_at bigint,
    constraint access_codes_pkey primary key (user_id),
    constraint access_codes_user foreign key (user_id) references users (id)
);

create table known_devices (
    digest {bytes} not null,
    user_id {uuid} not null,
    last_used_at bigint not null,
    constraint known_devices_pkey primary key (digest),
    constraint known_devices_user foreign key (user_id) references users (id)
);

create table sign_in_throttles (
    key {bytes} not null,
    failures bigint not null,
    window_started_at bigint not null,
    blocked_until bigint,
    constraint sign_in_throttles_pkey primary key (key)
);

create table key_checks (
    key_id {text} not null,
    check_value {text} not null,
    created_at bigint not null,
    constraint key_checks_pkey primary key (key_id)
);
