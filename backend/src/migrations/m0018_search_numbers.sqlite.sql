-- The numbers of names as before (m0017), worked out once for each name and
-- said once for both triggers. What is told of a name ends behind the first
-- letter whose kind has several; that letter stands as the first of its kind,
-- and the place of each in the row of kinds is its number.
drop trigger beneficiary_searches_insert;
drop trigger beneficiary_searches_move;
drop view next_places;
drop view name_groups;
drop view name_kinds;
drop view name_letters;
create view women_to_find as
    select seq, id, full_name_folded, name_search, city_code, district_code, region_code, rw, status, eligibility,
        archived_at
    from beneficiaries;
create trigger women_to_find_insert instead of insert on women_to_find begin
    insert into beneficiary_searches
    select case when new.archived_at is null
            then (select coalesce(max(place), name_group - 1) + 1 from beneficiary_searches
                where place between name_group and name_group + 89999)
            else (select coalesce(min(place), -name_group) - 1 from beneficiary_searches
                where place between -name_group - 90000 and -name_group - 1)
        end,
        new.seq, new.id, new.full_name_folded, new.name_search, new.city_code, new.district_code, new.region_code,
        new.rw, new.status, new.eligibility, new.archived_at
    from (
        select 90000 * (2821109907456 * instr(kinds, substr(told, 1, 1)) + 78364164096 * instr(kinds, substr(told, 2, 1))
            + 2176782336 * instr(kinds, substr(told, 3, 1)) + 60466176 * instr(kinds, substr(told, 4, 1))
            + 1679616 * instr(kinds, substr(told, 5, 1)) + 46656 * instr(kinds, substr(told, 6, 1))
            + 1296 * instr(kinds, substr(told, 7, 1)) + 36 * instr(kinds, substr(told, 8, 1))
            + instr(kinds, substr(told, 9, 1))) as name_group
        from (
            select kinds,
                -- A nought stands for no letter.
                substr(new.full_name_folded, 1, alone)
                    || case when letter = '' then '' when letter >= '{' then '{' when letter >= '/' then '/'
                        when letter > char(39) then '(' when letter > ' ' then '!' else char(1) end
                    || '000000000' as told
            from (
                select kinds, alone, substr(new.full_name_folded, alone + 1, 1) as letter
                from (
                    select char(1) || ' !''(-./abcdefghijklmnopqrstuvwxyz{' as kinds,
                        length(new.full_name_folded)
                            - length(ltrim(new.full_name_folded, ' ''-.abcdefghijklmnopqrstuvwxyz')) as alone
                    limit 1
                )
                limit 1
            )
            limit 1
        )
        limit 1
    );
end;
create trigger beneficiary_searches_insert after insert on beneficiaries begin
    insert into women_to_find
    values (new.seq, new.id, new.full_name_folded, new.name_search, new.city_code, new.district_code, new.region_code,
        new.rw, new.status, new.eligibility, new.archived_at);
    insert into searched_cities
        select new.city_code where not exists (select 1 from searched_cities where city_code = new.city_code);
end;
-- Another name, or another place in the archive, is another number.
create trigger beneficiary_searches_move after update of full_name_folded, archived_at on beneficiaries
    when (old.full_name_folded, old.archived_at) is not (new.full_name_folded, new.archived_at)
begin
    delete from beneficiary_searches where seq = new.seq;
    insert into women_to_find
    values (new.seq, new.id, new.full_name_folded, new.name_search, new.city_code, new.district_code, new.region_code,
        new.rw, new.status, new.eligibility, new.archived_at);
end;
