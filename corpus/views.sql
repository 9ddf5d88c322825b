-- views.sql - the tables that readers see, by the names and columns of the
-- CSV contract; a writer walks a view from its first row to its last, and
-- anyone may open the database and do the same.
--
-- The views are dropped and made again whenever this file has changed.
-- Unknown is NULL. Rows stand in order of document, then as the document or
-- the framework orders them.

-- The documents of all the views below: those that still stand at an address,
-- and the embedded samples only as long as there is nothing else.
CREATE VIEW shown AS
SELECT id, name, sha256, size, sample
FROM document
WHERE live
	AND sample = (SELECT min(sample) FROM document WHERE live);

CREATE VIEW documents AS
SELECT
	d.name AS document,
	r.kind,
	(SELECT value FROM field WHERE document = d.id
		AND name = 'framework') AS framework,
	(SELECT value FROM field WHERE document = d.id
		AND name = 'area') AS area,
	(SELECT value FROM field WHERE document = d.id
		AND name = 'la_code') AS la_code,
	(SELECT value FROM field WHERE document = d.id
		AND name = 'region') AS region,
	coalesce(
		(SELECT value FROM field WHERE document = d.id
			AND name = 'published'),
		(SELECT min(w.published) FROM origin o
			JOIN web w ON w.address = o.address
			WHERE o.document = d.id AND o.current))
		AS published,
	(SELECT value FROM field WHERE document = d.id
		AND name = 'inspection_start') AS inspection_start,
	(SELECT value FROM field WHERE document = d.id
		AND name = 'inspection_end') AS inspection_end,
	(SELECT value FROM field WHERE document = d.id
		AND name = 'determination') AS determination,
	(SELECT value FROM field WHERE document = d.id
		AND name = 'outcome') AS outcome,
	(SELECT value FROM field WHERE document = d.id
		AND name = 'next_inspection_months') AS next_inspection_months,
	(SELECT value FROM field WHERE document = d.id
		AND name = 'full_inspection_months') AS full_inspection_months,
	(SELECT value FROM field WHERE document = d.id
		AND name = 'previous_inspection_start')
		AS previous_inspection_start,
	(SELECT value FROM field WHERE document = d.id
		AND name = 'previous_inspection_end')
		AS previous_inspection_end,
	-- A count only where the kind has such a list: an empty cell says
	-- that there is nothing to count, 0 that there are none.
	CASE WHEN r.kind IN ('outcome-letter', 'revisit-letter', 'wsoa') THEN
		(SELECT count(*) FROM weakness WHERE document = d.id
			AND list = 'weakness') END AS weaknesses,
	CASE WHEN r.kind IN ('area-report', 'monitoring-report') THEN
		(SELECT count(*) FROM weakness WHERE document = d.id
			AND list = 'priority-action') END AS priority_actions,
	CASE WHEN r.kind = 'area-report' THEN
		(SELECT count(*) FROM weakness WHERE document = d.id
			AND list = 'improvement') END AS improvements,
	nullif(t.pages, 0) AS pages, -- some formats have none
	t.words,
	d.sha256,
	-- Of a local file its name alone: its folders are nobody's business,
	-- and what is written may be published.
	(SELECT CASE WHEN address GLOB 'http*://*' THEN address ELSE
			substr(address, 1 + length(
				rtrim(address, replace(address, '/', ''))))
			END
		FROM origin WHERE document = d.id AND current
		ORDER BY address NOT GLOB 'http*://*', address LIMIT 1)
		AS source,
	CASE
		WHEN t.failure IS NOT NULL THEN 'failed'
		WHEN EXISTS (SELECT 1 FROM warning WHERE document = d.id)
			THEN 'warned'
		WHEN r.document IS NOT NULL THEN 'ok'
	END AS status,
	coalesce(t.failure, (SELECT message FROM warning
		WHERE document = d.id ORDER BY stage, position LIMIT 1))
		AS message
FROM shown d
LEFT JOIN text t ON t.document = d.id
LEFT JOIN record r ON r.document = d.id
ORDER BY d.name;

-- What the links on the web say of a document is the day of publication, which
-- the reports of the 2023 framework themselves do not bear. Where only the link
-- bears it, it is a field of the document, with the link's words and address.
CREATE VIEW fields AS
SELECT d.name AS document, f.name AS field, f.value, f.status,
	nullif(f.page, 0) AS page, f.text
