create trigger erasures_keep before update or delete on erasures for each row execute function refuse_change();
create trigger erasures_keep_truncate before truncate on erasures for each statement execute function refuse_change();

-- What is append-only goes with the woman whose data are destroyed.
create function refuse_change_but_erasure() returns trigger as $$
begin
    if tg_op = 'DELETE' and exists (select 1 from erasures where beneficiary_id = old.beneficiary_id) then
        return old;
    end if;
    raise exception '% is append-only', tg_table_name;
end;
$$ language plpgsql;
drop trigger validations_keep on validations;
drop trigger consents_keep on consents;
drop trigger poverty_checks_keep on poverty_checks;
create trigger validations_keep before update or delete on validations for each row execute function refuse_change_but_erasure();
create trigger consents_keep before update or delete on consents for each row execute function refuse_change_but_erasure();
create trigger poverty_checks_keep before update or delete on poverty_checks for each row execute function refuse_change_but_erasure();
