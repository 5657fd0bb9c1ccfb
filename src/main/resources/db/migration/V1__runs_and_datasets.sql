create table run (
  id varchar(64) primary key,
  flow varchar(255) not null,
  flow_version integer not null,
  business_key varchar(255) not null,
  state varchar(16) not null,
  started_at timestamp(3) with time zone not null,
  ended_at timestamp(3) with time zone,
  message varchar(2000) not null
);
create index run_started on run (started_at);

create table run_step (
  run_id varchar(64) not null,
  element varchar(255) not null,
  step varchar(64) not null,
  title varchar(255) not null,
  state varchar(16) not null,
  tries integer not null,
  started_at timestamp(3) with time zone not null,
  ended_at timestamp(3) with time zone,
  rows_done bigint not null,
  rows_expected bigint not null,
  rows_rejected bigint not null,
  message varchar(2000) not null,
  primary key (run_id, element)
);

create table source_file (
  source varchar(100) not null,
  sha256 char(64) not null,
  name varchar(255) not null,
  bytes bigint not null,
  received_at timestamp(3) with time zone not null,
  run_id varchar(64) not null,
  primary key (source, sha256)
);
create index source_file_run on source_file (run_id);

create table dataset (
  id varchar(64) primary key,
  kind varchar(16) not null,
  path varchar(500) not null,
  column_list text not null,
  row_count bigint not null,
  bytes bigint not null,
  sha256 char(64) not null,
  run_id varchar(64) not null,
  element varchar(255) not null,
  created_at timestamp(3) with time zone not null
);
create index dataset_run on dataset (run_id);

create table lineage (
  child varchar(64) not null,
  parent varchar(128) not null,
  primary key (child, parent)
);
