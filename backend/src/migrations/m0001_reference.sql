create table regions (
    code {text} not null,
    level {text} not null check (level in ('province', 'city', 'district', 'village')),
    name {text} not null,
    official_name {text} not null,
    search_text {text} not null,
    name_folded {text} not null,
    parent_code {text},
    bps_code {text},
    postal_code {text},
    note {text},
    constraint regions_pkey primary key (code),
    constraint regions_parent foreign key (parent_code) references regions (code)
);
create index regions_by_name on regions (name_folded, code);
create index regions_by_level on regions (level, code);

create table agencies (
    id {uuid} not null,
    name {text} not null,
    name_folded {text} not null,
    short_name {text} not null,
    short_name_folded {text} not null,
    aliases {text} not null,
    search_text {text} not null,
    region_code {text} not null,
    archived_at bigint,
    archive_reason {text},
    created_at bigint not null,
    updated_at bigint not null,
    version bigint not null,
    constraint agencies_pkey primary key (id),
    constraint agencies_region foreign key (region_code) references regions (code),
    constraint agencies_short_name unique (region_code, short_name_folded)
);
create index agencies_by_name on agencies (name_folded, id);
create index agencies_by_short_name on agencies (short_name_folded, id);

create table codes (
    id {uuid} not null,
    list {text} not null,
    code {text} not null,
    label_id {text} not null,
    label_en {text} not null,
    position integer not null,
    -- The list and the place in it as one text, the order of the page.
    list_order {text} not null,
    retired boolean not null,
    created_at bigint not null,
    updated_at bigint not null,
    version bigint not null,
    constraint codes_pkey primary key (id),
    constraint codes_list_code unique (list, code)
);
create index codes_in_order on codes (list_order, id);
