-- The index of names in the order of names: a row's number begins with the
-- first nine letters of the folded name, so that matches come in that order and
-- a page is at its end after its own rows, however many match. Beside a group
-- of names that begin alike there is room for 90,000 women. Who is archived
-- stands below zero.
--
-- Each letter is one of 36 kinds. Where a kind holds several letters (1: control
-- characters; 3, 5 and 8: signs and figures around the apostrophe, the hyphen
-- and the full stop; 35: all behind z) the number says no more of the name. The
-- same is said by `beneficiaries/name_order.rs`.
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
create view name_kinds as
    select seq,
        case when a >= '{' then 35 when a >= 'a' then unicode(a) - 88 when a >= '/' then 8
            when a in ('-', '.') then unicode(a) - 39 when a > char(39) then 5 when a = char(39) then 4
            when a > ' ' then 3 when a = ' ' then 2 when a > '' then 1 else 0 end as a,
        case when b >= '{' then 35 when b >= 'a' then unicode(b) - 88 when b >= '/' then 8
            when b in ('-', '.') then unicode(b) - 39 when b > char(39) then 5 when b = char(39) then 4
            when b > ' ' then 3 when b = ' ' then 2 when b > '' then 1 else 0 end as b,
        case when c >= '{' then 35 when c >= 'a' then unicode(c) - 88 when c >= '/' then 8
            when c in ('-', '.') then unicode(c) - 39 when c > char(39) then 5 when c = char(39) then 4
            when c > ' ' then 3 when c = ' ' then 2 when c > '' then 1 else 0 end as c,
        case when d >= '{' then 35 when d >= 'a' then unicode(d) - 88 when d >= '/' then 8
            when d in ('-', '.') then unicode(d) - 39 when d > char(39) then 5 when d = char(39) then 4
            when d > ' ' then 3 when d = ' ' then 2 when d > '' then 1 else 0 end as d,
        case when e >= '{' then 35 when e >= 'a' then unicode(e) - 88 when e >= '/' then 8
            when e in ('-', '.') then unicode(e) - 39 when e > char(39) then 5 when e = char(39) then 4
            when e > ' ' then 3 when e = ' ' then 2 when e > '' then 1 else 0 end as e,
        case when f >= '{' then 35 when f >= 'a' then unicode(f) - 88 when f >= '/' then 8
            when f in ('-', '.') then unicode(f) - 39 when f > char(39) then 5 when f = char(39) then 4
            when f > ' ' then 3 when f = ' ' then 2 when f > '' then 1 else 0 end as f,
        case when g >= '{' then 35 when g >= 'a' then unicode(g) - 88 when g >= '/' then 8
            when g in ('-', '.') then unicode(g) - 39 when g > char(39) then 5 when g = char(39) then 4
            when g > ' ' then 3 when g = ' ' then 2 when g > '' then 1 else 0 end as g,
        case when h >= '{' then 35 when h >= 'a' then unicode(h) - 88 when h >= '/' then 8
            when h in ('-', '.') then unicode(h) - 39 when h > char(39) then 5 when h = char(39) then 4
            when h > ' ' then 3 when h = ' ' then 2 when h > '' then 1 else 0 end as h,
        case when i >= '{' then 35 when i >= 'a' then unicode(i) - 88 when i >= '/' then 8
            when i in ('-', '.') then unicode(i) - 39 when i > char(39) then 5 when i = char(39) then 4
            when i > ' ' then 3 when i = ' ' then 2 when i > '' then 1 else 0 end as i
    from name_letters;
create view name_groups as
    select seq,
        2821109907456 * a + (a not in (1, 3, 5, 8, 35)) * (
        78364164096 * b + (b not in (1, 3, 5, 8, 35)) * (
        2176782336 * c + (c not in (1, 3, 5, 8, 35)) * (
        60466176 * d + (d not in (1, 3, 5, 8, 35)) * (
        1679616 * e + (e not in (1, 3, 5, 8, 35)) * (
        46656 * f + (f not in (1, 3, 5, 8, 35)) * (
        1296 * g + (g not in (1, 3, 5, 8, 35)) * (
        36 * h + (h not in (1, 3, 5, 8, 35)) * (
        i)))))))) as name_group
    from name_kinds;
-- The next free number of a woman's name.
create view next_places as
    select beneficiaries.seq,
        case when archived_at is null
            then (select coalesce(max(place), name_group * 90000 - 1) + 1 from beneficiary_searches
                where place between name_group * 90000 and name_group * 90000 + 89999)
            else (select coalesce(min(place), -name_group * 90000) - 1 from beneficiary_searches
                where place between -name_group * 90000 - 90000 and -name_group * 90000 - 1)
        end as next_place
    from beneficiaries join name_groups on name_groups.seq = beneficiaries.seq;
insert into beneficiary_searches
    select case when archived_at is null then name_group * 90000 + number - 1 else -name_group * 90000 - number end,
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
