-- One row for each decided case; rows are added and never changed. Features are encrypted.
create table decision_record (
  id varchar(64) primary key,
  run_id varchar(64) not null,
  element varchar(255) not null,
  business_key varchar(255) not null,
  flow varchar(255) not null,
  flow_version integer not null,
  contract varchar(255) not null,
  contract_version varchar(64) not null,
  input_sha256 char(64) not null,
  features text not null,
  model varchar(255) not null,
  model_version varchar(255) not null,
  model_role varchar(255) not null,
  score double precision,
  reasons text not null,
  verdicts text not null,
  decision varchar(255) not null,
  rung varchar(64) not null,
  answer_task varchar(64),
  decided_at timestamp(3) with time zone not null
);
create index decision_record_run on decision_record (run_id);
create index decision_record_key on decision_record (business_key);
create index decision_record_flow on decision_record (flow, decided_at);

-- What a person answered, beside what the flow recommended.
create table human_answer (
  task varchar(64) primary key,
  run_id varchar(64) not null,
  element varchar(255) not null,
  user_name varchar(100) not null,
  recommendation varchar(255),
  answer varchar(2000) not null,
  reason varchar(2000) not null,
  asked_at timestamp(3) with time zone not null,
  answered_at timestamp(3) with time zone not null
);
create index human_answer_run on human_answer (run_id);
