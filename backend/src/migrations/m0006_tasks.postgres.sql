create trigger consents_keep before update or delete on consents for each row execute function refuse_change();
create trigger consents_keep_truncate before truncate on consents for each statement execute function refuse_change();
