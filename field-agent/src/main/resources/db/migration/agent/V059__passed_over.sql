-- Letters of a kind that the program did not know; a newer program asks for all letters again.
create table passed_over (
  number integer primary key check (number > 0),
  program text not null
);
