-- 0005-duty.sql - from version 4 to 5: what each document says of each duty.
--
-- Flags are raised again, which tells it of documents that had flags before.

-- How a document speaks of a statutory duty.
CREATE TABLE duty (
	document  INTEGER NOT NULL REFERENCES flagging ON DELETE CASCADE,
	position  INTEGER NOT NULL, -- in duties.xml
	duty      TEXT NOT NULL,
	name      TEXT NOT NULL,
	provision TEXT NOT NULL,    -- where the law has it
	state     TEXT NOT NULL CHECK (state IN ('absent', 'implied', 'named')),
	PRIMARY KEY (document, duty)
) STRICT, WITHOUT ROWID;

-- The findings that name or imply it.
CREATE TABLE duty_ground (
	document INTEGER NOT NULL,
	duty     TEXT NOT NULL,
	finding  TEXT NOT NULL, -- finding.id
	PRIMARY KEY (document, duty, finding),
	FOREIGN KEY (document, duty) REFERENCES duty ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

DELETE FROM flagging;
