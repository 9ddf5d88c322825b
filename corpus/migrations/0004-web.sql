-- 0004-web.sql - from version 3 to 4: what is remembered of the web.

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
