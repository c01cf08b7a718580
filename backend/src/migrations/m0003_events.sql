create table events (
    id {uuid} not null,
    at bigint not null,
    actor_id {uuid},
    permission {text} not null,
    operation {text} not null,
    request_id {text} not null,
    address {text},
    resource_kind {text} not null,
    resource_id {text} not null,
    place {text},
    place_before {text},
    agency_id {uuid},
    reason {text},
    members {text} not null,
    constraint events_pkey primary key (id),
    constraint events_actor foreign key (actor_id) references users (id)
) {keyed};
create index events_in_time on events (at, id);
create index events_of_resource on events (resource_kind, resource_id, at);
create index events_of_actor on events (actor_id, at);
create index events_of_operation on events (operation, at);

create table event_queue (
    event_id {uuid} not null,
    constraint event_queue_pkey primary key (event_id),
    constraint event_queue_event foreign key (event_id) references events (id)
);

create table event_chain (
    position bigint not null,
    event_id {uuid} not null,
    hash {text} not null,
    constraint event_chain_pkey primary key (position),
    constraint event_chain_event unique (event_id),
    constraint event_chain_of foreign key (event_id) references events (id)
) {keyed};

create table revisions (
    event_id {uuid} not null,
    key_id {text} not null,
    sealed {bytes} not null,
    constraint revisions_pkey primary key (event_id),
    constraint revisions_event foreign key (event_id) references events (id)
);

create table idempotency_keys (
    user_id {uuid} not null,
    key {text} not null,
    request_digest {bytes} not null,
    resource_id {text} not null,
    created_at bigint not null,
    constraint idempotency_keys_pkey primary key (user_id, key)
);
create index idempotency_keys_by_age on idempotency_keys (created_at);

create table sequencer_leases (
    id integer not null,
    holder {uuid},
    until bigint not null,
    constraint sequencer_leases_pkey primary key (id),
    constraint sequencer_leases_one check (id = 1)
);
insert into sequencer_leases (id, holder, until) values (1, null, 0);
