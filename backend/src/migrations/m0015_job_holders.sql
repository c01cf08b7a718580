-- Whose hands a running job is in: another name each time it is claimed.
alter table jobs add column holder {uuid};
