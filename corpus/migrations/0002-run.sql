-- 0002-run.sql - from version 1 to 2: the log of runs.

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
