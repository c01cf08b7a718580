create trigger poverty_checks_keep before update or delete on poverty_checks for each row execute function refuse_change();
create trigger poverty_checks_keep_truncate before truncate on poverty_checks for each statement execute function refuse_change();
