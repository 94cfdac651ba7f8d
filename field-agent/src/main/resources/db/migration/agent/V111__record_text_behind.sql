-- Records of which something came, or went, that was written elsewhere: their words are read anew.
create table record_text_behind (
  record text primary key
);

-- More of a record is looked in than before: everything is read again at the next search.
drop table record_text;

create virtual table record_text using fts5 (
  words,
  tokenize = 'unicode61 remove_diacritics 2'
);

delete from record_place;

update record_text_position set upto = 0 where id = 1;
