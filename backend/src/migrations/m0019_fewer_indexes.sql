-- Each index costs every registration a page or two. A district is walked by one
-- index, which holds what lists count and filter by; a kelurahan and the whole
-- city keep one of their own for the status, the filter used most.
drop index beneficiaries_of_village;
drop index beneficiaries_of_rw;
drop index beneficiaries_of_district;
drop index beneficiaries_of_district_by_status;
create index beneficiaries_of_village on beneficiaries (region_code, full_name_folded, id, archived_at, complete, rw, status, eligibility, welfare_stage, below_poverty_line);
create index beneficiaries_of_district on beneficiaries (district_code, full_name_folded, id, archived_at, complete, rw, status, eligibility, welfare_stage, below_poverty_line);
drop index households_of_city;
drop index households_of_city_by_rw;
drop index households_of_district;
drop index households_of_village;
drop index households_of_rw;
create index households_of_city on households (city_code, updated_at, id, rw);
create index households_of_district on households (district_code, updated_at, id, rw);
create index households_of_village on households (region_code, updated_at, id, rw);
