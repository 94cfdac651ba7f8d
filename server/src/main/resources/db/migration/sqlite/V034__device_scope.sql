-- What a laptop may hold of its mission. The holder is a device, or a token until a device spends it.
create table device_scope (
  holder text primary key check (length(holder) in (32, 64)),
  mission text not null check (length(mission) > 0),
  role text not null check (role in ('EVALUATOR', 'TRAINER'))
) strict;
