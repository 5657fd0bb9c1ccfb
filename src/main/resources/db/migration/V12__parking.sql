-- Who did not answer, when that is why a job failed, and the round that set it going again.
alter table affected_job add column peer varchar(255) default '' not null;
alter table affected_job add column round integer;
create index affected_job_peer on affected_job (peer, state);

-- Targets whose jobs are held back until it answers again: one row each, written by the one node
-- that sweeps and by operators.
create table parked_target (
  target varchar(255) primary key,
  cause varchar(32) not null,
  state varchar(16) not null,
  actor varchar(100) not null,
  reason varchar(2000) not null,
  since timestamp(3) with time zone not null,
  probe_at timestamp(3) with time zone,
  round integer not null,
  sent integer not null
);
create unique index parked_target_cause on parked_target (cause);

-- How calls of each target go, as each node sees it.
create table circuit_report (
  node varchar(64) not null,
  target varchar(255) not null,
  state varchar(16) not null,
  succeeded bigint not null,
  failed bigint not null,
  reported_at timestamp(3) with time zone not null,
  primary key (node, target)
);

-- Nodes and when each was last alive.
create table node (
  id varchar(64) primary key,
  seen_at timestamp(3) with time zone not null
);

-- Jobs that were begun and did not end within their lock.
create table restless_job (
  job varchar(64) primary key,
  locked_until timestamp not null,
  starts integer not null
);
