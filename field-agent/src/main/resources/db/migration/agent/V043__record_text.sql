-- What is looked for in records, accents folded: a projection of the log, made again where it is lost.
create virtual table record_text using fts5 (
  words,
  tokenize = 'unicode61 remove_diacritics 2'
);

-- place: row of record_text; grows with the order in which records were first written.
create table record_place (
  place integer primary key,
  record text not null unique
);

-- How far the log has been read into the two tables above.
create table record_text_position (
  id integer primary key check (id = 1),
  upto integer not null check (upto >= 0)
);

insert into record_text_position (id, upto) values (1, 0);
