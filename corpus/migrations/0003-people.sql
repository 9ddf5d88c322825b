-- 0003-people.sql - from version 2 to 3: what people scored.

-- One person's scores of one document, as a sheet was filled in. They rest on
-- the document's bytes alone, so that scoring anew leaves them be.
CREATE TABLE human_sheet (
	id           INTEGER PRIMARY KEY,
	document     INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
	reviewer     TEXT NOT NULL REFERENCES reviewer,
	-- A third reading, of what two people see differently.
	adjudication INTEGER NOT NULL CHECK (adjudication IN (0, 1)),
	source       TEXT NOT NULL, -- the file's name, without its folder
	sha256       TEXT NOT NULL, -- of the file
	UNIQUE (document, reviewer)
) STRICT;

CREATE TABLE human_score (
	sheet     INTEGER NOT NULL REFERENCES human_sheet ON DELETE CASCADE,
	position  INTEGER NOT NULL, -- of the criterion in its framework
	criterion TEXT NOT NULL,
	score     INTEGER NOT NULL CHECK (score BETWEEN 1 AND 4),
	note      TEXT NOT NULL,    -- the person's, often empty
	PRIMARY KEY (sheet, criterion)
) STRICT, WITHOUT ROWID;
