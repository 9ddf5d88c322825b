-- schema.sql - the tables of corpus.db, version 6.
--
-- A new corpus is made from this file and views.sql. An older one is brought
-- here by migrations/NNNN-what.sql, one file a version; whoever changes this
-- file adds the next migration, raises SCHEMA_VERSION in store/schema.c and
-- keeps a database of the version before as test data.
--
-- Three sorts of table:
--   content  what was fetched, and what people scored: never rewritten by a
--            stage, cannot be made again
--   derived  made from content by a stage, with `version` (of the code and
--            data that made it), `input` (digest of what it was made from)
--            and `digest` (of the result); can be dropped and made again
--   log      which program ran when; nothing is made from it
--
-- Times are UTC and ISO 8601 and never reach a table that a reader compares.
-- Digests are SHA-256 in lower-case hex. Flags are 0 or 1.

-- What was told about the corpus itself, for example "views": the digest of
-- the views.sql that its views were made from.
CREATE TABLE setting (
	name  TEXT NOT NULL PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- --- log --------------------------------------------------------------------

-- One row each time a program had work to do or looked for some.
CREATE TABLE run (
	id           INTEGER PRIMARY KEY,
	night        TEXT,             -- the same for all stages of one run.sh
	program      TEXT NOT NULL,    -- "extract" for lettermark-extract
	version      TEXT NOT NULL,    -- of the code and data it worked with
	started      TEXT NOT NULL,
	-- NULL until it ends: then it is at work, or was killed.
	ended        TEXT,
	milliseconds INTEGER,
	kilobytes    INTEGER,          -- most memory of any of its processes
	status       INTEGER,          -- its exit status
	total        INTEGER,          -- how many things there were to do,
	done         INTEGER,          -- were done,
	failed       INTEGER,          -- and failed
	summary      TEXT              -- its last words, in one line
) STRICT;

CREATE INDEX run_program ON run (program, id);
CREATE INDEX run_night ON run (night) WHERE night IS NOT NULL;

-- --- content ---------------------------------------------------------------

-- One row a different sequence of bytes. The bytes are the file
-- blobs/ab/cdef... named by their digest.
CREATE TABLE document (
	id      INTEGER PRIMARY KEY,
	sha256  TEXT NOT NULL UNIQUE,
	-- The name in every table: the stem of the file it first came from.
	-- A later version of the same file takes over the name.
	name    TEXT NOT NULL,
	size    INTEGER NOT NULL, -- bytes
	-- Came with the software: never shown beside a document that did not.
	sample  INTEGER NOT NULL CHECK (sample IN (0, 1)),
	-- Still stands at one of its addresses; otherwise superseded, kept,
	-- and not shown.
	live    INTEGER NOT NULL CHECK (live IN (0, 1)),
	fetched TEXT NOT NULL     -- when these bytes were first seen
) STRICT;

-- Samples have names of their own, so that having seen them changes nothing
-- for the real documents.
CREATE UNIQUE INDEX document_name ON document (name, sample) WHERE live;
CREATE INDEX document_sample ON document (sample) WHERE live;

-- Where a document's bytes stand or stood. The same bytes may stand at many
-- addresses, and an address may have held other bytes before.
CREATE TABLE origin (
	address  TEXT NOT NULL, -- absolute path or URL
	document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
	current  INTEGER NOT NULL CHECK (current IN (0, 1)),
	fetched  TEXT NOT NULL, -- when these bytes were last seen here
	-- Of a local file, to know it again without reading it.
	size     INTEGER NOT NULL,
	mtime_ns INTEGER NOT NULL, -- since 1970
	inode    INTEGER NOT NULL,
	PRIMARY KEY (address, document)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX origin_current ON origin (address) WHERE current;
CREATE INDEX origin_document ON origin (document);

-- --- content: the web -----------------------------------------------------

-- A run that asked the web for something. One that was killed has no end.
CREATE TABLE fetch_run (
	id      INTEGER PRIMARY KEY,
	started TEXT NOT NULL,
	ended   TEXT
) STRICT;

-- The fetch log: every answer, and every time there was none.
CREATE TABLE fetch (
	id       INTEGER PRIMARY KEY,
	run      INTEGER NOT NULL REFERENCES fetch_run,
	address  TEXT NOT NULL,
	time     TEXT NOT NULL,
	status   INTEGER NOT NULL, -- HTTP's; 0 where there was no answer
	final    TEXT,             -- after redirects, where it is another
	headers  TEXT,             -- of the answer, as received, capped
	sha256   TEXT,             -- of the body, where one came whole
	problem  TEXT,             -- why nothing was taken, in one line
	-- What it means for a document: new, changed, gone, back; or NULL.
	change   TEXT CHECK (change IN ('new', 'changed', 'gone', 'back'))
) STRICT;

CREATE INDEX fetch_address ON fetch (address);
CREATE INDEX fetch_run_change ON fetch (run) WHERE change IS NOT NULL;

-- An address of the web: of a page of links or of a document.
CREATE TABLE web (
	address   TEXT NOT NULL PRIMARY KEY,
	-- Of a page: the reader that read it, the source it belongs to (all
	-- pages of a listing have the same), and whether it is itself a
	-- source or was found on another page.
	reader    TEXT,
	source    TEXT,
	root      INTEGER NOT NULL DEFAULT 0 CHECK (root IN (0, 1)),
	-- Of a document: what the link, or the user's list, says of it.
	area      TEXT,
	kind      TEXT,
	label     TEXT,
	published TEXT, -- ISO day, out of the label
	listed    INTEGER NOT NULL DEFAULT 0 CHECK (listed IN (0, 1)),
	gone      TEXT, -- since when it is neither linked nor there
	-- Of the last whole answer, for conditional requests.
	etag      TEXT,
	modified  TEXT,
	checked   TEXT -- when it last answered as it should
) STRICT, WITHOUT ROWID;

-- The links on each page when it was last read.
CREATE TABLE link (
	page     TEXT NOT NULL REFERENCES web,
	address  TEXT NOT NULL REFERENCES web,
	position INTEGER NOT NULL,
	PRIMARY KEY (page, address)
) STRICT, WITHOUT ROWID;

CREATE INDEX link_address ON link (address);

-- --- derived: extract ------------------------------------------------------

-- The text of a document, or why there is none.
CREATE TABLE text (
	document INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE,
	version  TEXT NOT NULL,
	input    TEXT NOT NULL, -- document.sha256
	digest   TEXT,          -- NULL where it failed
	failure  TEXT,          -- one line; NULL where it did not fail
	format   TEXT,          -- of the extractor, for example "pdf"
	pages    INTEGER,
	words    INTEGER,       -- outside page furniture
	CHECK ((digest IS NULL) <> (failure IS NULL))
) STRICT;

-- The text itself, apart so that the table above stays narrow.
CREATE TABLE text_content (
	document INTEGER PRIMARY KEY REFERENCES text ON DELETE CASCADE,
	type     TEXT NOT NULL,    -- of the GVariant
	size     INTEGER NOT NULL, -- bytes before they were compressed
	content  BLOB NOT NULL     -- the GVariant's bytes, zlib
) STRICT;

-- Something a reader should know about a document.
CREATE TABLE warning (
	document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
	stage    TEXT NOT NULL CHECK (stage IN ('extract', 'parse')),
	position INTEGER NOT NULL, -- in the order they were given, from 0
	page     INTEGER NOT NULL, -- 0: the whole document
	message  TEXT NOT NULL,
	PRIMARY KEY (document, stage, position)
) STRICT, WITHOUT ROWID;

-- --- derived: parse --------------------------------------------------------

-- What a document is. Its facts are the five tables below.
CREATE TABLE record (
	document   INTEGER PRIMARY KEY REFERENCES text ON DELETE CASCADE,
	version    TEXT NOT NULL,
	input      TEXT NOT NULL, -- text.digest
	digest     TEXT NOT NULL,
	kind       TEXT NOT NULL, -- "outcome-letter" and so on
	scored     INTEGER NOT NULL CHECK (scored IN (0, 1)), -- kinds that are
	confidence INTEGER NOT NULL -- in the kind, 0 to 100
) STRICT;

-- One fact, or why it could not be had.
CREATE TABLE field (
	document INTEGER NOT NULL REFERENCES record ON DELETE CASCADE,
	name     TEXT NOT NULL,
	position INTEGER NOT NULL, -- in the record, from 0
	value    TEXT,
	status   TEXT NOT NULL, -- found, absent, never, unreadable, contradicted
	page     INTEGER NOT NULL,
	text     TEXT,          -- the words it came from
	PRIMARY KEY (document, name)
) STRICT, WITHOUT ROWID;

-- The documents of an area.
CREATE INDEX field_area ON field (value) WHERE name = 'area';

-- One sentence of what inspectors found.
CREATE TABLE finding (
	document    INTEGER NOT NULL REFERENCES record ON DELETE CASCADE,
	position    INTEGER NOT NULL, -- in reading order, from 0
	id          TEXT NOT NULL,    -- SECTION-ITEM.SENTENCE
	section     TEXT NOT NULL,
	polarity    TEXT NOT NULL,    -- strength, development, neutral
	boilerplate INTEGER NOT NULL CHECK (boilerplate IN (0, 1)),
	page        INTEGER NOT NULL,
	text        TEXT NOT NULL,
	PRIMARY KEY (document, position),
	UNIQUE (document, id)
) STRICT, WITHOUT ROWID;

-- A significant weakness, a priority action or an area for improvement.
CREATE TABLE weakness (
	document INTEGER NOT NULL REFERENCES record ON DELETE CASCADE,
	position INTEGER NOT NULL,
	list     TEXT NOT NULL,    -- weakness, priority-action, improvement
	number   INTEGER NOT NULL, -- in its list, as printed
	text     TEXT NOT NULL,
	bodies   TEXT,             -- who is responsible, as printed
	verdict  TEXT,             -- sufficient, insufficient
	page     INTEGER NOT NULL,
	PRIMARY KEY (document, position)
) STRICT, WITHOUT ROWID;

-- One action of a written statement of action or a plan.
CREATE TABLE action (
	document  INTEGER NOT NULL REFERENCES record ON DELETE CASCADE,
	position  INTEGER NOT NULL,
	weakness  TEXT, -- number or heading of the weakness it answers
	action    TEXT,
	outcome   TEXT,
	owner     TEXT,
	due_text  TEXT, -- as printed
	due       TEXT, -- last day it can mean
	indicator TEXT,
	status    TEXT,
	page      INTEGER NOT NULL,
	PRIMARY KEY (document, position)
) STRICT, WITHOUT ROWID;

-- --- derived: score --------------------------------------------------------

-- Who scores. The two machine reviewers that come first by position make the
-- combined score, as two people would; or those whom the settings `reviewer_1`
-- and `reviewer_2` name, where both have scored (views.sql).
CREATE TABLE reviewer (
	name     TEXT NOT NULL PRIMARY KEY,
	position INTEGER NOT NULL UNIQUE,
	machine  INTEGER NOT NULL CHECK (machine IN (0, 1))
) STRICT, WITHOUT ROWID;

INSERT INTO reviewer (name, position, machine)
VALUES ('ladder', 1, 1), ('model', 2, 1);

-- That a document was scored, and by what. Its rows are the tables below.
CREATE TABLE scoring (
	document INTEGER PRIMARY KEY REFERENCES record ON DELETE CASCADE,
	version  TEXT NOT NULL,
	input    TEXT NOT NULL -- record.digest
) STRICT;

CREATE TABLE score (
	document  INTEGER NOT NULL REFERENCES scoring ON DELETE CASCADE,
	position  INTEGER NOT NULL, -- of the criterion in its framework
	criterion TEXT NOT NULL,
	reviewer  TEXT NOT NULL REFERENCES reviewer,
	score     INTEGER NOT NULL, -- 1 to 4
	evidence  INTEGER NOT NULL, -- number of evidence rows it rests on
	why       TEXT NOT NULL,    -- one line
	PRIMARY KEY (document, criterion, reviewer)
) STRICT, WITHOUT ROWID;

-- --- content: what people scored -------------------------------------------

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

-- --- derived: what the scores rest on --------------------------------------

-- One use of a finding for a criterion.
CREATE TABLE score_evidence (
	document  INTEGER NOT NULL REFERENCES scoring ON DELETE CASCADE,
	position  INTEGER NOT NULL, -- of the criterion in its framework
	criterion TEXT NOT NULL,
	finding   TEXT NOT NULL,    -- finding.id
	indicator TEXT NOT NULL,
	weight    REAL NOT NULL,
	PRIMARY KEY (document, criterion, finding, indicator),
	FOREIGN KEY (document, finding) REFERENCES finding (document, id)
		ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- The sectors and age bands that a finding speaks of.
CREATE TABLE finding_mark (
	document INTEGER NOT NULL REFERENCES scoring ON DELETE CASCADE,
	finding  TEXT NOT NULL,
	sectors  TEXT, -- ids parted by spaces
	ages     TEXT,
	PRIMARY KEY (document, finding),
	FOREIGN KEY (document, finding) REFERENCES finding (document, id)
		ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- --- derived: flag ---------------------------------------------------------

-- That a document was looked at for flags, and by what.
CREATE TABLE flagging (
	document INTEGER PRIMARY KEY REFERENCES record ON DELETE CASCADE,
	version  TEXT NOT NULL,
	input    TEXT NOT NULL -- see the view flag_input
) STRICT;

CREATE TABLE flag (
	document INTEGER NOT NULL REFERENCES flagging ON DELETE CASCADE,
	flag     TEXT NOT NULL,
	level    TEXT NOT NULL CHECK (level IN ('note', 'weak', 'absent')),
	detail   TEXT NOT NULL, -- one line
	PRIMARY KEY (document, flag)
) STRICT, WITHOUT ROWID;

-- The findings behind a flag.
CREATE TABLE flag_ground (
	document INTEGER NOT NULL,
	flag     TEXT NOT NULL,
	finding  TEXT NOT NULL, -- finding.id
	PRIMARY KEY (document, flag, finding),
	FOREIGN KEY (document, flag) REFERENCES flag ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

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

-- What was counted in a document besides, by name: what the 2020 review says of
-- letters, so that it need not be counted again to be said of many.
CREATE TABLE figure (
	document INTEGER NOT NULL REFERENCES flagging ON DELETE CASCADE,
	figure   TEXT NOT NULL,
	value    INTEGER NOT NULL,
	PRIMARY KEY (document, figure)
) STRICT, WITHOUT ROWID;

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