FROM shown d
JOIN field f ON f.document = d.id
WHERE NOT (f.name = 'published' AND f.value IS NULL
	AND EXISTS (SELECT 1 FROM origin o
		JOIN web w ON w.address = o.address
		WHERE o.document = d.id AND o.current
			AND w.published IS NOT NULL))
UNION ALL
SELECT d.name, 'published', min(w.published), 'found', NULL,
	w.label || ' (link to ' || w.address || ')'
FROM shown d
JOIN record r ON r.document = d.id
JOIN origin o ON o.document = d.id AND o.current
JOIN web w ON w.address = o.address AND w.published IS NOT NULL
WHERE NOT EXISTS (SELECT 1 FROM field WHERE document = d.id
	AND name = 'published' AND value IS NOT NULL)
GROUP BY d.name
ORDER BY document, field;

-- Without boilerplate: the paragraph on method, the legal notice.
CREATE VIEW findings AS
SELECT d.name AS document, f.id AS finding, nullif(f.page, 0) AS page,
	f.section, f.polarity, m.sectors, m.ages, f.text
FROM shown d
JOIN finding f ON f.document = d.id
LEFT JOIN finding_mark m ON m.document = d.id AND m.finding = f.id
WHERE NOT f.boilerplate
ORDER BY d.name, f.position;

-- What machines and people scored, and which of the chosen pair each is.
-- People give no evidence; their `why` is their note.
CREATE VIEW given AS
SELECT g.document, g.id, g.position, g.criterion, g.reviewer, g.score,
	g.evidence, g.why, w.position AS place, w.machine,
	CASE g.reviewer
		WHEN (SELECT value FROM setting WHERE name = 'reviewer_1')
			THEN 1
		WHEN (SELECT value FROM setting WHERE name = 'reviewer_2')
			THEN 2
	END AS chosen
FROM (
	SELECT d.name AS document, d.id, s.position, s.criterion, s.reviewer,
		s.score, s.evidence, s.why
	FROM shown d
	JOIN score s ON s.document = d.id
	UNION ALL
	SELECT d.name, d.id, h.position, h.criterion, s.reviewer, h.score, 0,
		h.note
	FROM shown d
	JOIN human_sheet s ON s.document = d.id
	JOIN human_score h ON h.sheet = s.id
) g
JOIN reviewer w ON w.name = g.reviewer;

CREATE VIEW scores AS
SELECT g.document,
	(SELECT value FROM field WHERE document = g.id AND name = 'area')
		AS area,
	g.criterion, g.reviewer, g.score, g.evidence, g.why
FROM given g
ORDER BY g.document, g.position, g.criterion, g.place;

-- Each criterion and its place in the framework.
CREATE VIEW criteria AS
SELECT criterion, min(position) AS position
FROM given
GROUP BY criterion
ORDER BY min(position), criterion;

-- People's sheets, with what they came from.
CREATE VIEW sheets AS
SELECT d.name AS document, h.reviewer, h.adjudication, h.source, h.sha256,
	(SELECT count(*) FROM human_score WHERE sheet = h.id) AS scores
FROM shown d
JOIN human_sheet h ON h.document = d.id
ORDER BY d.name, h.reviewer;

-- Those who scored a version that another has replaced, and not yet this one:
-- their scores stand in no table.
CREATE VIEW left_behind AS
SELECT document, group_concat(reviewer, ', ') AS reviewers
FROM (
	SELECT DISTINCT d.name AS document, h.reviewer, w.position
	FROM human_sheet h
	CROSS JOIN document b ON b.id = h.document AND NOT b.live
	CROSS JOIN origin p ON p.document = b.id
	CROSS JOIN origin o ON o.address = p.address AND o.current
	CROSS JOIN shown d ON d.id = o.document
	CROSS JOIN reviewer w ON w.name = h.reviewer
	WHERE NOT EXISTS (SELECT 1 FROM human_sheet
		WHERE document = d.id AND reviewer = h.reviewer)
	ORDER BY d.name, w.position
)
GROUP BY document
ORDER BY document;

-- What third people decided where two see a letter differently.
CREATE VIEW third_readings AS
SELECT d.name AS document, c.criterion, h.reviewer, c.score
FROM shown d
JOIN human_sheet h ON h.document = d.id
JOIN human_score c ON c.sheet = h.id
WHERE h.adjudication
ORDER BY d.name, c.position, h.reviewer;

