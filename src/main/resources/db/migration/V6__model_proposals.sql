-- The version that a run proposes, who asked for it ("" when a file came by itself), and what a
-- person said of it.
create table model_proposal (
  run_id varchar(64) primary key,
  model varchar(63) not null,
  version varchar(12) not null,
  sha256 char(64) not null,
  requester varchar(255) not null,
  proposed_at timestamp(3) with time zone not null,
  decision varchar(16),
  reason varchar(2000),
  approver varchar(255),
  decided_at timestamp(3) with time zone
);
create index model_proposal_version on model_proposal (model, version);
