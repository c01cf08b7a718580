-- What others did with something of a user's, told to her. Of what it is about
-- only the ids: the rest is read as she may see it on the day.
create table notifications (
    id {uuid} not null,
    user_id {uuid} not null,
    kind {text} not null,
    locus_id {uuid},
    stage {text},
    action_id {uuid},
    sent_by {uuid} not null,
    created_at bigint not null,
    read_at bigint,
    constraint notifications_pkey primary key (id),
    constraint notifications_user foreign key (user_id) references users (id),
    constraint notifications_locus foreign key (locus_id) references loci (id),
    constraint notifications_action foreign key (action_id) references actions (id),
    constraint notifications_sent_by foreign key (sent_by) references users (id)
);
create index notifications_of on notifications (user_id, created_at, id);
create index notifications_unread on notifications (user_id, created_at, id) where read_at is null;
create index notifications_by_age on notifications (created_at);
-- Whose signature is asked for.
create index stage_waivers_in_state on stage_waivers (state, created_at, id);
