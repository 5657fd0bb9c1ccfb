-- The rows in blocks by a hash of the subject, because H2 writes single rows too slowly.
create table published_block (
  publication bigint not null,
  bucket integer not null,
  part integer not null,
  subjects varchar(255) array not null,
  scores double precision array not null,
  primary key (publication, bucket, part)
);
create table block_slot (
  i integer primary key
);
insert into block_slot (i)
with recursive slot (i) as (
  select 1
  union all
  select i + 1 from slot where i < 512
)
select i from slot;

create view current_score as
select p.model, b.subjects[i.i] as subject, b.scores[i.i] as score, p.model_version,
  p.published_at, p.run_id
from current_publication c
join publication p on p.id = c.publication
join published_block b on b.publication = c.publication
join block_slot i on i.i <= cardinality(b.subjects);
