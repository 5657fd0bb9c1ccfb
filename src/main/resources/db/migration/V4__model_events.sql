alter table model_version add column retired boolean default false not null;

-- Blank when a step moved the pointer: its run knows who started it.
alter table model_role_history add column moved_by varchar(255) default '' not null;
