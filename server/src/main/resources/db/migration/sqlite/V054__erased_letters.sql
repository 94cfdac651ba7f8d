-- Laptops hear now of records that were erased before there was a letter for it.
insert into letter (device, number, kind, record, revision, remark, at)
select
  held.device,
  (select coalesce(max(number), 0) from letter where letter.device = held.device)
    + row_number() over (partition by held.device order by held.record),
  'ERASED',
  held.record,
  held.revision,
  '',
  held.at
from (
  select revision.device, revision.record, max(tombstone.revision) as revision,
    max(tombstone.at) as at
  from tombstone
  join revision on revision.id = tombstone.revision
  group by revision.device, revision.record
) as held;
