-- 0006-figure.sql - from version 5 to 6: what was counted in each document.
--
-- Flags are raised again, which counts it in documents that had flags before.

-- What was counted in a document besides, by name: what the 2020 review says of
-- letters, so that it need not be counted again to be said of many.
CREATE TABLE figure (
	document INTEGER NOT NULL REFERENCES flagging ON DELETE CASCADE,
	figure   TEXT NOT NULL,
	value    INTEGER NOT NULL,
	PRIMARY KEY (document, figure)
) STRICT, WITHOUT ROWID;

DELETE FROM flagging;
