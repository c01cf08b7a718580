alter table imports add column updates integer not null default 0;
alter table imports add column conflicts integer not null default 0;
alter table imports add column mended integer not null default 0;
-- Sheets, columns and what was chosen by hand, sealed: samples are personal.
alter table imports add column reading {bytes};
alter table imports add column mends {uuid};
alter table imports add column commit_updates boolean not null default false;

alter table import_rows add column mended boolean not null default false;

create table import_sources (
    id {uuid} not null,
    name {text} not null,
    place_code {text} not null,
    fingerprint {bytes} not null,
    columns {text} not null,
    created_by {uuid} not null,
    created_at bigint not null,
    used_at bigint not null,
    version bigint not null,
    constraint import_sources_pkey primary key (id),
    constraint import_sources_author foreign key (created_by) references users (id)
);
create unique index import_sources_headings on import_sources (place_code, fingerprint);
create index import_sources_used on import_sources (place_code, used_at, id);

-- Whoever reads the lists of a whole city reads the newest first.
create index imports_in_time on imports (created_at, id);
