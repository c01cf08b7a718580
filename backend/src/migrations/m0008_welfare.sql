create table poverty_lines (
    id {uuid} not null,
    region_code {text} not null,
    year integer not null,
    monthly_rupiah bigint not null check (monthly_rupiah > 0),
    poor_people bigint check (poor_people >= 0),
    poor_share integer check (poor_share between 0 and 10000),
    source {text} not null,
    created_at bigint not null,
    updated_at bigint not null,
    version bigint not null,
    constraint poverty_lines_pkey primary key (id),
    constraint poverty_lines_year unique (region_code, year),
    constraint poverty_lines_region foreign key (region_code) references regions (code)
);
create index poverty_lines_by_year on poverty_lines (year, id);

create table region_facts (
    id {uuid} not null,
    region_code {text} not null,
    year integer not null,
    kind {text} not null,
    value bigint not null,
    source {text} not null,
    created_at bigint not null,
    updated_at bigint not null,
    version bigint not null,
    constraint region_facts_pkey primary key (id),
    constraint region_facts_year unique (region_code, kind, year),
    constraint region_facts_region foreign key (region_code) references regions (code)
);
create index region_facts_by_year on region_facts (year, id);
create index region_facts_of_kind on region_facts (kind, year, id);

create table rule_sets (
    id {uuid} not null,
    number integer not null,
    state {text} not null check (state in ('draft', 'in_force', 'ended')),
    note {text},
    rules {text} not null,
    age_min integer not null,
    age_max integer not null,
    age_on {text} not null,
    region_code {text},
    poverty_basis {text} not null,
    low_stages {text} not null,
    head_condition {text} not null,
    in_force_from bigint,
    ended_at bigint,
    renewed_for integer,
    created_at bigint not null,
    updated_at bigint not null,
    version bigint not null,
    constraint rule_sets_pkey primary key (id),
    constraint rule_sets_number unique (number),
    constraint rule_sets_ages check (age_min <= age_max),
    constraint rule_sets_region foreign key (region_code) references regions (code)
);
create unique index rule_sets_one_in_force on rule_sets (state) where state = 'in_force';

create table welfare_assessments (
    id {uuid} not null,
    beneficiary_id {uuid} not null,
    household_id {uuid} not null,
    assessed_on date not null,
    assessed_by {text},
    ks21 {text},
    dwelling {text},
    aid {text},
    functioning_sealed {bytes},
    monthly_income bigint check (monthly_income >= 0),
    monthly_expenditure bigint check (monthly_expenditure >= 0),
    people integer not null check (people > 0),
    city_code {text} not null,
    district_code {text} not null,
    region_code {text} not null,
    rw {text} not null,
    recorded_by {uuid} not null,
    withdrawn_at bigint,
    withdrawal_reason {text},
    created_at bigint not null,
    version bigint not null,
    constraint welfare_assessments_pkey primary key (id),
    constraint welfare_assessments_beneficiary foreign key (beneficiary_id) references beneficiaries (id),
    constraint welfare_assessments_household foreign key (household_id) references households (id),
    constraint welfare_assessments_recorder foreign key (recorded_by) references users (id)
);
create index welfare_assessments_of on welfare_assessments (beneficiary_id, assessed_on, id);
create index welfare_assessments_of_household on welfare_assessments (household_id, assessed_on, id);
create index welfare_assessments_of_city on welfare_assessments (city_code, assessed_on, id, withdrawn_at);
create index welfare_assessments_of_district on welfare_assessments (district_code, assessed_on, id, withdrawn_at);
create index welfare_assessments_of_village on welfare_assessments (region_code, assessed_on, id, withdrawn_at);
create index welfare_assessments_of_rw on welfare_assessments (region_code, rw, assessed_on, id, withdrawn_at);

create table poverty_checks (
    id {uuid} not null,
    beneficiary_id {uuid} not null,
    checked_on date not null,
    source_database {text} not null,
    result {text} not null,
    decile integer check (decile between 1 and 10),
    source {text} not null,
    recorded_by {uuid} not null,
    created_at bigint not null,
    constraint poverty_checks_pkey primary key (id),
    constraint poverty_checks_recorder foreign key (recorded_by) references users (id)
) {keyed};
create index poverty_checks_of on poverty_checks (beneficiary_id, checked_on, id);

alter table beneficiaries add column welfare_stage {text};
alter table beneficiaries add column below_poverty_line boolean;
alter table beneficiaries add column eligibility {text} not null default 'unknown';
alter table validations add column eligibility {text};
alter table validations add column rule_set_number integer;
alter table validations add column rule_findings {text};

create table household_finances (
    id {uuid} not null,
    household_id {uuid} not null,
    told_on date not null,
    monthly_income bigint check (monthly_income >= 0),
    monthly_expenditure bigint check (monthly_expenditure >= 0),
    people integer not null check (people > 0),
    recorded_by {uuid},
    assessment_id {uuid},
    created_at bigint not null,
    constraint household_finances_pkey primary key (id)
);
create index household_finances_of on household_finances (household_id, told_on, created_at, id);

-- What stands already becomes the first entry of its series.
insert into household_finances
    (id, household_id, told_on, monthly_income, monthly_expenditure, people, recorded_by, created_at)
select id, id, finances_on, monthly_income, monthly_expenditure, living, collected_by, updated_at
from (
    select h.*,
        1 + (select count(*) from household_members m where m.household_id = h.id and m.removed_at is null)
          + (select count(*) from beneficiaries b where b.household_id = h.id and b.archived_at is null)
          - (select count(*) from (select 1 from beneficiaries b where b.household_id = h.id and b.archived_at is null limit 1) one)
          as living
    from households h
    where h.finances_on is not null and (h.monthly_income is not null or h.monthly_expenditure is not null)
) standing;
