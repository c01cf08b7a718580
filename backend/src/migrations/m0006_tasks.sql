create table tasks (
    id {uuid} not null,
    kind {text} not null,
    state {text} not null check (state in ('open', 'done')),
    beneficiary_id {uuid} not null,
    city_code {text} not null,
    district_code {text} not null,
    region_code {text} not null,
    rw {text} not null,
    claimed_name_sealed {bytes},
    claimed_region_code {text} not null,
    raised_by {uuid} not null,
    created_at bigint not null,
    done_by {uuid},
    done_at bigint,
    outcome {text},
    version bigint not null,
    constraint tasks_pkey primary key (id),
    constraint tasks_author foreign key (raised_by) references users (id),
    constraint tasks_doer foreign key (done_by) references users (id)
);
-- One open task for one woman and the place she was entered in again.
create unique index tasks_open on tasks (kind, beneficiary_id, claimed_region_code) where state = 'open';
create index tasks_of_city on tasks (city_code, kind, created_at, id, state);
create index tasks_of_district on tasks (district_code, kind, created_at, id, state);
create index tasks_of_village on tasks (region_code, kind, created_at, id, state);

create table consents (
    id {uuid} not null,
    beneficiary_id {uuid} not null,
    purpose {text} not null,
    answer {text} not null check (answer in ('given', 'refused', 'withdrawn')),
    text_version {text} not null,
    language {text} not null,
    means {text} not null,
    answered_on date not null,
    asked_by {text} not null,
    recorded_by {uuid} not null,
    created_at bigint not null,
    constraint consents_pkey primary key (id),
    constraint consents_author foreign key (recorded_by) references users (id)
) {keyed};
create index consents_of on consents (beneficiary_id, created_at, id);

create table documents (
    id {uuid} not null,
    kind {text} not null,
    file_name {text} not null,
    media_type {text} not null,
    size bigint not null,
    sha256 {text} not null,
    city_code {text} not null,
    district_code {text} not null,
    region_code {text} not null,
    attached boolean not null,
    created_by {uuid} not null,
    created_at bigint not null,
    version bigint not null,
    constraint documents_pkey primary key (id),
    constraint documents_region foreign key (region_code) references regions (code),
    constraint documents_author foreign key (created_by) references users (id)
);
create index documents_of_city on documents (city_code, created_at, id, kind);
create index documents_of_district on documents (district_code, created_at, id, kind);
create index documents_of_village on documents (region_code, created_at, id, kind);

create index documents_unused on documents (created_at) where not attached;

create table document_files (
    document_id {uuid} not null,
    sealed {bytes} not null,
    constraint document_files_pkey primary key (document_id),
    constraint document_files_of foreign key (document_id) references documents (id)
);

alter table validations add column document_id {uuid} references documents (id);
alter table imports add column place_code {text};
update imports set place_code = region_code where region_code is not null;
create index imports_of_place on imports (place_code, created_at, id);

create table request_counts (
    counted {text} not null,
    minute bigint not null,
    requests bigint not null,
    constraint request_counts_pkey primary key (counted, minute)
);
