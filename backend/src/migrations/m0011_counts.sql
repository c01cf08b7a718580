-- The total of a place, a status, an answer or a stage is counted on an index alone.
drop index beneficiaries_of_city;
drop index beneficiaries_of_district;
drop index beneficiaries_of_village;
drop index beneficiaries_of_rw;
drop index beneficiaries_of_status;
drop index beneficiaries_of_city_by_status;
drop index beneficiaries_of_district_by_status;
create index beneficiaries_of_city on beneficiaries (city_code, full_name_folded, id, archived_at, complete, rw, eligibility, welfare_stage, below_poverty_line);
create index beneficiaries_of_district on beneficiaries (district_code, full_name_folded, id, archived_at, complete, rw, eligibility, welfare_stage, below_poverty_line);
create index beneficiaries_of_village on beneficiaries (region_code, full_name_folded, id, archived_at, complete, rw, eligibility, welfare_stage, below_poverty_line);
create index beneficiaries_of_rw on beneficiaries (region_code, rw, full_name_folded, id, archived_at, complete);
create index beneficiaries_of_status on beneficiaries (region_code, status, full_name_folded, id, archived_at, complete, rw);
create index beneficiaries_of_city_by_status on beneficiaries (city_code, status, full_name_folded, id, archived_at, complete, rw);
create index beneficiaries_of_district_by_status on beneficiaries (district_code, status, full_name_folded, id, archived_at, complete, rw);
