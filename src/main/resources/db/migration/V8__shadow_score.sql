-- What the challenger would have said where the champion served: scores alone, no keys of records.
create table shadow_score (
  id varchar(36) primary key,
  model varchar(63) not null,
  champion varchar(12) not null,
  challenger varchar(12) not null,
  champion_score double precision,
  challenger_score double precision,
  scored_at timestamp(3) with time zone not null
);

create index shadow_score_of on shadow_score (model, challenger, scored_at);
