create trigger consents_keep_update before update on consents begin select raise(abort, 'consents are append-only'); end;
create trigger consents_keep_delete before delete on consents begin select raise(abort, 'consents are append-only'); end;
create trigger consents_keep_replace before insert on consents
    when exists (select 1 from consents where id = new.id)
    begin select raise(abort, 'consents are append-only'); end;
