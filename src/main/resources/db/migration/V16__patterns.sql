-- What healed by itself: jobs of a subject (who did not answer, or the step that failed) in an hour.
create table healing_tally (
  subject varchar(500) not null,
  hour_at timestamp(3) with time zone not null,
  jobs bigint not null,
  seconds bigint not null,
  primary key (subject, hour_at)
);
create index healing_tally_hour on healing_tally (hour_at);

-- More healed by itself than is usual: a deeper cause that people are told of once.
create table pattern_alert (
  id varchar(64) primary key,
  subject varchar(500) not null,
  window_hours integer not null,
  jobs bigint not null,
  expected double precision not null,
  chance double precision not null,
  raised_at timestamp(3) with time zone not null,
  told_run varchar(64),
  acknowledged_by varchar(100),
  acknowledged_at timestamp(3) with time zone,
  note varchar(2000),
  over_at timestamp(3) with time zone
);
create index pattern_alert_subject on pattern_alert (subject, over_at);
create index pattern_alert_raised on pattern_alert (raised_at);