-- Everyone who scores, in order.
CREATE VIEW reviewers AS
SELECT name AS reviewer, machine
FROM reviewer
ORDER BY position;

-- Those of them who have scored any document shown.
CREATE VIEW scorers AS
SELECT name AS reviewer, machine
FROM reviewer w
WHERE EXISTS (SELECT 1 FROM shown d CROSS JOIN score s
		ON s.document = d.id AND s.reviewer = w.name)
	OR EXISTS (SELECT 1 FROM shown d CROSS JOIN human_sheet h
		ON h.document = d.id AND h.reviewer = w.name)
ORDER BY position;

-- The pair whose scores were chosen to be added, if one was.
CREATE VIEW chosen AS
SELECT name AS place, value AS reviewer
FROM setting
WHERE name IN ('reviewer_1', 'reviewer_2')
ORDER BY name;

-- The sum of two scores, 2 to 8: those of the chosen pair where both have
-- scored, otherwise those of the two machine reviewers that come first. A
-- person's score never comes in unasked, nor beside a machine's unless that
-- pair was chosen. With one score alone there is no sum.
CREATE VIEW combined AS
WITH candidate AS (
	SELECT *, count(chosen) OVER (PARTITION BY document, criterion) = 2
		AS by_choice
	FROM given
), ranked AS (
	SELECT document, id, position, criterion,
		reviewer AS reviewer_1, score AS score_1,
		lead(reviewer) OVER pair AS reviewer_2,
		lead(score) OVER pair AS score_2,
		row_number() OVER pair AS rank
	FROM candidate
	WHERE CASE WHEN by_choice THEN chosen IS NOT NULL ELSE machine END
	WINDOW pair AS (PARTITION BY document, criterion
		ORDER BY CASE WHEN by_choice THEN chosen ELSE place END)
)
SELECT document,
	(SELECT value FROM field f WHERE f.document = r.id
		AND f.name = 'area') AS area,
	criterion, reviewer_1, score_1, reviewer_2, score_2,
	score_1 + score_2 AS combined
FROM ranked r
WHERE rank = 1
ORDER BY document, position, criterion;

CREATE VIEW evidence AS
SELECT d.name AS document, e.criterion, e.finding,
	nullif(f.page, 0) AS page, e.indicator,
	printf('%g', e.weight) AS weight, f.text
FROM shown d
JOIN score_evidence e ON e.document = d.id
JOIN finding f ON f.document = d.id AND f.id = e.finding
ORDER BY d.name, e.position, e.criterion, f.position, e.indicator;

CREATE VIEW flags AS
SELECT d.name AS document, a.value AS area, f.flag, f.level, f.detail
FROM shown d
JOIN flag f ON f.document = d.id
LEFT JOIN field a ON a.document = d.id AND a.name = 'area'
ORDER BY d.name, f.flag;

-- The sentences behind every flag.
CREATE VIEW flag_grounds AS
SELECT d.name AS document, g.flag, g.finding, nullif(f.page, 0) AS page, f.text
FROM shown d
JOIN flag_ground g ON g.document = d.id
JOIN finding f ON f.document = d.id AND f.id = g.finding
ORDER BY d.name, g.flag, f.position;

-- What each document says of each statutory duty.
CREATE VIEW duties AS
SELECT d.name AS document, a.value AS area, t.duty, t.name, t.provision,
	t.state,
	(SELECT group_concat(finding, ' ') FROM (
		SELECT f.id AS finding FROM duty_ground g
		CROSS JOIN finding f -- each ground first, then its place
			ON f.document = g.document AND f.id = g.finding
		WHERE g.document = t.document AND g.duty = t.duty
		ORDER BY f.position)) AS findings
FROM shown d
JOIN duty t ON t.document = d.id
LEFT JOIN field a ON a.document = d.id AND a.name = 'area'
ORDER BY d.name, t.position;

