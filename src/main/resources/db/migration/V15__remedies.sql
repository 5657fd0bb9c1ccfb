-- What values look like that a job cannot take: digits as 9, letters as x.
alter table affected_job add column sample varchar(500) default '' not null;

-- What an action does in detail, and how often at most to one run; 0 for as often as one likes.
alter table corrective_action add column detail varchar(4000) default '' not null;
alter table corrective_action add column most integer default 0 not null;

-- The action that set a job going again, when the job is to do something differently. A table of its
-- own, for it is written together with the job while the sweep holds the rows of affected_job.
create table helped_job (
  job varchar(64) primary key,
  action varchar(64) not null
);

-- How often a remedy was applied to a run for a cause without a person's doing.
create table applied_remedy (
  run_id varchar(64) not null,
  cause varchar(32) not null,
  remedy varchar(32) not null,
  times integer not null,
  applied_at timestamp(3) with time zone not null,
  primary key (run_id, cause, remedy)
);

-- What sources answered last, encrypted, where a contract lets an answer be used again.
create table last_answer (
  source varchar(255) not null,
  question varchar(64) not null,
  answer text not null,
  answered_at timestamp(3) with time zone not null,
  primary key (source, question)
);
