-- What is said of a stage of a locus.
create table comments (
    id {uuid} not null,
    stage_record_id {uuid} not null,
    locus_id {uuid} not null,
    stage {text} not null,
    city_code {text} not null,
    district_code {text} not null,
    region_code {text} not null,
    text {text} not null,
    written_by {uuid} not null,
    -- The role she speaks in.
    role {text} not null,
    created_at bigint not null,
    withdrawn_at bigint,
    version bigint not null,
    constraint comments_pkey primary key (id),
    constraint comments_record foreign key (stage_record_id) references stage_records (id),
    constraint comments_locus foreign key (locus_id) references loci (id),
    constraint comments_written_by foreign key (written_by) references users (id)
);
create index comments_by_time on comments (created_at, id);
create index comments_of_city on comments (city_code, created_at, id);
create index comments_of_district on comments (district_code, created_at, id);
create index comments_of_region on comments (region_code, created_at, id);
create index comments_of_locus on comments (locus_id, created_at, id);
create index comments_of_record on comments (stage_record_id, created_at, id);
