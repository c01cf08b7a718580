create extension if not exists pg_trgm;
create table beneficiaries (
    id uuid not null constraint beneficiaries_pkey primary key,
    full_name text collate "C" not null,
    full_name_folded text collate "C" not null,
    name_search text collate "C" not null,
    nik_sealed bytea,
    nik_hash bytea,
    nik_masked text collate "C",
    nik_absent_reason text collate "C",
    nik_warnings text collate "C" not null,
    birth_date date not null,
    sex text collate "C" not null check (sex in ('female', 'male')),
    household_id uuid not null,
    city_code text collate "C" not null,
    district_code text collate "C" not null,
    region_code text collate "C" not null,
    rw text collate "C" not null,
    rt text collate "C" not null,
    address text collate "C",
    phone_sealed bytea,
    marital_status text collate "C" not null,
    de_jure boolean not null,
    de_facto boolean not null,
    head_basis text collate "C",
    education text collate "C",
    occupation text collate "C",
    health_sealed bytea,
    collected_by uuid,
    collection text collate "C" not null,
    notice text collate "C",
    status text collate "C" not null check (status in ('candidate', 'validated', 'refused', 'outdated', 'withdrawn')),
    outdated_by text collate "C" not null,
    complete boolean not null,
    created_by uuid not null,
    last_edited_by uuid not null,
    archived_at bigint,
    archive_reason text collate "C",
    created_at bigint not null,
    updated_at bigint not null,
    version bigint not null,
    constraint beneficiaries_nik unique (nik_hash),
    constraint beneficiaries_nik_or_reason check (nik_hash is not null or nik_absent_reason is not null),
    constraint beneficiaries_household foreign key (household_id) references households (id),
    constraint beneficiaries_region foreign key (region_code) references regions (code),
    constraint beneficiaries_collector foreign key (collected_by) references users (id)
);
create index beneficiaries_of_household on beneficiaries (household_id);
create index beneficiaries_of_city on beneficiaries (city_code, full_name_folded, id) where archived_at is null;
create index beneficiaries_of_district on beneficiaries (district_code, full_name_folded, id) where archived_at is null;
create index beneficiaries_of_village on beneficiaries (region_code, full_name_folded, id) where archived_at is null;
create index beneficiaries_of_rw on beneficiaries (region_code, rw, full_name_folded, id) where archived_at is null;
create index beneficiaries_of_status on beneficiaries (region_code, status, full_name_folded, id) where archived_at is null;
create index beneficiaries_of_city_by_status on beneficiaries (city_code, status, full_name_folded, id) where archived_at is null;
create index beneficiaries_of_district_by_status on beneficiaries (district_code, status, full_name_folded, id) where archived_at is null;
create index beneficiaries_changed_in_city on beneficiaries (city_code, updated_at, id);
create index beneficiaries_changed_in_district on beneficiaries (district_code, updated_at, id);
create index beneficiaries_changed_in_village on beneficiaries (region_code, updated_at, id);

create index beneficiaries_by_name_part on beneficiaries using gin (name_search gin_trgm_ops);
create trigger validations_keep before update or delete on validations for each row execute function refuse_change();
create trigger validations_keep_truncate before truncate on validations for each statement execute function refuse_change();
