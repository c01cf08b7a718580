create table beneficiary_searches (
    id uuid not null,
    name_search text collate "C" not null,
    full_name_folded text collate "C" not null,
    city_code text collate "C" not null,
    district_code text collate "C" not null,
    region_code text collate "C" not null,
    rw text collate "C" not null,
    status text collate "C" not null,
    eligibility text collate "C" not null,
    archived_at bigint,
    constraint beneficiary_searches_pkey primary key (id),
    constraint beneficiary_searches_woman foreign key (id) references beneficiaries (id) on delete cascade
);
insert into beneficiary_searches
    select id, name_search, full_name_folded, city_code, district_code, region_code, rw, status, eligibility, archived_at
    from beneficiaries;
create index beneficiary_searches_by_name_part on beneficiary_searches using gin (name_search gin_trgm_ops);
drop index beneficiaries_by_name_part;
create function keep_beneficiary_search() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into beneficiary_searches
        values (new.id, new.name_search, new.full_name_folded, new.city_code, new.district_code, new.region_code, new.rw,
            new.status, new.eligibility, new.archived_at);
    else
        update beneficiary_searches
        set name_search = new.name_search, full_name_folded = new.full_name_folded, city_code = new.city_code,
            district_code = new.district_code, region_code = new.region_code, rw = new.rw, status = new.status,
            eligibility = new.eligibility, archived_at = new.archived_at
        where id = new.id;
    end if;
    return null;
end
$$;
create trigger beneficiary_searches_insert after insert on beneficiaries
    for each row execute function keep_beneficiary_search();
create trigger beneficiary_searches_update after update on beneficiaries for each row
    when ((old.name_search, old.full_name_folded, old.city_code, old.district_code, old.region_code, old.rw, old.status,
            old.eligibility, old.archived_at)
        is distinct from (new.name_search, new.full_name_folded, new.city_code, new.district_code, new.region_code,
            new.rw, new.status, new.eligibility, new.archived_at))
    execute function keep_beneficiary_search();