-- How many documents of each sort carry each flag at each level, and how many
-- there are of that sort: of the kinds that carry the flag, since no other
-- could. Documents alike in all five are counted together first, so that the
-- flags of many are sorted once and not once for each grouping.
CREATE VIEW flag_summary AS
WITH told AS MATERIALIZED (
	SELECT d.id, r.kind,
		max(iif(f.name = 'area', f.value, NULL)) AS area,
		max(iif(f.name = 'region', f.value, NULL)) AS region,
		max(iif(f.name = 'determination', f.value, NULL))
			AS determination,
		max(iif(f.name = 'framework', f.value, NULL)) AS framework
	FROM shown d
	CROSS JOIN record r ON r.document = d.id
	CROSS JOIN field f ON f.document = d.id
		AND f.name IN ('area', 'region', 'determination', 'framework')
	GROUP BY d.id
), member AS MATERIALIZED (
	SELECT *, min(id) OVER (PARTITION BY kind, area, region,
		determination, framework) AS sort
	FROM told
), raised AS MATERIALIZED (
	SELECT m.sort, g.flag, g.level, count(*) AS documents
	FROM member m
	CROSS JOIN flag g ON g.document = m.id
	GROUP BY m.sort, g.flag, g.level
), sorted AS MATERIALIZED (
	SELECT sort, kind, area, region, determination, framework,
		count(*) AS documents
	FROM member
	GROUP BY sort
), class AS MATERIALIZED (
	SELECT sort, kind, documents, 'area' AS grouping, area AS value
		FROM sorted
	UNION ALL
	SELECT sort, kind, documents, 'region', region FROM sorted
	UNION ALL
	SELECT sort, kind, documents, 'determination', determination
		FROM sorted
	UNION ALL
	SELECT sort, kind, documents, 'framework', framework FROM sorted
), carrier AS MATERIALIZED (
	SELECT DISTINCT flag, kind
	FROM raised
	JOIN sorted USING (sort)
), whole AS MATERIALIZED (
	SELECT grouping, value, flag, sum(documents) AS documents
	FROM (
		SELECT grouping, value, kind, sum(documents) AS documents
		FROM class
		GROUP BY grouping, value, kind
	)
	JOIN carrier USING (kind)
	GROUP BY grouping, value, flag
), counted AS MATERIALIZED (
	SELECT c.grouping, c.value, r.flag, r.level,
		sum(r.documents) AS documents
	FROM class c
	JOIN raised r USING (sort)
	WHERE c.value IS NOT NULL
	GROUP BY c.grouping, c.value, r.flag, r.level
)
SELECT c.grouping, c.value, c.flag, c.level, c.documents, w.documents AS "of"
FROM counted c
JOIN whole w USING (grouping, value, flag)
ORDER BY c.grouping, c.value, c.flag, c.level;

-- The two whose scores are compared: those chosen, or else the two machine
-- reviewers that come first.
CREATE VIEW pair AS
SELECT
	coalesce((SELECT value FROM setting WHERE name = 'reviewer_1'),
		(SELECT name FROM reviewer WHERE machine
			ORDER BY position LIMIT 1)) AS reviewer_1,
	coalesce((SELECT value FROM setting WHERE name = 'reviewer_2'),
		(SELECT name FROM reviewer WHERE machine
			ORDER BY position LIMIT 1 OFFSET 1)) AS reviewer_2;

-- One row each scored document, with all that the findings of the 2020 review
-- are looked for in: `scores` is CRITERION SCORE_1 SCORE_2 and so on, of that
-- pair, NULL where it has scored nothing; `figures` FIGURE VALUE and so on
-- (table figure).
CREATE VIEW paired AS
SELECT d.name AS document,
	(SELECT value FROM field WHERE document = d.id
		AND name = 'determination') AS determination,
	(SELECT group_concat(both, ' ') FROM (
		SELECT criterion || ' ' || max(CASE reviewer
				WHEN p.reviewer_1 THEN score END)
			|| ' ' || max(CASE reviewer
				WHEN p.reviewer_2 THEN score END) AS both
		FROM (
			SELECT criterion, reviewer, score
			FROM score
			WHERE document = d.id
			UNION ALL
			SELECT h.criterion, s.reviewer, h.score
			FROM human_sheet s
			JOIN human_score h ON h.sheet = s.id
			WHERE s.document = d.id
		)
		GROUP BY criterion
	) WHERE both IS NOT NULL) AS scores,
	(SELECT group_concat(figure || ' ' || value, ' ') FROM figure
		WHERE document = d.id) AS figures
FROM shown d
JOIN pair p
JOIN scoring s ON s.document = d.id
ORDER BY d.name;

