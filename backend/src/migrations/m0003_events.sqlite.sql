-- A replacing insert deletes without firing delete triggers unless recursive
-- triggers are on, so the insert itself is refused where the row stands.
create trigger events_keep_update before update on events begin select raise(abort, 'events are append-only'); end;
create trigger events_keep_delete before delete on events begin select raise(abort, 'events are append-only'); end;
create trigger events_keep_replace before insert on events
    when exists (select 1 from events where id = new.id)
    begin select raise(abort, 'events are append-only'); end;
create trigger event_chain_keep_update before update on event_chain begin select raise(abort, 'the chain is append-only'); end;
create trigger event_chain_keep_delete before delete on event_chain begin select raise(abort, 'the chain is append-only'); end;
create trigger event_chain_keep_replace before insert on event_chain
    when exists (select 1 from event_chain where position = new.position or event_id = new.event_id)
    begin select raise(abort, 'the chain is append-only'); end;
