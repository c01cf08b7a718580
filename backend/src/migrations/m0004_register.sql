create table households (
    id {uuid} not null,
    kk_sealed {bytes},
    kk_hash {bytes},
    kk_masked {text},
    city_code {text} not null,
    district_code {text} not null,
    region_code {text} not null,
    rw {text} not null,
    rt {text} not null,
    address {text},
    monthly_income bigint check (monthly_income >= 0),
    monthly_expenditure bigint check (monthly_expenditure >= 0),
    finances_on date,
    collected_by {uuid},
    created_at bigint not null,
    updated_at bigint not null,
    version bigint not null,
    constraint households_pkey primary key (id),
    constraint households_region foreign key (region_code) references regions (code),
    constraint households_collector foreign key (collected_by) references users (id)
);
create index households_by_kk on households (kk_hash);
create index households_of_city on households (city_code, updated_at, id);
create index households_of_district on households (district_code, updated_at, id);
create index households_of_village on households (region_code, updated_at, id);
create index households_of_rw on households (region_code, rw, updated_at, id);

create table household_members (
    id {uuid} not null,
    household_id {uuid} not null,
    full_name {text} not null,
    birth_date date,
    sex {text} not null check (sex in ('female', 'male')),
    relation {text} not null,
    schooling {text},
    livelihood {text} not null,
    removed_at bigint,
    removal_reason {text},
    created_at bigint not null,
    updated_at bigint not null,
    version bigint not null,
    constraint household_members_pkey primary key (id),
    constraint household_members_household foreign key (household_id) references households (id)
);
create index household_members_of on household_members (household_id, created_at, id);

create table beneficiary_words (
    beneficiary_id {uuid} not null,
    word {text} not null,
    constraint beneficiary_words_pkey primary key (beneficiary_id, word)
);
create index beneficiary_words_by_word on beneficiary_words (word, beneficiary_id);

create table validations (
    id {uuid} not null,
    beneficiary_id {uuid} not null,
    programme_year integer not null,
    outcome {text} not null check (outcome in ('validated', 'refused', 'withdrawn', 'put_forward')),
    reason_code {text},
    reason {text},
    document_number {text},
    document_date date,
    beneficiary_version bigint not null,
    decided_by {uuid} not null,
    decided_at bigint not null,
    city_code {text} not null,
    district_code {text} not null,
    region_code {text} not null,
    rw {text} not null,
    constraint validations_pkey primary key (id),
    constraint validations_decider foreign key (decided_by) references users (id)
) {keyed};
create index validations_of on validations (beneficiary_id, decided_at, id);
create index validations_of_city on validations (city_code, decided_at, id);
create index validations_of_district on validations (district_code, decided_at, id);
create index validations_of_village on validations (region_code, decided_at, id);
create index validations_of_rw on validations (region_code, rw, decided_at, id);
