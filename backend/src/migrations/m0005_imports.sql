create table imports (
    id {uuid} not null,
    file_name {text} not null,
    region_code {text},
    state {text} not null,
    fault {text},
    rows integer not null,
    creates integer not null,
    unchanged integer not null,
    faulty integer not null,
    warned integer not null,
    committed integer not null,
    ignored_headings {text} not null,
    job_id {uuid},
    created_by {uuid} not null,
    created_at bigint not null,
    committed_at bigint,
    destroy_on date,
    version bigint not null,
    constraint imports_pkey primary key (id),
    constraint imports_author foreign key (created_by) references users (id)
);
create index imports_of_user on imports (created_by, created_at, id);
create index imports_to_destroy on imports (destroy_on);

create table import_files (
    import_id {uuid} not null,
    sealed {bytes} not null,
    constraint import_files_pkey primary key (import_id),
    constraint import_files_of foreign key (import_id) references imports (id)
);

create table import_rows (
    import_id {uuid} not null,
    row integer not null,
    outcome {text} not null,
    sealed {bytes} not null,
    committed boolean not null,
    beneficiary_id {uuid},
    constraint import_rows_pkey primary key (import_id, row),
    constraint import_rows_of foreign key (import_id) references imports (id)
);

create table jobs (
    id {uuid} not null,
    kind {text} not null,
    subject {text} not null,
    state {text} not null,
    done integer not null,
    total integer not null,
    error {text},
    created_by {uuid} not null,
    permission {text} not null,
    request_id {text} not null,
    lease_until bigint not null,
    created_at bigint not null,
    finished_at bigint,
    constraint jobs_pkey primary key (id),
    constraint jobs_author foreign key (created_by) references users (id)
);
create index jobs_to_do on jobs (state, created_at);

create table tickets (
    digest {bytes} not null,
    purpose {text} not null,
    subject {text} not null,
    user_id {uuid} not null,
    expires_at bigint not null,
    used_at bigint,
    constraint tickets_pkey primary key (digest)
);
