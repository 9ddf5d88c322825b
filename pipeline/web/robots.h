/*
 * robots.h - what a site's robots.txt allows, by RFC 9309.
 */
#ifndef LETTERMARK_ROBOTS_H
#define LETTERMARK_ROBOTS_H

#include <glib.h>
#include <stdbool.h>

struct robots;

/*
 * Read the rules for the product `agent` ("lettermark") from `text`, `size`
 * bytes of anything: those of the groups that name it, or else of the groups
 * for all ("*"). What stands after ROBOTS_BYTES_MAX is not read. Freed by the
 * caller with robots_free().
 */
struct robots *robots_parse(const char *text, gsize size, const char *agent);
void robots_free(struct robots *robots);

#define ROBOTS_BYTES_MAX (500 * 1024) /* as the RFC asks for at least */

/*
 * Whether `path`, with its query and as it stands in the address, may be
 * asked for: the longest rule that matches decides, of equals the one that
 * allows, and where none does it is allowed.
 */
bool robots_allow(const struct robots *robots, const char *path);

#endif
