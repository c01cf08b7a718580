-- Lists of a whole city stay on an index whatever is asked of them.
drop index beneficiaries_of_city;
drop index beneficiaries_of_district;
create index beneficiaries_of_city on beneficiaries (city_code, full_name_folded, id, archived_at, complete, rw);
create index beneficiaries_of_district on beneficiaries (district_code, full_name_folded, id, archived_at, complete, rw);
create index households_of_city_by_rw on households (city_code, rw, updated_at, id);
create index validations_of_city_in_year on validations (city_code, programme_year, decided_at, id);

-- A resource is asked for by its id alone, or all of its kind.
drop index events_of_resource;
create index events_of_resource on events (resource_id, at, id);
create index events_of_kind on events (resource_kind, at, id);

-- Tickets are forgotten when their time is over.
create index tickets_by_age on tickets (expires_at);
