-- The rows of all publications. Not a partition for each, though that loads faster: a statement that
-- was planned before a partition came sees the pointer move but not the rows (seen in 14).
-- Subjects are compared by their bytes: faster, and no locale of the server decides on equality.
create table published_score (
  publication bigint not null,
  subject varchar(255) collate "C" not null,
  score double precision not null,
  constraint published_score_subject check (subject <> ''),
  primary key (publication, subject)
);

create view current_score as
select p.model, s.subject, s.score, p.model_version, p.published_at, p.run_id
from current_publication c
join publication p on p.id = c.publication
join published_score s on s.publication = c.publication;
