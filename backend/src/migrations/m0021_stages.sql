-- One version of what the seven stages ask for.
create table stage_templates (
    id {uuid} not null,
    -- The city it belongs to; null for what is shipped.
    city_code {text},
    number integer not null,
    state {text} not null check (state in ('draft', 'published')),
    note {text},
    -- The stages with their requirements, as JSON.
    stages {text} not null,
    published_at bigint,
    created_at bigint not null,
    updated_at bigint not null,
    version bigint not null,
    constraint stage_templates_pkey primary key (id),
    constraint stage_templates_number unique (city_code, number),
    constraint stage_templates_published check ((state = 'published') = (published_at is not null)),
    constraint stage_templates_city foreign key (city_code) references regions (code)
);
create index stage_templates_by_time on stage_templates (created_at, id);

-- Made for another year beside one that stands: it takes nothing from that one.
alter table validations add column beside boolean not null default false;

-- Null where the locus follows what is shipped.
alter table loci add column template_id {uuid} references stage_templates (id);
-- Who carries it, as JSON.
alter table loci add column team {text} not null default '[]';
-- The number of the stage it stands in; 8 when all are passed. Since when.
alter table loci add column stage integer not null default 1 check (stage between 1 and 8);
alter table loci add column stage_since bigint not null default 0;
update loci set stage_since = created_at;
create index loci_of_template on loci (template_id);
create index loci_by_wait on loci (stage_since, id);
create index loci_of_city_by_wait on loci (city_code, stage_since, id);
create index loci_of_city_by_stage on loci (city_code, stage, stage_since, id);
-- Widened, so that what is not archived is counted from it alone.
drop index loci_of_city;
create index loci_of_city on loci (city_code, year, id, archived_at);
create index loci_of_district_by_wait on loci (district_code, stage_since, id);
create index loci_of_region_by_wait on loci (region_code, stage_since, id);

-- One stage of a locus. Seven for each.
create table stage_records (
    id {uuid} not null,
    locus_id {uuid} not null,
    number integer not null check (number between 1 and 7),
    stage {text} not null,
    year integer not null,
    city_code {text} not null,
    district_code {text} not null,
    region_code {text} not null,
    state {text} not null check (state in ('open', 'submitted', 'returned', 'passed', 'suspended')),
    since bigint not null,
    planned_start date,
    planned_end date,
    started_on date,
    ended_on date,
    agency_id {uuid},
    narrative {text},
    benefit {text},
    residents_involvement {text},
    residents_reason {text},
    team_involvement {text},
    team_reason {text},
    termination_reason {text},
    -- Who submitted it last, and how many have approved since.
    submitted_by {uuid},
    approvals integer not null,
    created_at bigint not null,
    updated_at bigint not null,
    version bigint not null,
    constraint stage_records_pkey primary key (id),
    constraint stage_records_once unique (locus_id, number),
    constraint stage_records_submitted check (state <> 'submitted' or submitted_by is not null),
    constraint stage_records_termination check (termination_reason is null or number = 7),
    constraint stage_records_locus foreign key (locus_id, year) references loci (id, year),
    constraint stage_records_agency foreign key (agency_id) references agencies (id),
    constraint stage_records_submitter foreign key (submitted_by) references users (id)
);
create index stage_records_by_year on stage_records (year, locus_id, number, id);
create index stage_records_of_city on stage_records (city_code, year, id);
create index stage_records_of_district on stage_records (district_code, year, id);
create index stage_records_of_region on stage_records (region_code, year, id);
create index stage_records_of_city_by_state on stage_records (city_code, state, year, id);
create index stage_records_of_city_by_stage on stage_records (city_code, number, year, id);
create index stage_records_of_agency on stage_records (agency_id);

-- What someone declared for a requirement.
create table stage_entries (
    id {uuid} not null,
    record_id {uuid} not null,
    requirement {text} not null,
    day date not null,
    statement {text},
    document_id {uuid},
    role {text},
    entered_by {uuid} not null,
    created_at bigint not null,
    withdrawn_at bigint,
    withdrawn_by {uuid},
    withdrawal_reason {text},
    constraint stage_entries_pkey primary key (id),
    constraint stage_entries_withdrawn
        check ((withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdrawal_reason is null)),
    constraint stage_entries_record foreign key (record_id) references stage_records (id),
    constraint stage_entries_document foreign key (document_id) references documents (id),
    constraint stage_entries_entered_by foreign key (entered_by) references users (id),
    constraint stage_entries_withdrawn_by foreign key (withdrawn_by) references users (id)
);
create index stage_entries_of_record on stage_entries (record_id, created_at, id);
create index stage_entries_of_document on stage_entries (document_id);

