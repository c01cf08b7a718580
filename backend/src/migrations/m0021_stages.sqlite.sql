create trigger stage_acts_keep_update before update on stage_acts begin select raise(abort, 'acts are append-only'); end;
create trigger stage_acts_keep_delete before delete on stage_acts begin select raise(abort, 'acts are append-only'); end;
create trigger stage_reopenings_keep_update before update on stage_reopenings begin select raise(abort, 'reopenings are append-only'); end;
create trigger stage_reopenings_keep_delete before delete on stage_reopenings begin select raise(abort, 'reopenings are append-only'); end;
create trigger stage_passages_keep_delete before delete on stage_passages begin select raise(abort, 'passages are not deleted'); end;
-- A passage is suspended once; nothing else of it changes.
create trigger stage_passages_keep_update before update on stage_passages
    when old.suspended_by is not null or new.suspended_by is null
        or new.id <> old.id or new.locus_id <> old.locus_id or new.number <> old.number
        or new.previous_id is not old.previous_id or new.previous_number is not old.previous_number
        or new.template_id <> old.template_id or new.checklist <> old.checklist or new.passed_by <> old.passed_by or new.passed_at <> old.passed_at
    begin select raise(abort, 'a passage is only suspended'); end;
create trigger stage_passages_keep_replace before insert on stage_passages
    when exists (select 1 from stage_passages where id = new.id)
    begin select raise(abort, 'passages are not replaced'); end;
-- It stands on one that stands.
create trigger stage_passages_stand before insert on stage_passages
    when new.previous_id is not null
        and exists (select 1 from stage_passages where id = new.previous_id and suspended_by is not null)
    begin select raise(abort, 'the stage before is suspended'); end;
