/*
 * What the pages can do with script: sort and filter tables, and set chosen
 * reports side by side. Every page says the same without it.
 */
"use strict";

function element(name, attributes, ...children) {
	const node = document.createElement(name);

	for (const [key, value] of Object.entries(attributes || {}))
		node.setAttribute(key, value);
	node.append(...children);
	return node;
}

/* What stands in the address behind #; nothing where that is damaged. */
function hashWords() {
	try {
		return decodeURIComponent(location.hash.slice(1));
	} catch {
		return "";
	}
}

/* --- sorting -------------------------------------------------------------- */

/* What a cell says it is sorted by, or its words or number; null where there is
 * none, which sorts last. */
function cellValue(row, column) {
	const cell = row.cells[column];
	const text = cell.dataset.sort ?? cell.textContent.trim();

	if (text === "" || text.startsWith("–"))
		return null;
	return text;
}

function compareValues(a, b) {
	const x = Number(a), y = Number(b);

	if (!Number.isNaN(x) && !Number.isNaN(y))
		return x - y;
	return a.localeCompare(b, "en-GB", {numeric: true});
}

function sortTable(table, column, direction) {
	const body = table.tBodies[0];
	const rows = Array.from(body.rows, (row, index) =>
		({row, index, value: cellValue(row, column)}));

	rows.sort((a, b) => {
		if (a.value === null || b.value === null)
			return (a.value === null) - (b.value === null) ||
				a.index - b.index;
		return direction * compareValues(a.value, b.value) ||
			a.index - b.index;
	});
	body.append(...rows.map((entry) => entry.row));
}

function makeSortable(table) {
	const heads = Array.from(table.tHead.rows[0].cells);

	heads.forEach((head, column) => {
		if (head.dataset.sort === "no")
			return;
		const label = head.textContent.trim();
		const button = element("button",
			{type: "button", class: "sort", "aria-label": "Sort by " + label});

		button.addEventListener("click", () => {
			const up = head.getAttribute("aria-sort") !== "ascending";

			heads.forEach((other) => other.removeAttribute("aria-sort"));
			head.setAttribute("aria-sort", up ? "ascending" : "descending");
			sortTable(table, column, up ? 1 : -1);
		});
		head.append(" ", button);
	});
}

/* --- filtering ------------------------------------------------------------- */

const filters = [
	["region", "Region"],
	["kind", "Kind of document"],
	["outcome", "Outcome"],
	["determination", "Statement of action"],
];

function makeSelect(label, values) {
	const select = element("select", {}, element("option", {value: ""}, "All"));

	for (const value of values)
		select.append(element("option", {value}, value));
	return [element("label", {}, label, select), select];
}

function makeFilterable(table) {
	const rows = Array.from(table.tBodies[0].rows);
	const controls = element("div", {class: "controls"});
	const search = element("input", {type: "search", autocomplete: "off"});
	const status = element("p", {role: "status"});
	const selects = [];

	function apply() {
		const wanted = search.value.trim().toLowerCase();
		let shown = 0;

		for (const row of rows) {
			const name = row.cells[0].textContent.toLowerCase();
			const fits = name.includes(wanted) && selects.every(
				([key, select]) => select.value === "" ||
					row.dataset[key] === select.value);

			row.hidden = !fits;
			shown += fits ? 1 : 0;
		}
		status.textContent = shown + " of " + rows.length + " shown";
	}
	if (rows.length < 2)
		return;
	controls.append(element("label", {},
		"Find " + table.tHead.rows[0].cells[0].firstChild.textContent.trim()
			.toLowerCase(), search));
	search.addEventListener("input", apply);
	for (const [key, label] of filters) {
		const values = new Set(rows.map((row) => row.dataset[key])
			.filter((value) => value !== undefined));

		if (values.size < 2)
			continue;
		const [node, select] = makeSelect(label, Array.from(values).sort());
		select.addEventListener("change", apply);
		selects.push([key, select]);
		controls.append(node);
	}
	controls.append(status);
	table.closest(".scroll").before(controls);
	apply();
}

/* --- comparing -------------------------------------------------------------- */

const MOST = 6;

function scoreCell(report, index, data) {
	const value = report[4][index];

	if (value === 0)
		return element("td", {class: "none"}, element("span", {}, "–"));
	return element("td", {class: "heat-" + value * 8 / data.top},
		element("a", {href: "areas/" + report[2] + ".html#" + report[3] +
			"-" + data.criteria[index][0]}, String(value)));
}

function compareTable(data, chosen) {
	const head = element("tr", {}, element("th", {scope: "col"}, "Criterion"));
	const body = element("tbody");

	for (const report of chosen)
		head.append(element("th", {scope: "col"}, report[0],
			element("small", {}, report[1])));
	head.append(element("th", {scope: "col", class: "num"}, "Apart by"));
	data.criteria.forEach(([id, label], index) => {
		const row = element("tr", {}, element("th", {scope: "row"},
			element("a", {href: "criteria/" + id + ".html"}, label)));
		const values = chosen.map((report) => report[4][index])
			.filter((value) => value > 0);

		row.append(...chosen.map((report) => scoreCell(report, index, data)));
		row.append(element("td", {class: "num"}, values.length < 2 ? "–"
			: String(Math.max(...values) - Math.min(...values))));
		body.append(row);
	});
	return element("div", {class: "scroll", tabindex: "0", role: "region",
		"aria-label": "Chosen reports side by side"},
		element("table", {class: "heat compare sortable"},
			element("caption", {}, "Chosen reports side by side"),
			element("thead", {}, head), body));
}