-- What the flags of a document are raised from: its record, its scores and, of
-- a statement or plan, which is held against its letter, the records of its
-- area.
CREATE VIEW flag_input AS
SELECT d.id AS document, r.digest
	|| ' ' || coalesce(s.version || ' ' || s.input, '')
	|| ' ' || coalesce((SELECT group_concat(digest, ' ') FROM (
		SELECT n.digest
		FROM field b
		JOIN shown e ON e.id = b.document
		JOIN record n ON n.document = b.document
		WHERE b.name = 'area' AND b.value = a.value
		ORDER BY b.document)), '') AS input
FROM shown d
JOIN record r ON r.document = d.id
LEFT JOIN field a ON a.document = d.id AND a.name = 'area'
	AND r.kind IN ('wsoa', 'progress-plan')
LEFT JOIN scoring s ON s.document = d.id;

CREATE VIEW actions AS
SELECT d.name AS document, a.value AS area, n.weakness, n.action,
	n.outcome, n.owner, n.due, n.indicator, n.status,
	nullif(n.page, 0) AS page
FROM shown d
JOIN action n ON n.document = d.id
LEFT JOIN field a ON a.document = d.id AND a.name = 'area'
ORDER BY d.name, n.position;

-- The documents of an area that the tracker follows, each with its day:
-- reports of the 2023 framework bear no date of publication.
CREATE VIEW followed AS
SELECT d.id, d.name AS document, r.kind, a.value AS area,
	coalesce(
		(SELECT value FROM field
			WHERE document = d.id AND name = 'published'),
		(SELECT min(w.published) FROM origin o
			JOIN web w ON w.address = o.address
			WHERE o.document = d.id AND o.current),
		(SELECT value FROM field
			WHERE document = d.id AND name = 'inspection_end'))
		AS day
FROM shown d
JOIN record r ON r.document = d.id
JOIN field a ON a.document = d.id AND a.name = 'area'
WHERE a.value IS NOT NULL;

-- The months by which reports say that the next inspections will be; they
-- count from the inspection, in years or half years, so no day is made of it.
CREATE VIEW planned AS
SELECT m.document, m.name,
	strftime('%Y-%m', e.value, 'start of month', '+' || m.value
		|| ' months') AS month
FROM field m
JOIN field e ON e.document = m.document AND e.name = 'inspection_end'
WHERE m.name IN ('next_inspection_months', 'full_inspection_months');

-- One row an area: its latest letter or report, and the latest document of
-- each kind that followed upon it. What belongs to an earlier round is on the
-- documents' own rows.
CREATE VIEW tracker AS
WITH known AS MATERIALIZED (
	SELECT w.*, r.value AS region
	FROM followed w
	LEFT JOIN field r ON r.document = w.id AND r.name = 'region'
), letter AS (
	SELECT *, row_number() OVER (PARTITION BY area
		ORDER BY day DESC, document DESC) AS rank
	FROM known
	WHERE kind IN ('outcome-letter', 'area-report')
), next AS (
	SELECT f.*, row_number() OVER (PARTITION BY f.area, f.kind
		ORDER BY f.day DESC, f.document DESC) AS rank
	FROM known f
	LEFT JOIN letter l ON l.area = f.area AND l.rank = 1
	WHERE f.kind IN ('wsoa', 'wsoa-response', 'ministerial-letter',
			'revisit-letter')
		AND (l.day IS NULL OR f.day IS NULL OR f.day >= l.day)
), placed AS (
	SELECT f.area, f.region, l.id AS letter, w.id AS wsoa, s.id AS response,
		m.id AS minister, v.id AS revisit
	FROM (SELECT area, max(region) AS region FROM known GROUP BY area) f
	LEFT JOIN letter l ON l.area = f.area AND l.rank = 1
	LEFT JOIN next w ON w.area = f.area AND w.rank = 1
		AND w.kind = 'wsoa'
	LEFT JOIN next s ON s.area = f.area AND s.rank = 1
		AND s.kind = 'wsoa-response'
	LEFT JOIN next m ON m.area = f.area AND m.rank = 1
		AND m.kind = 'ministerial-letter'
	LEFT JOIN next v ON v.area = f.area AND v.rank = 1
		AND v.kind = 'revisit-letter'
), told AS (
	SELECT p.*,
		(SELECT value FROM field WHERE document = p.letter
			AND name = 'wsoa_due') AS due,
		-- The inspectorates' own word counts before the area's.
		coalesce(
			(SELECT value FROM field WHERE document = p.response
				AND name = 'wsoa_received'),
			(SELECT value FROM field WHERE document = p.wsoa
				AND name = 'submitted'),
			(SELECT value FROM field WHERE document = p.wsoa
				AND name = 'published')) AS delivered
	FROM placed p
)
SELECT
	t.area,
	t.region,
	(SELECT name FROM document WHERE id = t.letter) AS letter,
	(SELECT value FROM field WHERE document = t.letter
		AND name = 'determination') AS determination,
	t.due AS wsoa_due,
	(SELECT name FROM document WHERE id = t.wsoa) AS wsoa,
	CAST(julianday(t.delivered) - julianday(t.due) AS INTEGER)
		AS wsoa_days_late,
	(SELECT name FROM document WHERE id = t.response) AS response,
	(SELECT name FROM document WHERE id = t.minister)
		AS ministerial_letter,
	(SELECT name FROM document WHERE id = t.revisit) AS revisit,
	(SELECT count(*) FROM weakness WHERE document = t.letter
		AND list = 'weakness'
		HAVING (SELECT kind FROM record WHERE document = t.letter)
			= 'outcome-letter') AS weaknesses,
	(SELECT value FROM field WHERE document = t.revisit
		AND name = 'progress_made') AS progress_made,
	coalesce(
		(SELECT value FROM field WHERE document = t.revisit
			AND name = 'next_steps'),
		(SELECT value FROM field WHERE document = t.minister
			AND name = 'next_steps')) AS next_steps,
	(SELECT value FROM field WHERE document = t.letter
		AND name = 'outcome') AS outcome,
	(SELECT month FROM planned WHERE document = t.letter
		AND name = 'next_inspection_months') AS next_inspection,
	(SELECT month FROM planned WHERE document = t.letter
		AND name = 'full_inspection_months') AS full_inspection
