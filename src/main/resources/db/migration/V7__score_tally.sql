-- How many scored rows fell into which bin of a version's baseline; a blank column is the score.
create table score_tally (
  model varchar(63) not null,
  version varchar(12) not null,
  counted_from timestamp(3) with time zone not null,
  column_name varchar(255) not null,
  bin integer not null,
  row_count bigint not null,
  primary key (model, version, counted_from, column_name, bin)
);