function makeCompare(place) {
	const data = JSON.parse(document.getElementById("scores").textContent);
	const controls = element("div", {class: "controls"});
	const result = element("div", {"aria-live": "polite"});
	const selects = [];

	function update() {
		const picked = selects.map((select) => select.value)
			.filter((value) => value !== "");
		const chosen = Array.from(new Set(picked), (n) => data.reports[n]);

		history.replaceState(null, "",
			"#" + chosen.map((report) => report[3]).join("+"));
		result.replaceChildren();
		if (chosen.length < 2) {
			result.append(element("p", {}, "Choose two to six reports."));
			return;
		}
		result.append(compareTable(data, chosen));
		makeSortable(result.querySelector("table"));
	}
	for (let i = 0; i < Math.min(MOST, data.reports.length); i++) {
		const select = element("select", {},
			element("option", {value: ""}, "none"));

		data.reports.forEach((report, index) => select.append(
			element("option", {value: String(index)},
				report[0] + " – " + report[1])));
		select.addEventListener("change", update);
		selects.push(select);
		controls.append(element("label", {}, "Report " + (i + 1), select));
	}
	const wanted = hashWords().split("+");
	selects.forEach((select, i) => {
		const index = data.reports.findIndex((report) => report[3] === wanted[i]);

		if (index >= 0)
			select.value = String(index);
	});
	if (wanted[0] === "" && data.reports.length >= 2) {
		selects[0].value = "0";
		selects[1].value = "1";
	}
	place.replaceChildren(controls, result);
	update();
}

/* --- searching --------------------------------------------------------------- */

const SHOWN = 200; /* sentences; a count says how many more there are */

/* The words and "quoted phrases" of a query, as patterns at a word's start. */
function parseQuery(query) {
	const words = query.match(/["“][^"”]*["”]?|\S+/g) || [];

	return words.map((word) => word.replace(/["“”]/g, "").trim())
		.filter((word) => word !== "")
		.map((word) => new RegExp("(?<![\\p{L}\\p{N}])" +
			word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
				.replace(/['’]/g, "['’]").replace(/\s+/g, "\\s+"), "giu"));
}

/* The sentence with what was found marked. */
function markedText(text, patterns) {
	const spots = patterns.flatMap((pattern) =>
		Array.from(text.matchAll(pattern), (match) =>
			[match.index, match.index + match[0].length]));
	const quote = element("blockquote");
	let end = 0;

	for (const [from, to] of spots.sort((a, b) => a[0] - b[0])) {
		if (from < end)
			continue;
		quote.append(text.slice(end, from),
			element("mark", {}, text.slice(from, to)));
		end = to;
	}
	quote.append(text.slice(end));
	return quote;
}

function findSentences(patterns) {
	const found = [];

	for (const report of documents)
		for (const finding of report[4])
			if (patterns.every((pattern) => finding[2].search(pattern) >= 0))
				found.push([report, finding]);
	return found;
}

function makeSearch(place) {
	const input = element("input", {type: "search", autocomplete: "off"});
	const status = element("p", {role: "status"});
	const list = element("ul", {class: "quotes"});

	function update() {
		const patterns = parseQuery(input.value);
		const found = patterns.length > 0 ? findSentences(patterns) : [];

		list.replaceChildren(...found.slice(0, SHOWN).map(
			([report, finding]) => element("li", {},
				markedText(finding[2], patterns),
				element("span", {class: "from"},
					element("a", {href: "areas/" + report[2] + ".html#" +
						report[3] + "-f-" + finding[0]}, report[0]),
					" · " + report[1] + (finding[1] === null ? ""
						: " · page " + finding[1])))));
		status.textContent = patterns.length === 0 ? ""
			: found.length + (found.length === 1 ? " sentence" : " sentences") +
				" of " + new Set(found.map(([report]) => report)).size +
				" documents" + (found.length > SHOWN
					? ", the first " + SHOWN + " shown" : "");
		history.replaceState(null, "", "#" + encodeURIComponent(input.value));
	}
	input.value = hashWords();
	input.addEventListener("input", update);
	place.replaceChildren(
		element("div", {class: "controls"}, element("label", {},
			"Words, or a “phrase” in quotation marks", input)),
		status, list);
	update();
}

document.querySelectorAll("table.filterable").forEach(makeFilterable);
document.querySelectorAll("table.sortable").forEach(makeSortable);
for (const place of document.querySelectorAll("#compare"))
	makeCompare(place);
/* The sentences come in a script of their own, which may be later. */
for (const place of document.querySelectorAll("#search"))
	addEventListener("DOMContentLoaded", () => makeSearch(place));
/* A link into closed details opens them. */
for (const details of document.querySelectorAll("details"))
	if (hashWords() !== "" &&
		details.querySelector("#" + CSS.escape(hashWords())))
		details.open = true;
