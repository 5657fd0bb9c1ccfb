-- Requests that started runs, so that one asked again starts nothing twice; answers are encrypted.
create table run_request (
  user_name varchar(100) not null,
  request_key varchar(255) not null,
  hash char(64) not null,
  answer text not null,
  created_at timestamp(3) with time zone not null,
  primary key (user_name, request_key)
);
create index run_business_key on run (business_key);
