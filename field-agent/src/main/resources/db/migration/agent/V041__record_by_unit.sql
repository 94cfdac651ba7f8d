create index record_by_unit on record (unit, kind, number);
