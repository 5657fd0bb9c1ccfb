alter table model_version add column retired boolean default false not null;

-- Blank when a step moved the pointer: its run knows who started it.
alter table model_role_history add column moved_by varchar(255) default '' not null;

-- What happened to models, written with the move itself and told to a subscriber afterwards.
-- "due_at" is when to try (again); whoever moves it on has claimed the try.
create table model_event (
  id varchar(64) primary key,
  body text not null,
  state varchar(16) not null,
  tries integer not null,
  due_at timestamp(3) with time zone not null,
  created_at timestamp(3) with time zone not null
);
create index model_event_due on model_event (state, due_at);
