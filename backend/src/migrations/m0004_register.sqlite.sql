-- The row number ties the name index to its row; the id is the key.
create table beneficiaries (
    seq integer primary key,
    id blob not null constraint beneficiaries_pkey unique,
    full_name text not null,
    full_name_folded text not null,
    name_search text not null,
    nik_sealed blob,
    nik_hash blob,
    nik_masked text,
    nik_absent_reason text,
    nik_warnings text not null,
    birth_date date not null,
    sex text not null check (sex in ('female', 'male')),
    household_id blob not null,
    city_code text not null,
    district_code text not null,
    region_code text not null,
    rw text not null,
    rt text not null,
    address text,
    phone_sealed blob,
    marital_status text not null,
    de_jure boolean not null,
    de_facto boolean not null,
    head_basis text,
    education text,
    occupation text,
    health_sealed blob,
    collected_by blob,
    collection text not null,
    notice text,
    status text not null check (status in ('candidate', 'validated', 'refused', 'outdated', 'withdrawn')),
    outdated_by text not null,
    complete boolean not null,
    created_by blob not null,
    last_edited_by blob not null,
    archived_at bigint,
    archive_reason text,
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

create virtual table beneficiary_names using fts5(name_search, content='beneficiaries', content_rowid='seq', tokenize='trigram');
create trigger beneficiary_names_insert after insert on beneficiaries begin
    insert into beneficiary_names (rowid, name_search) values (new.seq, new.name_search);
end;
create trigger beneficiary_names_update after update of name_search on beneficiaries when old.name_search <> new.name_search begin
    insert into beneficiary_names (beneficiary_names, rowid, name_search) values ('delete', old.seq, old.name_search);
    insert into beneficiary_names (rowid, name_search) values (new.seq, new.name_search);
end;
create trigger beneficiary_names_delete after delete on beneficiaries begin
    insert into beneficiary_names (beneficiary_names, rowid, name_search) values ('delete', old.seq, old.name_search);
end;

create trigger validations_keep_update before update on validations begin select raise(abort, 'validations are append-only'); end;
create trigger validations_keep_delete before delete on validations begin select raise(abort, 'validations are append-only'); end;
create trigger validations_keep_replace before insert on validations
    when exists (select 1 from validations where id = new.id)
    begin select raise(abort, 'validations are append-only'); end;