-- A request to pass without a requirement. It takes two people.
create table stage_waivers (
    id {uuid} not null,
    record_id {uuid} not null,
    requirement {text} not null,
    reason {text} not null,
    state {text} not null check (state in ('requested', 'granted', 'refused', 'lapsed')),
    requested_by {uuid} not null,
    created_at bigint not null,
    decided_by {uuid},
    decided_at bigint,
    decision_note {text},
    constraint stage_waivers_pkey primary key (id),
    constraint stage_waivers_two_people check (decided_by is null or decided_by <> requested_by),
    constraint stage_waivers_signed check (state not in ('granted', 'refused') or decided_by is not null),
    constraint stage_waivers_record foreign key (record_id) references stage_records (id),
    constraint stage_waivers_requested_by foreign key (requested_by) references users (id),
    constraint stage_waivers_decided_by foreign key (decided_by) references users (id)
);
create index stage_waivers_of_record on stage_waivers (record_id, created_at, id);
create unique index stage_waivers_once on stage_waivers (record_id, requirement) where state in ('requested', 'granted');

-- What was done with a stage; append-only.
create table stage_acts (
    id {uuid} not null,
    record_id {uuid} not null,
    action {text} not null,
    note {text},
    role {text},
    done_by {uuid} not null,
    done_at bigint not null,
    constraint stage_acts_pkey primary key (id),
    constraint stage_acts_record foreign key (record_id) references stage_records (id),
    constraint stage_acts_done_by foreign key (done_by) references users (id)
){keyed};
create index stage_acts_of_record on stage_acts (record_id, done_at, id);

-- A stage opened again: it and the later ones are held up.
create table stage_reopenings (
    id {uuid} not null,
    locus_id {uuid} not null,
    number integer not null check (number between 1 and 7),
    reason {text} not null,
    reopened_by {uuid} not null,
    reopened_at bigint not null,
    constraint stage_reopenings_pkey primary key (id),
    constraint stage_reopenings_record foreign key (locus_id, number) references stage_records (locus_id, number),
    constraint stage_reopenings_reopened_by foreign key (reopened_by) references users (id)
){keyed};
create index stage_reopenings_of_locus on stage_reopenings (locus_id, number);

-- A stage passed. It stands on the passage of the stage before: by the foreign
-- key no stage is skipped. No row is deleted; a reopening suspends it.
create table stage_passages (
    id {uuid} not null,
    locus_id {uuid} not null,
    number integer not null check (number between 1 and 7),
    previous_id {uuid},
    previous_number integer,
    template_id {uuid} not null,
    -- How every requirement stood, as JSON: what was counted then.
    checklist {text} not null,
    passed_by {uuid} not null,
    passed_at bigint not null,
    suspended_by {uuid},
    constraint stage_passages_pkey primary key (id),
    constraint stage_passages_of_stage unique (id, locus_id, number),
    -- The first stands on none, every other on the one right before it.
    constraint stage_passages_order check (
        (number = 1 and previous_id is null and previous_number is null)
        or (number > 1 and previous_id is not null and previous_number is not null and previous_number = number - 1)
    ),
    constraint stage_passages_previous
        foreign key (previous_id, locus_id, previous_number) references stage_passages (id, locus_id, number),
    constraint stage_passages_record foreign key (locus_id, number) references stage_records (locus_id, number),
    constraint stage_passages_template foreign key (template_id) references stage_templates (id),
    constraint stage_passages_passed_by foreign key (passed_by) references users (id),
    constraint stage_passages_suspended_by foreign key (suspended_by) references stage_reopenings (id)
);
-- One passage of a stage stands.
create unique index stage_passages_once on stage_passages (locus_id, number) where suspended_by is null;
create index stage_passages_of_previous on stage_passages (previous_id);
