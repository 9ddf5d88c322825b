/*
 * Open pages of a site in a browser and say, as TAP, whether they work there.
 * Called by report-browser.sh: node report-browser.cjs FOLDER PAGE...
 */
"use strict";

const path = require("path");
const {chromium} = require("playwright-core");
const axe = require("axe-core").source;

const [folder, ...pages] = process.argv.slice(2);
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa",
	"best-practice"];
let count = 0, failed = 0;

function say(name, problems) {
	count++;
	if (problems.length > 0)
		failed++;
	console.log((problems.length > 0 ? "not ok " : "ok ") + count + " " + name);
	for (const problem of problems)
		console.log("# " + String(problem).replace(/\n/g, "\n# "));
}

async function open(browser, name, width,
	{script = true, colours = "light"} = {}) {
	const context = await browser.newContext({javaScriptEnabled: script,
		colorScheme: colours, viewport: {width, height: 900}});
	const page = await context.newPage();

	page.problems = [];
	page.on("pageerror", (error) => page.problems.push(error.message));
	page.on("console", (message) => {
		if (message.type() === "error")
			page.problems.push(message.text());
	});
	await page.goto("file://" + path.resolve(folder, name));
	return page;
}

/* No script errors, nothing wider than the window, nothing axe-core minds. */
async function look(browser, name, width, colours) {
	const page = await open(browser, name, width, {colours});
	const problems = page.problems;
	const over = await page.evaluate(() =>
		document.documentElement.scrollWidth - window.innerWidth);

	if (over > 0)
		problems.push("wider than the window by " + over);
	await page.evaluate(axe);
	const found = await page.evaluate((values) => window.axe.run(document,
		{preload: false, runOnly: {type: "tag", values}}), rules);
	for (const violation of found.violations)
		problems.push(violation.id + ": " + violation.nodes[0].html);
	say(name + " at " + width + " pixels, " + colours, problems);
	await page.context().close();
}

async function sorting(browser) {
	const page = await open(browser, "index.html", 1280);
	const problems = page.problems;
	const read = () => page.$$eval(".heat tbody tr",
		(rows) => rows.map((row) => row.cells[1].textContent.trim()));
	const button = page.locator(".heat thead th").nth(1).locator("button");

	await button.press("Enter");
	const up = (await read()).filter((value) => !value.startsWith("–"));
	if (up.join() !== up.slice().sort((a, b) => a - b).join())
		problems.push("not ascending: " + up);
	await button.press("Enter");
	const down = (await read()).filter((value) => !value.startsWith("–"));
	if (down.join() !== up.slice().reverse().join())
		problems.push("not descending: " + down);
	if (await page.$$eval("th[aria-sort]", (heads) => heads.length) !== 1)
		problems.push("aria-sort is not on one head");
	say("the heat map is sorted from the keyboard, both ways", problems);
	await page.context().close();
}

/* Days in words are sorted as days, whatever stands before them. */
async function days(browser) {
	const problems = [];

	for (const [name, head] of [["areas.html", "Documents, newest first"],
		["data.html", "Day"], ["tracker.html", "Letter or report"]]) {
		const page = await open(browser, name, 1280);
		const heads = await page.$$eval("table.sortable thead th",
			(cells) => cells.map((cell) => cell.firstChild.textContent.trim()));
		const column = heads.indexOf(head);

		await page.locator("table.sortable thead th").nth(column)
			.locator("button").click();
		const read = await page.$$eval("table.sortable tbody tr",
			(rows, n) => rows.map((row) => row.cells[n])
				.filter((cell) => /\d{4}/.test(cell.textContent))
				.map((cell) => new Date(cell.textContent.match(
					/\d{1,2} [A-Z][a-z]+ \d{4}/)[0] + " UTC")
					.toISOString().slice(0, 10)), column);
		if (read.length < 4 || read.join() !== read.slice().sort().join())
			problems.push(name + ": " + read);
		problems.push(...page.problems);
		await page.context().close();
	}
	say("days are sorted as days", problems);
}

