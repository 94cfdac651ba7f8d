-- How many bundles were made, up to where the last of them leads in which epoch, and the newest
-- answer that was taken.
create table bundle (
  id integer primary key check (id = 1),
  made integer not null check (made >= 0),
  epoch integer not null check (epoch >= 0),
  exported integer not null check (exported >= 0),
  heard integer not null check (heard >= 0)
);
insert into bundle (id, made, epoch, exported, heard) values (1, 0, 0, 0, 0);
