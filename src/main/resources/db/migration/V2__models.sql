create table model_version (
  model varchar(63) not null,
  version varchar(12) not null,
  sha256 char(64) not null,
  created_at timestamp(3) with time zone not null,
  run_id varchar(64) not null,
  dataset varchar(64) not null,
  metrics text not null,
  primary key (model, version)
);

-- One row a model and role, locked while the pointer moves; no version: points nowhere.
create table model_role (
  model varchar(63) not null,
  role varchar(32) not null,
  version varchar(12),
  moves bigint not null,
  primary key (model, role),
  foreign key (model, version) references model_version (model, version)
);

-- Every move; a rollback is told from a release, whose champion before is what a rollback restores.
create table model_role_history (
  model varchar(63) not null,
  role varchar(32) not null,
  move bigint not null,
  version varchar(12),
  previous varchar(12),
  kind varchar(16) not null,
  run_id varchar(64) not null,
  element varchar(255) not null,
  moved_at timestamp(3) with time zone not null,
  primary key (model, role, move)
);
