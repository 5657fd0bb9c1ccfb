-- The band of a case, whoever found it; and decisions made again, which name the first one.
alter table decision_record add column band varchar(255);
alter table decision_record add column redoes varchar(64);
create unique index decision_record_redoes on decision_record (redoes, model_version);
create index decision_record_rung on decision_record (rung, decided_at);
create index decision_record_model on decision_record (model, decided_at);
