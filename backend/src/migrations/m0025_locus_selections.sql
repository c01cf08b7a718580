-- Places of a programme compared by what they need, and which were chosen.
create table locus_selections (
    id {uuid} not null,
    programme_id {uuid} not null,
    city_code {text} not null,
    -- The places compared lie in this city or kecamatan.
    region_code {text} not null,
    level {text} not null check (level in ('district', 'village')),
    -- As JSON.
    indicators {text} not null,
    note {text},
    state {text} not null check (state in ('draft', 'decided')),
    -- One code a line.
    chosen_codes {text} not null,
    reason {text},
    -- The ranking it was decided on, as JSON.
    ranking {text},
    decided_by {uuid},
    decided_at bigint,
    created_at bigint not null,
    updated_at bigint not null,
    version bigint not null,
    constraint locus_selections_pkey primary key (id),
    constraint locus_selections_decided check (
        (state = 'decided') = (ranking is not null)
        and (state = 'decided') = (decided_by is not null)
        and (state = 'decided') = (decided_at is not null)
        and (state = 'decided') = (chosen_codes <> '')
    ),
    constraint locus_selections_programme foreign key (programme_id) references programmes (id),
    constraint locus_selections_region foreign key (region_code) references regions (code),
    constraint locus_selections_decided_by foreign key (decided_by) references users (id)
);
create index locus_selections_by_age on locus_selections (created_at, id);
create index locus_selections_of_programme on locus_selections (programme_id, created_at, id);
