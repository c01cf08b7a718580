-- Who tries NIKs is counted at each registration: among the few such events of
-- a user, not among all she left within the hour.
create index events_of_probes on events (actor_id, at) where resource_kind in ('nik_probe', 'beneficiary_lookup');