async function filtering(browser) {
	const page = await open(browser, "index.html", 1280);
	const problems = page.problems;
	const shown = () => page.$$eval(".heat tbody tr",
		(rows) => rows.filter((row) => !row.hidden)
			.map((row) => row.cells[0].textContent));
	const all = (await shown()).length;
	const word = (await shown())[0].slice(0, 4);

	await page.fill(".controls input", word);
	const some = await shown();
	if (some.length === 0 || some.length >= all ||
		!some.every((name) => name.toLowerCase().includes(word.toLowerCase())))
		problems.push(word + " shows " + some);
	const status = await page.textContent(".controls [role=status]");
	if (status !== some.length + " of " + all + " shown")
		problems.push("says " + status);
	say("the heat map is filtered, and says how many are shown", problems);
	await page.context().close();
}

async function comparing(browser) {
	const page = await open(browser, "compare.html", 1280);
	const problems = page.problems;
	const heads = () => page.$$eval("#compare thead th", (cells) => cells.length);

	await page.selectOption("#compare label:nth-of-type(3) select", {index: 3});
	if (await heads() !== 5)
		problems.push("three reports make " + await heads() + " heads");
	const kept = page.url();
	const again = await page.context().newPage();
	await again.goto(kept);
	if (await again.$$eval("#compare thead th", (cells) => cells.length) !== 5)
		problems.push("the address does not keep the choice: " + kept);
	for (const n of [1, 2, 3])
		await again.selectOption(
			`#compare label:nth-of-type(${n}) select`, {index: 0});
	if (again.url().split("#")[1])
		problems.push("the address keeps what was undone: " + again.url());
	const link = await page.getAttribute("#compare tbody td a", "href");
	await page.click("#compare tbody td a");
	if (!page.url().endsWith(link) ||
		await page.$("[id=\"" + link.split("#")[1] + "\"]") === null)
		problems.push("the number leads nowhere: " + link);
	say("reports are set side by side, and the address keeps them", problems);
	await page.context().close();
}

/* An address that was cut short in a letter is no reason to do nothing. */
async function damaged(browser) {
	const problems = [];

	for (const [name, ready] of [["compare.html", "#compare select"],
		["search.html", "#search input"]]) {
		const page = await open(browser, name + "#%E0%A4", 1280);

		if (await page.locator(ready).count() === 0)
			problems.push(name + " does nothing");
		problems.push(...page.problems);
		await page.context().close();
	}
	say("a damaged address stops nothing", problems);
}

async function searching(browser) {
	const page = await open(browser, "search.html", 1280);
	const problems = page.problems;
	const quotes = () => page.$$eval("#search blockquote",
		(nodes) => nodes.map((node) => node.textContent.toLowerCase()));

	await page.fill("#search input", "\"social care\" children");
	const found = await quotes();
	if (found.length === 0 || !found.every((text) =>
		text.includes("social care") && text.includes("children")))
		problems.push("found: " + found);
	if (await page.$$eval("#search mark", (marks) => marks.length) < found.length)
		problems.push("not all is marked");
	await page.fill("#search input", "(*xylophone");
	if ((await quotes()).length !== 0)
		problems.push("found what is not there");
	await page.fill("#search input", "social");
	const link = await page.getAttribute("#search .from a", "href");
	await page.click("#search .from a");
	if (await page.$("[id=\"" + link.split("#")[1] + "\"]") === null)
		problems.push("a sentence leads nowhere: " + link);
	say("words are found, marked, and lead to their place", problems);
	await page.context().close();
}

async function plain(browser) {
	const page = await open(browser, "index.html", 1280, {script: false});
	const rows = await page.locator(".heat tbody tr").count();
	const controls = await page.locator(".controls").count();

	say("without script the front page has its table and no dead controls",
		rows > 0 && controls === 0 ? [] : [rows + " rows, " + controls]);
	await page.context().close();
}

(async () => {
	const browser = await chromium.launch({args: ["--no-sandbox"],
		executablePath: process.env.CHROMIUM || "/usr/bin/chromium"});

	for (const name of pages) {
		await look(browser, name, 1280, "light");
		await look(browser, name, 390, "light");
		await look(browser, name, 1280, "dark");
	}
	await sorting(browser);
	await days(browser);
	await filtering(browser);
	await comparing(browser);
	await damaged(browser);
	await searching(browser);
	await plain(browser);
	await browser.close();
	console.log("1.." + count);
	process.exitCode = failed > 0 ? 1 : 0;
})();
