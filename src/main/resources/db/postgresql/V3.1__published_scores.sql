-- The rows, a partition for each publication: loaded by COPY before it has an index, attached when
-- it is complete, and dropped as a whole. Subjects are compared by their bytes, so that no locale of
-- the server decides on order or equality.
create table published_score (
  publication bigint not null,
  subject varchar(255) collate "C" not null,
  score double precision not null,
  constraint published_score_subject check (subject <> ''),
  primary key (publication, subject)
) partition by list (publication);

create view current_score as
select p.model, s.subject, s.score, p.model_version, p.published_at, p.run_id
from current_publication c
join publication p on p.id = c.publication
join published_score s on s.publication = c.publication;
