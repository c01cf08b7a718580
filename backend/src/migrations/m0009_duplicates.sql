-- Women alike are found by these, wherever in the city they stand. The key is
-- written by the program when it starts.
alter table beneficiaries add column name_key {text} not null default '';
alter table beneficiaries add column merged_into {uuid};
create index beneficiaries_by_name_key on beneficiaries (name_key, birth_date);
create index beneficiaries_by_birth_date on beneficiaries (birth_date);
create index beneficiaries_of_village_by_birth on beneficiaries (region_code, birth_date, rw);
create index beneficiaries_merged on beneficiaries (merged_into) where merged_into is not null;

-- What was last done to the register as a whole.
create table register_marks (
    name {text} not null,
    value {text} not null,
    constraint register_marks_pkey primary key (name)
);

-- Each pair once, the smaller id first. Both places follow the women.
create table duplicate_candidates (
    id {uuid} not null,
    state {text} not null check (state in ('open', 'not_duplicate', 'merged')),
    origin {text} not null check (origin in ('write', 'search')),
    first_id {uuid} not null,
    second_id {uuid} not null,
    score integer not null,
    reasons {text} not null,
    first_city_code {text} not null,
    first_district_code {text} not null,
    first_region_code {text} not null,
    first_rw {text} not null,
    second_city_code {text} not null,
    second_district_code {text} not null,
    second_region_code {text} not null,
    second_rw {text} not null,
    settled_by {uuid},
    settled_at bigint,
    reason {text},
    merge_id {uuid},
    created_at bigint not null,
    version bigint not null,
    constraint duplicate_candidates_pkey primary key (id),
    constraint duplicate_candidates_pair unique (first_id, second_id),
    constraint duplicate_candidates_first foreign key (first_id) references beneficiaries (id),
    constraint duplicate_candidates_second foreign key (second_id) references beneficiaries (id)
);
create index duplicate_candidates_by_second on duplicate_candidates (second_id);
create index duplicate_candidates_of_merge on duplicate_candidates (merge_id) where merge_id is not null;
create index duplicate_candidates_of_city on duplicate_candidates (first_city_code, created_at, id, second_city_code, state);
create index duplicate_candidates_of_village on duplicate_candidates (first_region_code, created_at, id, second_region_code, state);

create table merges (
    id {uuid} not null,
    kept_id {uuid} not null,
    removed_id {uuid} not null,
    take {text} not null,
    reason {text} not null,
    -- What stood before and after, for an exact undoing.
    sealed {bytes} not null,
    kept_city_code {text} not null,
    kept_district_code {text} not null,
    kept_region_code {text} not null,
    kept_rw {text} not null,
    removed_city_code {text} not null,
    removed_district_code {text} not null,
    removed_region_code {text} not null,
    removed_rw {text} not null,
    merged_by {uuid} not null,
    merged_at bigint not null,
    undone_by {uuid},
    undone_at bigint,
    undo_reason {text},
    version bigint not null,
    constraint merges_pkey primary key (id),
    constraint merges_kept foreign key (kept_id) references beneficiaries (id),
    constraint merges_removed foreign key (removed_id) references beneficiaries (id),
    constraint merges_author foreign key (merged_by) references users (id)
);
create index merges_of_kept on merges (kept_id, merged_at, id);
create index merges_of_removed on merges (removed_id);
create index merges_of_city on merges (kept_city_code, merged_at, id, removed_city_code);
create index merges_of_village on merges (kept_region_code, merged_at, id, removed_region_code);

create table relocations (
    id {uuid} not null,
    state {text} not null check (state in ('requested', 'accepted', 'refused', 'withdrawn')),
    beneficiary_id {uuid} not null,
    from_city_code {text} not null,
    from_district_code {text} not null,
    from_region_code {text} not null,
    from_rw {text} not null,
    city_code {text} not null,
    district_code {text} not null,
    region_code {text} not null,
    rw {text} not null,
    rt {text} not null,
    address {text},
    moved_on date not null,
    reason {text} not null,
    household {text} not null check (household in ('whole', 'alone')),
    requested_by {uuid} not null,
    created_at bigint not null,
    decided_by {uuid},
    decided_at bigint,
    answer {text},
    version bigint not null,
    constraint relocations_pkey primary key (id),
    constraint relocations_woman foreign key (beneficiary_id) references beneficiaries (id),
    constraint relocations_region foreign key (region_code) references regions (code),
    constraint relocations_author foreign key (requested_by) references users (id)
);
-- One request for one woman at a time.
create unique index relocations_open on relocations (beneficiary_id) where state = 'requested';
create index relocations_by_time on relocations (created_at, id);
create index relocations_of_city on relocations (city_code, created_at, id, state);
create index relocations_of_village on relocations (region_code, created_at, id, state);
create index relocations_from_city on relocations (from_city_code, created_at, id, state);
create index relocations_from_village on relocations (from_region_code, created_at, id, state);

alter table tasks add column resolution {text};
alter table tasks add column relocation_id {uuid};
create index tasks_of_relocation on tasks (relocation_id) where relocation_id is not null;
create index tasks_of_city_by_time on tasks (city_code, created_at, id, kind, state);
create index tasks_of_village_by_time on tasks (region_code, created_at, id, kind, state);
create index tasks_of_city_by_state on tasks (city_code, state, created_at, id, kind);
create index tasks_of_village_by_state on tasks (region_code, state, created_at, id, kind);
