create trigger erasures_keep_update before update on erasures begin select raise(abort, 'erasures are append-only'); end;
create trigger erasures_keep_delete before delete on erasures begin select raise(abort, 'erasures are append-only'); end;
create trigger erasures_keep_replace before insert on erasures
    when exists (select 1 from erasures where beneficiary_id = new.beneficiary_id)
    begin select raise(abort, 'erasures are append-only'); end;

-- What is append-only goes with the woman whose data are destroyed.
drop trigger validations_keep_delete;
drop trigger consents_keep_delete;
drop trigger poverty_checks_keep_delete;
create trigger validations_keep_delete before delete on validations
    when not exists (select 1 from erasures where beneficiary_id = old.beneficiary_id)
    begin select raise(abort, 'validations are append-only'); end;
create trigger consents_keep_delete before delete on consents
    when not exists (select 1 from erasures where beneficiary_id = old.beneficiary_id)
    begin select raise(abort, 'consents are append-only'); end;
create trigger poverty_checks_keep_delete before delete on poverty_checks
    when not exists (select 1 from erasures where beneficiary_id = old.beneficiary_id)
    begin select raise(abort, 'poverty checks are append-only'); end;

-- A name taken out of the index leaves no trace in it.
insert into beneficiary_names (beneficiary_names, rank) values ('secure-delete', 1);