FROM told t
ORDER BY t.area;

-- What has changed on the web since the last complete run before this one:
-- documents that are new, changed, gone or back.
CREATE VIEW changes AS
SELECT d.name AS document, f.change,
	coalesce((SELECT value FROM field WHERE document = d.id
		AND name = 'area'), w.area) AS area,
	w.kind, w.published, w.label, f.address, f.problem AS detail
FROM fetch f
JOIN web w ON w.address = f.address
LEFT JOIN origin o ON o.address = f.address AND o.current
LEFT JOIN document d ON d.id = o.document
WHERE f.change IS NOT NULL
	AND f.run > coalesce((SELECT max(id) FROM fetch_run
		WHERE ended IS NOT NULL
			AND id < (SELECT max(id) FROM fetch_run)), 0)
ORDER BY d.name, f.id;

-- The number that is drawn anew when what is shown of a document changes; see
-- the table `change`.
CREATE VIEW tokens AS
SELECT d.name AS document, coalesce(c.token, 0) AS token
FROM shown d
LEFT JOIN change c ON c.document = d.id
ORDER BY d.name;

-- Those that could not be extracted, and why.
CREATE VIEW failures AS
SELECT d.name AS document, t.failure
FROM shown d
JOIN text t ON t.document = d.id
WHERE t.failure IS NOT NULL
ORDER BY d.name;

-- One row: how much there is.
CREATE VIEW summary AS
SELECT
	(SELECT count(*) FROM shown) AS documents,
	(SELECT count(*) FROM failures) AS failed,
	(SELECT count(*) FROM shown d JOIN scoring s ON s.document = d.id)
		AS scored,
	(SELECT count(*) FROM shown d JOIN score s ON s.document = d.id)
		AS scores;

-- The log, last first; ended and what follows it are NULL while a program is
-- at work, and stay so where it was killed.
CREATE VIEW runs AS
SELECT night, program, version, started, ended,
	CASE WHEN ended IS NOT NULL THEN
		printf('%.2f', milliseconds / 1000.0) END AS seconds,
	(kilobytes + 512) / 1024 AS megabytes,
	status, total, done, failed, summary
FROM run
ORDER BY id DESC;

-- Everything that is kept, shown or not.
CREATE VIEW kept AS
SELECT count(*) AS blobs, coalesce(sum(size), 0) AS blob_bytes,
	coalesce(sum(NOT live), 0) AS superseded
FROM document;
