create trigger poverty_checks_keep_update before update on poverty_checks begin select raise(abort, 'poverty checks are append-only'); end;
create trigger poverty_checks_keep_delete before delete on poverty_checks begin select raise(abort, 'poverty checks are append-only'); end;
create trigger poverty_checks_keep_replace before insert on poverty_checks
    when exists (select 1 from poverty_checks where id = new.id)
    begin select raise(abort, 'poverty checks are append-only'); end;
