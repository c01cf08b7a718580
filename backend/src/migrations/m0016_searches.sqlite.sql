create table beneficiary_searches (
    seq integer primary key,
    id blob not null,
    full_name_folded text not null,
    city_code text not null,
    district_code text not null,
    region_code text not null,
    rw text not null,
    status text not null,
    eligibility text not null,
    archived_at bigint
);
insert into beneficiary_searches
    select seq, id, full_name_folded, city_code, district_code, region_code, rw, status, eligibility, archived_at
    from beneficiaries;
create trigger beneficiary_searches_insert after insert on beneficiaries begin
    insert into beneficiary_searches
    values (new.seq, new.id, new.full_name_folded, new.city_code, new.district_code, new.region_code, new.rw, new.status,
        new.eligibility, new.archived_at);
end;
create trigger beneficiary_searches_update
    after update of full_name_folded, city_code, district_code, region_code, rw, status, eligibility, archived_at
    on beneficiaries
    when (old.full_name_folded, old.city_code, old.district_code, old.region_code, old.rw, old.status, old.eligibility,
            old.archived_at)
        is not (new.full_name_folded, new.city_code, new.district_code, new.region_code, new.rw, new.status,
            new.eligibility, new.archived_at)
begin
    update beneficiary_searches
    set full_name_folded = new.full_name_folded, city_code = new.city_code, district_code = new.district_code,
        region_code = new.region_code, rw = new.rw, status = new.status, eligibility = new.eligibility,
        archived_at = new.archived_at
    where seq = new.seq;
end;
create trigger beneficiary_searches_delete after delete on beneficiaries begin
    delete from beneficiary_searches where seq = old.seq;
end;
