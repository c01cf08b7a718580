create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name;
end
$$;
create trigger events_keep before update or delete on events for each row execute function refuse_change();
create trigger events_keep_truncate before truncate on events for each statement execute function refuse_change();
create trigger event_chain_keep before update or delete on event_chain for each row execute function refuse_change();
create trigger event_chain_keep_truncate before truncate on event_chain for each statement execute function refuse_change();
