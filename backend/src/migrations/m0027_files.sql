-- Files that lie in a bucket under the name of their document, and not in
-- document_files.
create table document_objects (
    document_id {uuid} not null,
    -- The secret it is sealed with.
    key_id {text} not null,
    constraint document_objects_pkey primary key (document_id),
    constraint document_objects_of foreign key (document_id) references documents (id)
);
-- Objects in the bucket that no document has yet, or any more.
create table loose_objects (
    object_id {uuid} not null,
    since bigint not null,
    constraint loose_objects_pkey primary key (object_id)
);
create index loose_objects_by_age on loose_objects (since);
-- Pictures made small, sealed.
create table document_thumbnails (
    document_id {uuid} not null,
    sealed {bytes} not null,
    constraint document_thumbnails_pkey primary key (document_id),
    constraint document_thumbnails_of foreign key (document_id) references documents (id)
);
alter table documents add column has_thumbnail boolean not null default false;
