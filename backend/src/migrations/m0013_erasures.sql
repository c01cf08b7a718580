-- What stood in a list stands sealed, its headings too.
alter table imports drop column ignored_headings;

-- Since when a record is only kept: refused or put away.
alter table beneficiaries add column retained_since bigint;
update beneficiaries set retained_since = coalesce(archived_at, updated_at)
    where archived_at is not null or status = 'refused';
create index beneficiaries_retained on beneficiaries (retained_since, id) where retained_since is not null;

-- That a woman's data were destroyed, and nothing of them.
create table erasures (
    beneficiary_id {uuid} not null,
    erased_by {uuid} not null,
    erased_at bigint not null,
    on_request boolean not null,
    constraint erasures_pkey primary key (beneficiary_id),
    constraint erasures_by foreign key (erased_by) references users (id)
) {keyed};
