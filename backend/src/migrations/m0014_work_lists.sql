-- The filters of a list, kept under a name; a search is never among them.
create table work_lists (
    id {uuid} not null,
    list {text} not null,
    name {text} not null,
    filters {text} not null,
    sort {text},
    shared_in {text},
    owner_id {uuid} not null,
    created_at bigint not null,
    updated_at bigint not null,
    version bigint not null,
    constraint work_lists_pkey primary key (id),
    constraint work_lists_name unique (owner_id, list, name),
    constraint work_lists_owner foreign key (owner_id) references users (id),
    constraint work_lists_place foreign key (shared_in) references regions (code)
);
create index work_lists_shared on work_lists (shared_in, list) where shared_in is not null;
-- Shared by a city or a province, `32.75` or `32`.
create index work_lists_widely on work_lists (list) where length(shared_in) <= 5;
