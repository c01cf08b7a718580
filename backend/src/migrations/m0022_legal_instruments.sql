-- Regulations and decrees that programmes and loci stand on.
create table legal_instruments (
    id {uuid} not null,
    kind {text} not null
        check (kind in ('mayor_regulation', 'mayor_proposal', 'governor_decree', 'mayor_decree', 'other')),
    number {text} not null,
    dated date not null,
    title {text} not null,
    summary {text},
    city_code {text} not null,
    programme_id {uuid},
    locus_id {uuid},
    document_id {uuid},
    archived_at bigint,
    archive_reason {text},
    created_at bigint not null,
    updated_at bigint not null,
    version bigint not null,
    constraint legal_instruments_pkey primary key (id),
    constraint legal_instruments_number unique (city_code, kind, number),
    constraint legal_instruments_place check (locus_id is null or programme_id is not null),
    constraint legal_instruments_city foreign key (city_code) references regions (code),
    constraint legal_instruments_programme foreign key (programme_id) references programmes (id),
    constraint legal_instruments_locus foreign key (locus_id) references loci (id),
    constraint legal_instruments_document foreign key (document_id) references documents (id)
);
create index legal_instruments_by_day on legal_instruments (dated, id);
create index legal_instruments_by_kind on legal_instruments (kind, dated, id);
create index legal_instruments_of_programme on legal_instruments (programme_id, dated, id);
create index legal_instruments_of_locus on legal_instruments (locus_id, dated, id);
create index legal_instruments_of_document on legal_instruments (document_id);
