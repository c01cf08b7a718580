create trigger stage_acts_keep before update or delete on stage_acts for each row execute function refuse_change();
create trigger stage_acts_keep_truncate before truncate on stage_acts for each statement execute function refuse_change();
create trigger stage_reopenings_keep before update or delete on stage_reopenings for each row execute function refuse_change();
create trigger stage_reopenings_keep_truncate before truncate on stage_reopenings for each statement execute function refuse_change();
create trigger stage_passages_keep_delete before delete on stage_passages for each row execute function refuse_change();
create trigger stage_passages_keep_truncate before truncate on stage_passages for each statement execute function refuse_change();
create function keep_stage_passage() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        -- A passage is suspended once; nothing else of it changes.
        if old.suspended_by is not null or new.suspended_by is null
            or row(new.id, new.locus_id, new.number, new.previous_id, new.previous_number, new.template_id, new.checklist, new.passed_by, new.passed_at)
                is distinct from row(old.id, old.locus_id, old.number, old.previous_id, old.previous_number, old.template_id, old.checklist, old.passed_by, old.passed_at)
        then
            raise exception 'a passage is only suspended';
        end if;
    elsif exists (select 1 from stage_passages where id = new.previous_id and suspended_by is not null) then
        -- It stands on one that stands.
        raise exception 'the stage before is suspended';
    end if;
    return new;
end
$$;
create trigger stage_passages_keep before insert or update on stage_passages for each row execute function keep_stage_passage();
