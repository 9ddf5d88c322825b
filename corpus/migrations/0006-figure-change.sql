-- 0006-figure-change.sql - from version 5 to 6: what was counted in each
-- document, what changed since one last looked, and the documents of an area.
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

-- The documents of an area.
CREATE INDEX field_area ON field (value) WHERE name = 'area';

-- --- what changed -----------------------------------------------------------

-- A number drawn anew whenever what the views show of a document may have
-- changed; document 0 is any of them. Who remembers the numbers knows which
-- documents to read again. They tell nothing but whether they are equal: a
-- counter would come to the same number twice where an older copy of the
-- corpus was put back.
--
-- A document's fields, findings and so on are put together with the row that
-- they hang on, so it is enough to watch that. Settings, reviewers and the log
-- of fetches belong to no document and are not watched.
CREATE TABLE change (
	document INTEGER PRIMARY KEY, -- stays when the document goes
	token    INTEGER NOT NULL
) STRICT;

INSERT INTO change (document, token) VALUES (0, random());

CREATE TRIGGER text_new AFTER INSERT ON text BEGIN
	INSERT INTO change (document, token)
	VALUES (new.document, random()), (0, random())
		ON CONFLICT DO UPDATE SET token = excluded.token;
END;

CREATE TRIGGER text_gone AFTER DELETE ON text BEGIN
	INSERT INTO change (document, token)
	VALUES (old.document, random()), (0, random())
		ON CONFLICT DO UPDATE SET token = excluded.token;
END;

CREATE TRIGGER text_other AFTER UPDATE OF digest, failure, pages, words ON text BEGIN
	INSERT INTO change (document, token)
	VALUES (new.document, random()), (0, random())
		ON CONFLICT DO UPDATE SET token = excluded.token;
END;

CREATE TRIGGER warning_new AFTER INSERT ON warning BEGIN
	INSERT INTO change (document, token)
	VALUES (new.document, random()), (0, random())
		ON CONFLICT DO UPDATE SET token = excluded.token;
END;

CREATE TRIGGER warning_gone AFTER DELETE ON warning BEGIN
	INSERT INTO change (document, token)
	VALUES (old.document, random()), (0, random())
		ON CONFLICT DO UPDATE SET token = excluded.token;
END;

CREATE TRIGGER record_new AFTER INSERT ON record BEGIN
	INSERT INTO change (document, token)
	VALUES (new.document, random()), (0, random())
		ON CONFLICT DO UPDATE SET token = excluded.token;
END;

CREATE TRIGGER record_gone AFTER DELETE ON record BEGIN
	INSERT INTO change (document, token)
	VALUES (old.document, random()), (0, random())
		ON CONFLICT DO UPDATE SET token = excluded.token;
END;

CREATE TRIGGER scoring_new AFTER INSERT ON scoring BEGIN
	INSERT INTO change (document, token)
	VALUES (new.document, random()), (0, random())
		ON CONFLICT DO UPDATE SET token = excluded.token;
END;

CREATE TRIGGER scoring_gone AFTER DELETE ON scoring BEGIN
	INSERT INTO change (document, token)
	VALUES (old.document, random()), (0, random())
		ON CONFLICT DO UPDATE SET token = excluded.token;
END;

CREATE TRIGGER flagging_new AFTER INSERT ON flagging BEGIN
	INSERT INTO change (document, token)
	VALUES (new.document, random()), (0, random())
		ON CONFLICT DO UPDATE SET token = excluded.token;
END;

CREATE TRIGGER flagging_gone AFTER DELETE ON flagging BEGIN
	INSERT INTO change (document, token)
	VALUES (old.document, random()), (0, random())
		ON CONFLICT DO UPDATE SET token = excluded.token;
END;

CREATE TRIGGER human_sheet_new AFTER INSERT ON human_sheet BEGIN
	INSERT INTO change (document, token)
	VALUES (new.document, random()), (0, random())
		ON CONFLICT DO UPDATE SET token = excluded.token;
END;

CREATE TRIGGER human_sheet_gone AFTER DELETE ON human_sheet BEGIN
	INSERT INTO change (document, token)
	VALUES (old.document, random()), (0, random())
		ON CONFLICT DO UPDATE SET token = excluded.token;
END;

CREATE TRIGGER origin_new AFTER INSERT ON origin BEGIN
	INSERT INTO change (document, token)
	VALUES (new.document, random()), (0, random())
		ON CONFLICT DO UPDATE SET token = excluded.token;
END;

CREATE TRIGGER origin_other AFTER UPDATE OF current ON origin
WHEN new.current <> old.current BEGIN
	INSERT INTO change (document, token)
	VALUES (new.document, random()), (0, random())
		ON CONFLICT DO UPDATE SET token = excluded.token;
END;

CREATE TRIGGER origin_gone AFTER DELETE ON origin BEGIN
	INSERT INTO change (document, token)
	VALUES (old.document, random()), (0, random())
		ON CONFLICT DO UPDATE SET token = excluded.token;
END;

CREATE TRIGGER document_new AFTER INSERT ON document BEGIN
	INSERT INTO change (document, token)
	VALUES (new.id, random()), (0, random())
		ON CONFLICT DO UPDATE SET token = excluded.token;
END;

CREATE TRIGGER document_other AFTER UPDATE OF name, sample, live ON document BEGIN
	INSERT INTO change (document, token)
	VALUES (new.id, random()), (0, random())
		ON CONFLICT DO UPDATE SET token = excluded.token;
END;

CREATE TRIGGER document_gone AFTER DELETE ON document BEGIN
	INSERT INTO change (document, token)
	VALUES (old.id, random()), (0, random())
		ON CONFLICT DO UPDATE SET token = excluded.token;
END;

CREATE TRIGGER web_new AFTER INSERT ON web BEGIN
	INSERT INTO change (document, token)
	SELECT document, random() FROM origin WHERE address = new.address
	UNION ALL SELECT 0, random() WHERE true
		ON CONFLICT DO UPDATE SET token = excluded.token;
END;

CREATE TRIGGER web_other AFTER UPDATE OF published, label ON web
WHEN new.published IS NOT old.published OR new.label IS NOT old.label BEGIN
	INSERT INTO change (document, token)
	SELECT document, random() FROM origin WHERE address = new.address
	UNION ALL SELECT 0, random() WHERE true
		ON CONFLICT DO UPDATE SET token = excluded.token;
END;
