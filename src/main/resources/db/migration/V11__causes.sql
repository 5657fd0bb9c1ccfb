-- Why jobs fail: a row for each cause, whatever the number of jobs.
create table cause (
  id varchar(32) primary key,
  flow varchar(255) not null,
  element varchar(255) not null,
  peer varchar(255) not null,
  error varchar(255) not null,
  message varchar(500) not null,
  first_at timestamp(3) with time zone not null,
  last_at timestamp(3) with time zone not null,
  task_run varchar(64)
);
create index cause_task on cause (task_run);

-- Jobs that a cause has stopped, and what became of them.
create table affected_job (
  job varchar(64) primary key,
  cause varchar(32) not null,
  run_id varchar(64) not null,
  state varchar(16) not null,
  attempts integer not null,
  since timestamp(3) with time zone not null,
  changed_at timestamp(3) with time zone not null
);
create index affected_job_cause on affected_job (cause, state);
create index affected_job_state on affected_job (state);

-- What was done about causes, by whom and with what result.
create table corrective_action (
  id varchar(64) primary key,
  cause varchar(32) not null,
  remedy varchar(32) not null,
  actor varchar(100) not null,
  reason varchar(2000) not null,
  instances bigint not null,
  healed bigint not null,
  failed bigint not null,
  cohort integer not null,
  started_at timestamp(3) with time zone not null,
  ended_at timestamp(3) with time zone
);
create index corrective_action_cause on corrective_action (cause, started_at);

-- Held by the one node that sweeps.
create table sweep (
  id integer primary key
);
insert into sweep (id) values (1);
