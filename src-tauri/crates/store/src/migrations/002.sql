-- Known, and not part of what the plan shows: its author may not change the plan, or not any more.
ALTER TABLE change ADD COLUMN aside INTEGER NOT NULL DEFAULT 0 CHECK (aside IN (0, 1));

CREATE INDEX change_aside ON change (author, seq) WHERE aside = 1;
