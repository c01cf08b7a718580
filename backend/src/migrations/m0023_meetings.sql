-- Whose step is next in the stage a locus stands in; null when all are passed.
-- Loci from before there were stages stand in the first, which the clerk submits.
alter table loci add column awaits {text} default 'kelurahan_officer';
create index loci_of_city_by_turn on loci (city_code, awaits, stage_since, id, archived_at);

-- A meeting of a locus, or of a whole programme: its places are the city then.
create table meetings (
    id {uuid} not null,
    programme_id {uuid} not null,
    locus_id {uuid},
    city_code {text} not null,
    district_code {text} not null,
    region_code {text} not null,
    kind {text} not null check (
        kind in ('city_coordination', 'cross_sector', 'pre_implementation', 'socialisation', 'community', 'evaluation', 'other')
    ),
    stage {text} not null,
    subject {text},
    state {text} not null check (state in ('planned', 'held', 'cancelled')),
    starts_at bigint not null,
    ends_at bigint,
    place {text} not null,
    chair {text} not null,
    chair_agency_id {uuid},
    letter_number {text},
    agenda {text},
    minutes {text},
    minutes_by {uuid},
    minutes_at bigint,
    -- The agencies asked to come, as JSON.
    parties {text} not null,
    residents_attended integer,
    women_attended integer,
    residents_note {text},
    cancel_reason {text},
    created_at bigint not null,
    updated_at bigint not null,
    version bigint not null,
    constraint meetings_pkey primary key (id),
    constraint meetings_end check (ends_at is null or ends_at > starts_at),
    constraint meetings_minutes check ((minutes is null) = (minutes_by is null) and (minutes is null) = (minutes_at is null)),
    constraint meetings_women check (women_attended is null or residents_attended is not null and women_attended <= residents_attended),
    constraint meetings_cancelled check ((state = 'cancelled') = (cancel_reason is not null)),
    -- Neither minutes nor residents are told of one that was not held.
    constraint meetings_held check (state = 'held' or minutes is null and residents_attended is null and residents_note is null),
    constraint meetings_programme foreign key (programme_id) references programmes (id),
    constraint meetings_locus foreign key (locus_id) references loci (id),
    constraint meetings_chair_agency foreign key (chair_agency_id) references agencies (id),
    constraint meetings_minutes_by foreign key (minutes_by) references users (id)
);
create index meetings_by_time on meetings (starts_at, id);
create index meetings_of_city on meetings (city_code, starts_at, id);
create index meetings_of_city_by_kind on meetings (city_code, kind, starts_at, id);
create index meetings_of_city_by_state on meetings (city_code, state, starts_at, id);
create index meetings_of_district on meetings (district_code, starts_at, id);
create index meetings_of_region on meetings (region_code, starts_at, id);
create index meetings_of_programme on meetings (programme_id, starts_at, id);
create index meetings_of_locus on meetings (locus_id, starts_at, id);

-- The files of a meeting, in order.
create table meeting_documents (
    meeting_id {uuid} not null,
    document_id {uuid} not null,
    number integer not null,
    constraint meeting_documents_pkey primary key (meeting_id, document_id),
    constraint meeting_documents_meeting foreign key (meeting_id) references meetings (id),
    constraint meeting_documents_document foreign key (document_id) references documents (id)
){keyed};
create index meeting_documents_of_document on meeting_documents (document_id);

-- What a meeting decided.
create table meeting_decisions (
    id {uuid} not null,
    meeting_id {uuid} not null,
    number integer not null check (number > 0),
    text {text} not null,
    created_at bigint not null,
    constraint meeting_decisions_pkey primary key (id),
    constraint meeting_decisions_of_meeting unique (id, meeting_id),
    constraint meeting_decisions_number unique (meeting_id, number),
    constraint meeting_decisions_meeting foreign key (meeting_id) references meetings (id)
);

-- What follows from a decision: whose it is, and by when.
create table actions (
    id {uuid} not null,
    meeting_id {uuid} not null,
    decision_id {uuid} not null,
    locus_id {uuid},
    city_code {text} not null,
    district_code {text} not null,
    region_code {text} not null,
    title {text} not null,
    owner_id {uuid} not null,
    agency_id {uuid},
    due_on date not null,
    state {text} not null check (state in ('open', 'done', 'dropped')),
    outcome {text},
    ended_by {uuid},
    ended_at bigint,
    created_at bigint not null,
    updated_at bigint not null,
    version bigint not null,
    constraint actions_pkey primary key (id),
    constraint actions_ended check (
        (state = 'open') = (ended_by is null) and (state = 'open') = (ended_at is null) and (state = 'open') = (outcome is null)
    ),
    constraint actions_decision foreign key (decision_id, meeting_id) references meeting_decisions (id, meeting_id),
    constraint actions_locus foreign key (locus_id) references loci (id),
    constraint actions_owner foreign key (owner_id) references users (id),
    constraint actions_agency foreign key (agency_id) references agencies (id),
    constraint actions_ended_by foreign key (ended_by) references users (id)
);
create index actions_by_day on actions (due_on, id);
create index actions_of_city on actions (city_code, due_on, id);
create index actions_of_city_by_state on actions (city_code, state, due_on, id);
create index actions_of_district on actions (district_code, due_on, id);
create index actions_of_region on actions (region_code, due_on, id);
create index actions_of_owner on actions (owner_id, state, due_on, id);
create index actions_of_meeting on actions (meeting_id, due_on, id);
create index actions_of_decision on actions (decision_id);
create index actions_of_locus on actions (locus_id, due_on, id);
