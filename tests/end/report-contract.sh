#!/usr/bin/env bash
# What lettermark-report says of its tables, in datapackage.json and in
# json/schema.json, is true of them.
. "$(dirname "$0")/lib.sh"

corpus work extract parse score flag
sqlite3 work/corpus.db "INSERT INTO web (address, published, label)
	SELECT address, '2024-02-01', 'Report' FROM origin
	WHERE address LIKE '%-report-%';
INSERT INTO fetch_run (id, started, ended) VALUES (1, 'a', 'b');
INSERT INTO fetch (run, address, time, status, change)
	SELECT 1, address, 'a', 200, 'back' FROM web"
lettermark-report --work work --quiet --out out

# The columns and keys that the package tells of, beside the tables
# themselves, all of them text.
{
	for table in out/*.csv; do
		name=$(basename "$table" .csv)
		echo ".import --csv $table $name"
	done
	cat <<-'END'
		CREATE TABLE told AS SELECT
			json_extract(t.value, '$.name') AS tab,
			f.key AS position,
			json_extract(f.value, '$.name') AS name,
			json_extract(f.value, '$.type') AS type,
			json_extract(f.value, '$.constraints.enum') AS enum
		FROM json_each(readfile('out/datapackage.json'), '$.resources')
			t, json_each(t.value, '$.schema.fields') f;
		CREATE TABLE told_key AS SELECT
			json_extract(t.value, '$.name') AS tab,
			group_concat('"' || k.value || '"', ', ') AS columns
		FROM json_each(readfile('out/datapackage.json'), '$.resources')
			t, json_each(t.value, '$.schema.primaryKey') k
		GROUP BY tab;
	END
} | sqlite3 tables.db

# each SELECT: what the statements print that it makes of told or told_key.
each() {
	sqlite3 tables.db "$1" | sqlite3 tables.db
}

test_begin "the package has every table with its columns in their order"
is "$(sqlite3 tables.db "SELECT DISTINCT tab || '.csv' FROM told ORDER BY 1")" \
	"$(cd out && printf '%s\n' *.csv)"
is "$(sqlite3 tables.db "SELECT tab, position, name FROM told ORDER BY 1, 2")" \
	"$(sqlite3 tables.db "SELECT t.tab, c.cid, c.name
	FROM (SELECT DISTINCT tab FROM told) t, pragma_table_info(t.tab) c
	ORDER BY 1, 2")"
is "$(each "SELECT DISTINCT printf('SELECT %Q WHERE NOT EXISTS
	(SELECT * FROM %s);', tab, tab) FROM told")" ""

test_begin "every cell is of its column's type, or one of its values"
is "$(each "SELECT printf('SELECT DISTINCT %Q, %Q, \"%w\" FROM %s
	WHERE \"%w\" <> '''' AND NOT (%s);', tab, name, name, tab, name,
	CASE type
	WHEN 'date'
	THEN printf('date(\"%w\", ''+0 days'') IS \"%w\"', name, name)
	WHEN 'integer' THEN printf('\"%w\" REGEXP ''^-?[0-9]+$''', name)
	WHEN 'number'
	THEN printf('\"%w\" REGEXP ''^-?[0-9]+([.][0-9]+)?$''', name)
	ELSE 'type' END) FROM told WHERE type <> 'string'")" ""
is "$(each "SELECT printf('SELECT DISTINCT %Q, %Q, \"%w\" FROM %s
	WHERE \"%w\" NOT IN (SELECT '''' UNION
	SELECT CAST(value AS TEXT) FROM json_each(%Q));',
	tab, name, name, tab, name, enum) FROM told
	WHERE enum IS NOT NULL")" ""
is "$(sqlite3 tables.db "SELECT DISTINCT type FROM told ORDER BY 1" | paste -s)" \
	"date	integer	number	string"

test_begin "keys tell rows apart, and every document is one"
is "$(each "SELECT printf('SELECT %Q, %s FROM %s GROUP BY %s
	HAVING count(*) > 1;', tab, columns, tab, columns) FROM told_key")" ""
is "$(each "SELECT printf('SELECT %Q, document FROM %s WHERE document <> ''''
	AND document NOT IN (SELECT document FROM documents);', tab, tab)
	FROM told WHERE name = 'document'")" ""

# Every member of every document: TAB is the list that it stands in, or "".
sqlite3 json.db "CREATE TABLE file AS SELECT name, CAST(data AS TEXT) AS body
	FROM fsdir('out/json') WHERE name LIKE '%.json'
	AND name <> 'out/json/schema.json';
CREATE TABLE told AS SELECT '' AS tab, key AS name, value AS told
	FROM json_each(readfile('out/json/schema.json'), '\$.properties');
INSERT INTO told SELECT t.name, p.key, p.value
	FROM told t, json_each(t.told, '\$.items.properties') p;
CREATE TABLE member AS SELECT f.name AS file, '' AS tab, m.key AS name,
	m.type, m.atom FROM file f, json_each(f.body) m
	WHERE m.key <> '\$schema';
INSERT INTO member SELECT f.name, l.key, m.key, m.type, m.atom
	FROM file f, json_each(f.body) l, json_each(l.value) r,
	json_each(r.value) m WHERE l.type = 'array';"

test_begin "each document has a file that has what the schema tells of"
is "$(sqlite3 json.db "SELECT count(*) FROM file")" \
	"$(sqlite3 tables.db "SELECT count(*) FROM documents")"
is "$(sqlite3 json.db "SELECT file, tab, name FROM member EXCEPT
	SELECT file, tab, name FROM member JOIN told USING (tab, name)")" ""
is "$(sqlite3 json.db "SELECT f.name, t.name FROM file f, told t
	WHERE t.tab = '' EXCEPT SELECT file, name FROM member")" ""
is "$(sqlite3 json.db "SELECT DISTINCT tab FROM told EXCEPT
	SELECT tab FROM member")" ""

test_begin "of the types and values that it tells of"
is "$(sqlite3 json.db "SELECT m.* FROM member m JOIN told t USING (tab, name)
	WHERE CASE m.type WHEN 'text' THEN 'string' WHEN 'real' THEN 'number'
		ELSE m.type END NOT IN (SELECT value FROM json_each(
		CASE json_type(t.told, '\$.type') WHEN 'array'
		THEN json_extract(t.told, '\$.type')
		ELSE json_array(json_extract(t.told, '\$.type')) END)
		UNION SELECT 'integer'
		WHERE json_extract(t.told, '\$.type') LIKE '%number%')
	OR m.atom NOT IN (SELECT value FROM json_each(t.told, '\$.enum')
		WHERE value IS NOT NULL UNION SELECT m.atom
		WHERE json_type(t.told, '\$.enum') IS NULL)")" ""

test_end
