-- The index of names in the order of names: a row's number begins with the
-- first nine letters of the folded name, so that matches come in that order and
-- a page is at its end after its own rows, however many match. Beside a group
-- of names that begin alike there is room for 300,000 women. Who is archived
-- stands below zero.
--
-- Each letter is one of 31: none, a space, what stands before a full stop, what
-- stands before the letters, the letters, what stands behind them. The same is
-- said by `beneficiaries/name_order.rs`.
drop trigger beneficiary_names_insert;
drop trigger beneficiary_names_update;
drop trigger beneficiary_names_delete;
drop trigger beneficiary_searches_insert;
drop trigger beneficiary_searches_update;
drop trigger beneficiary_searches_delete;
drop table beneficiary_names;
drop table beneficiary_searches;
create table beneficiary_searches (
    place integer primary key,
    seq integer not null unique,
    id blob not null,
    full_name_folded text not null,
    name_search text not null,
    city_code text not null,
    district_code text not null,
    region_code text not null,
    rw text not null,
    status text not null,
    eligibility text not null,
    archived_at bigint
);
-- Every city that ever had a woman: where the caller reaches all of them, a
-- search need not look at each match to count it.
create table searched_cities (
    city_code text primary key
) without rowid;
create virtual table beneficiary_names using
    fts5(name_search, content='beneficiary_searches', content_rowid='place', tokenize='trigram');
-- The index takes numbers in rising order only, or it begins a new part of
-- itself: names wait here and go there many at once.
create table names_waiting (
    place integer primary key,
    name_search text not null
);
create view name_letters as
    select seq,
        substr(full_name_folded, 1, 1) as a, substr(full_name_folded, 2, 1) as b, substr(full_name_folded, 3, 1) as c,
        substr(full_name_folded, 4, 1) as d, substr(full_name_folded, 5, 1) as e, substr(full_name_folded, 6, 1) as f,
        substr(full_name_folded, 7, 1) as g, substr(full_name_folded, 8, 1) as h, substr(full_name_folded, 9, 1) as i
    from beneficiaries;
create view name_groups as
    select seq,
        852891037441 * ((a > '') + (a > ' ') + (a >= '.') + max(min(ifnull(unicode(a), 0), 123) - 96, 0))
        + 27512614111 * ((b > '') + (b > ' ') + (b >= '.') + max(min(ifnull(unicode(b), 0), 123) - 96, 0))
        + 887503681 * ((c > '') + (c > ' ') + (c >= '.') + max(min(ifnull(unicode(c), 0), 123) - 96, 0))
        + 28629151 * ((d > '') + (d > ' ') + (d >= '.') + max(min(ifnull(unicode(d), 0), 123) - 96, 0))
        + 923521 * ((e > '') + (e > ' ') + (e >= '.') + max(min(ifnull(unicode(e), 0), 123) - 96, 0))
        + 29791 * ((f > '') + (f > ' ') + (f >= '.') + max(min(ifnull(unicode(f), 0), 123) - 96, 0))
        + 961 * ((g > '') + (g > ' ') + (g >= '.') + max(min(ifnull(unicode(g), 0), 123) - 96, 0))
        + 31 * ((h > '') + (h > ' ') + (h >= '.') + max(min(ifnull(unicode(h), 0), 123) - 96, 0))
        + ((i > '') + (i > ' ') + (i >= '.') + max(min(ifnull(unicode(i), 0), 123) - 96, 0)) as name_group
    from name_letters;
-- The next free number of a woman's name.
create view next_places as
    select beneficiaries.seq,
        case when archived_at is null
            then (select coalesce(max(place), name_group * 300000 - 1) + 1 from beneficiary_searches
                where place between name_group * 300000 and name_group * 300000 + 299999)
            else (select coalesce(min(place), -name_group * 300000) - 1 from beneficiary_searches
                where place between -name_group * 300000 - 300000 and -name_group * 300000 - 1)
        end as next_place
    from beneficiaries join name_groups on name_groups.seq = beneficiaries.seq;
insert into beneficiary_searches
    select case when archived_at is null then name_group * 300000 + number - 1 else -name_group * 300000 - number end,
        seq, id, full_name_folded, name_search, city_code, district_code, region_code, rw, status, eligibility, archived_at
    from (
        select beneficiaries.*, name_group,
            row_number() over (partition by name_group, archived_at is null order by beneficiaries.seq) as number
        from beneficiaries join name_groups on name_groups.seq = beneficiaries.seq
    )
    order by 1;
insert into searched_cities select distinct city_code from beneficiaries;
insert into beneficiary_names (beneficiary_names) values ('rebuild');
-- What is destroyed or written anew leaves no parts of the name before.
insert into beneficiary_names (beneficiary_names, rank) values ('secure-delete', 1);
create trigger names_waiting_merge after insert on names_waiting when (select count(*) from names_waiting) >= 256 begin
    insert into beneficiary_names (rowid, name_search) select place, name_search from names_waiting order by place;
    delete from names_waiting;
end;
create trigger beneficiary_names_insert after insert on beneficiary_searches begin
    insert into names_waiting values (new.place, new.name_search);
end;
create trigger beneficiary_names_update after update of name_search on beneficiary_searches
    when old.name_search <> new.name_search
begin
    insert into beneficiary_names (beneficiary_names, rowid, name_search)
        select 'delete', old.place, old.name_search
        where not exists (select 1 from names_waiting where place = old.place);
    insert into names_waiting values (new.place, new.name_search)
        on conflict (place) do update set name_search = excluded.name_search;
end;
create trigger beneficiary_names_delete after delete on beneficiary_searches begin
    insert into beneficiary_names (beneficiary_names, rowid, name_search)
        select 'delete', old.place, old.name_search
        where not exists (select 1 from names_waiting where place = old.place);
    delete from names_waiting where place = old.place;
end;
create trigger beneficiary_searches_insert after insert on beneficiaries begin
    insert into beneficiary_searches
    select next_place, new.seq, new.id, new.full_name_folded, new.name_search, new.city_code, new.district_code,
        new.region_code, new.rw, new.status, new.eligibility, new.archived_at
    from next_places where seq = new.seq;
    insert into searched_cities
        select new.city_code where not exists (select 1 from searched_cities where city_code = new.city_code);
end;
create trigger beneficiary_searches_update
    after update of name_search, city_code, district_code, region_code, rw, status, eligibility on beneficiaries
    when (old.name_search, old.city_code, old.district_code, old.region_code, old.rw, old.status, old.eligibility)
        is not (new.name_search, new.city_code, new.district_code, new.region_code, new.rw, new.status, new.eligibility)
begin
    update beneficiary_searches
    set name_search = new.name_search, city_code = new.city_code, district_code = new.district_code,
        region_code = new.region_code, rw = new.rw, status = new.status, eligibility = new.eligibility
    where seq = new.seq;
    insert into searched_cities
        select new.city_code where not exists (select 1 from searched_cities where city_code = new.city_code);
end;
-- Another name, or another place in the archive, is another number.
create trigger beneficiary_searches_move after update of full_name_folded, archived_at on beneficiaries
    when (old.full_name_folded, old.archived_at) is not (new.full_name_folded, new.archived_at)
begin
    delete from beneficiary_searches where seq = new.seq;
    insert into beneficiary_searches
    select next_place, new.seq, new.id, new.full_name_folded, new.name_search, new.city_code, new.district_code,
        new.region_code, new.rw, new.status, new.eligibility, new.archived_at
    from next_places where seq = new.seq;
end;
create trigger beneficiary_searches_delete after delete on beneficiaries begin
    delete from beneficiary_searches where seq = old.seq;
end;
