-- What a city runs in one year.
create table programmes (
    id {uuid} not null,
    name {text} not null,
    year integer not null,
    city_code {text} not null,
    -- One code a line; empty where it runs in the whole city.
    district_codes {text} not null,
    lead_agency_id {uuid} not null,
    budget_year integer not null,
    target_families integer not null check (target_families > 0),
    archived_at bigint,
    archive_reason {text},
    created_at bigint not null,
    updated_at bigint not null,
    version bigint not null,
    constraint programmes_pkey primary key (id),
    constraint programmes_of_year unique (id, year),
    constraint programmes_name unique (city_code, year, name),
    constraint programmes_city foreign key (city_code) references regions (code),
    constraint programmes_lead_agency foreign key (lead_agency_id) references agencies (id)
);
create index programmes_by_year on programmes (year, id);
create index programmes_of_agency on programmes (lead_agency_id);

-- One or more RW of a kelurahan in a programme year.
create table loci (
    id {uuid} not null,
    programme_id {uuid} not null,
    year integer not null,
    city_code {text} not null,
    district_code {text} not null,
    region_code {text} not null,
    -- One RW a line, as in locus_rws.
    rws {text} not null,
    target_families integer not null check (target_families > 0),
    starts_on date,
    ends_on date,
    archived_at bigint,
    archive_reason {text},
    created_at bigint not null,
    updated_at bigint not null,
    version bigint not null,
    constraint loci_pkey primary key (id),
    constraint loci_of_year unique (id, year),
    constraint loci_period check (ends_on is null or starts_on is null or ends_on >= starts_on),
    -- The year of a locus is that of its programme.
    constraint loci_programme foreign key (programme_id, year) references programmes (id, year),
    constraint loci_region foreign key (region_code) references regions (code)
);
create index loci_by_year on loci (year, id);
create index loci_of_programme on loci (programme_id, year, id);
create index loci_of_city on loci (city_code, year, id);
create index loci_of_district on loci (district_code, year, id);
create index loci_of_region on loci (region_code, year, id);

-- The RW of a locus, one row each, as long as it is not archived: each belongs
-- to one locus of a programme.
create table locus_rws (
    locus_id {uuid} not null,
    programme_id {uuid} not null,
    region_code {text} not null,
    rw {text} not null,
    constraint locus_rws_pkey primary key (locus_id, rw),
    constraint locus_rws_once unique (programme_id, region_code, rw),
    constraint locus_rws_locus foreign key (locus_id) references loci (id)
);

-- A woman in a locus, for its programme year.
create table enrolments (
    id {uuid} not null,
    locus_id {uuid} not null,
    year integer not null,
    beneficiary_id {uuid} not null,
    city_code {text} not null,
    district_code {text} not null,
    region_code {text} not null,
    rw {text} not null,
    state {text} not null check (state in ('proposed', 'active', 'completed', 'withdrawn')),
    reason {text},
    validation_id {uuid} not null,
    proposed_by {uuid} not null,
    created_at bigint not null,
    updated_at bigint not null,
    version bigint not null,
    constraint enrolments_pkey primary key (id),
    constraint enrolments_reason check ((state = 'withdrawn') = (reason is not null)),
    constraint enrolments_locus foreign key (locus_id, year) references loci (id, year),
    constraint enrolments_woman foreign key (beneficiary_id) references beneficiaries (id),
    constraint enrolments_decision foreign key (validation_id) references validations (id),
    constraint enrolments_proposed_by foreign key (proposed_by) references users (id)
);
-- One woman, one locus a year.
create unique index enrolments_once on enrolments (beneficiary_id, year) where state <> 'withdrawn';
create index enrolments_of_woman on enrolments (beneficiary_id, created_at, id);
create index enrolments_of_locus on enrolments (locus_id, created_at, id);
create index enrolments_of_city on enrolments (city_code, created_at, id);
create index enrolments_of_city_by_state on enrolments (city_code, state, created_at, id);
create index enrolments_of_district on enrolments (district_code, created_at, id);
create index enrolments_of_region on enrolments (region_code, created_at, id);
create index enrolments_of_rw on enrolments (region_code, rw, created_at, id);
create index enrolments_of_decision on enrolments (validation_id);
