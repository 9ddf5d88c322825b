/*
 * server.c - a web server for the tests of fetching, that misbehaves when told.
 *
 *	server FOLDER
 *
 * Serves FOLDER/site/ADDRESS/PATH on 127.0.0.1 and 127.0.0.2, at a port that
 * it writes to FOLDER/port; of a query only `start` counts and is part of the
 * file's name ("search,100"). With ETag, conditional requests and ranges. Each
 * request is a line of FOLDER/log:
 *	MICROSECONDS HOST PATH STATUS CONDITIONAL RANGE USER-AGENT
 * Lines of FOLDER/faults, read anew for each request, are
 *	HOST/PREFIX FAULT TIMES
 * the first TIMES requests for each path that begins so are answered badly.
 */
#include <arpa/inet.h>
#include <gio/gio.h>
#include <microhttpd.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BOMB_BYTES  (48u * 1024 * 1024) /* more than a page may have */
#define STALL_STEPS 600                 /* tenths of a second */

struct server {
	const char *folder;
	GMutex lock;
	GHashTable *faulted; /* times, by line and path */
};

/* A request, and what is to be sent for it. */
struct exchange {
	struct server *server;
	struct MHD_Connection *connection;
	const char *path;
	char *host; /* without port */
	char *file; /* path below the site's folder */
	char *data; /* bytes of the file */
	gsize size;
	char *etag;
	gint64 arrived;
};

static const char *header(const struct exchange *x, const char *name)
{
	return MHD_lookup_connection_value(
		x->connection, MHD_HEADER_KIND, name);
}

static void note(const struct exchange *x, unsigned status)
{
	g_autofree char *path =
		g_build_filename(x->server->folder, "log", NULL);
	const char *agent = header(x, "User-Agent");
	const char *range = header(x, "Range");
	FILE *log;

	g_mutex_lock(&x->server->lock);
	log = fopen(path, "a");
	if (log != NULL) {
		fprintf(log, "%" G_GINT64_FORMAT " %s %s %u %s %s %s\n",
			x->arrived, x->host, x->file, status,
			header(x, "If-None-Match") != NULL ? "conditional"
							   : "-",
			range != NULL ? range : "-",
			agent != NULL ? agent : "-");
		fclose(log);
	}
	g_mutex_unlock(&x->server->lock);
}

/* --- bad answers --------------------------------------------------------- */

/* The fault that is due for this request, freed by the caller, or NULL. */
static char *due_fault(const struct exchange *x)
{
	g_autofree char *path =
		g_build_filename(x->server->folder, "faults", NULL);
	g_autofree char *text = NULL;
	g_auto(GStrv) lines = NULL;
	char *fault = NULL;

	if (!g_file_get_contents(path, &text, NULL, NULL))
		return NULL;
	lines = g_strsplit(text, "\n", -1);
	g_mutex_lock(&x->server->lock);
	for (gsize i = 0; lines[i] != NULL && fault == NULL; i++) {
		g_auto(GStrv) words = g_strsplit(lines[i], " ", -1);
		char *key = g_strconcat(lines[i], " ", x->file, NULL);
		int times = GPOINTER_TO_INT(
			g_hash_table_lookup(x->server->faulted, key));

		if (g_strv_length(words) == 3 &&
			g_str_has_prefix(x->file, words[0]) &&
			times < (int)g_ascii_strtoll(words[2], NULL, 10)) {
			fault = g_strdup(words[1]);
			g_hash_table_insert(x->server->faulted, g_strdup(key),
				GINT_TO_POINTER(times + 1));
		}
		g_free(key);
	}
	g_mutex_unlock(&x->server->lock);
	return fault;
}

static int socket_of(const struct exchange *x)
{
	return MHD_get_connection_info(
		x->connection, MHD_CONNECTION_INFO_CONNECTION_FD)
		->connect_fd;
}

static bool push(const struct exchange *x, const char *data, gsize size)
{
	while (size > 0) {
		ssize_t n = send(socket_of(x), data, size, MSG_NOSIGNAL);

		if (n <= 0)
			return false;
		data += n;
		size -= (gsize)n;
	}
	return true;
}

/* A head that promises `promised` bytes, and `sent` bytes of the file. */
static void send_part(const struct exchange *x, gsize promised, gsize sent)
{
	g_autofree char *head = g_strdup_printf(
		"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n"
		"ETag: %s\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
		x->etag, promised);

	push(x, head, strlen(head));
	push(x, x->data, MIN(sent, x->size));
}

/* Until the client has had enough. */
static void linger(const struct exchange *x, const char *byte)
{
	char seen;

	for (int i = 0; i < STALL_STEPS; i++) {
		g_usleep(G_USEC_PER_SEC / 10);
		if (recv(socket_of(x), &seen, 1, MSG_DONTWAIT) == 0)
			return;
		if (byte != NULL && !push(x, byte, 1))
			return;
	}
}

static void reset(const struct exchange *x)
{
	const struct linger now = {.l_onoff = 1, .l_linger = 0};

	setsockopt(socket_of(x), SOL_SOCKET, SO_LINGER, &now, sizeof(now));
	/* An abortive close: connecting to nowhere drops the connection. */
	(void)connect(socket_of(x), &(struct sockaddr){.sa_family = AF_UNSPEC},
		sizeof(struct sockaddr));
}

static void send_bomb(const struct exchange *x)
{
	static const char head[] =
		"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
		"Content-Encoding: gzip\r\nConnection: close\r\n\r\n";
	g_autoptr(GZlibCompressor) zip =
		g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
	g_autofree char *zeros = g_malloc0(65536);
	char out[65536];
	gsize fed = 0;

	push(x, head, strlen(head));
	while (fed < BOMB_BYTES) {
		gsize took, gave;

		if (g_converter_convert(G_CONVERTER(zip), zeros, 65536, out,
			    sizeof(out), G_CONVERTER_NO_FLAGS, &took, &gave,
			    NULL) == G_CONVERTER_ERROR ||
			!push(x, out, gave))
			return;
		fed += took;
	}
}

/* Written past the library, which would not lie for us. */
static bool answer_raw(const struct exchange *x, const char *fault)
{
	if (strcmp(fault, "truncate") == 0)
		send_part(x, x->size, x->size / 2);
	else if (strcmp(fault, "short-length") == 0)
		send_part(x, x->size / 2, x->size);
	else if (strcmp(fault, "huge") == 0)
		send_part(x, G_MAXUINT32, x->size);
	else if (strcmp(fault, "bomb") == 0)
		send_bomb(x);
	else if (strcmp(fault, "stall") == 0) {
		send_part(x, x->size, x->size / 2);
		linger(x, NULL);
	} else if (strcmp(fault, "slow") == 0) {
		push(x, "HTTP/1.1 200 OK\r\nX: ", 20);
		linger(x, "x");
	} else if (strcmp(fault, "reset") == 0) {
		send_part(x, x->size, x->size / 2);
		reset(x);
	} else {
		return false;
	}
	shutdown(socket_of(x), SHUT_RDWR);
	return true;
}

/* --- good answers -------------------------------------------------------- */

static enum MHD_Result reply(const struct exchange *x, unsigned status,
	struct MHD_Response *response)
{
	enum MHD_Result result;

	note(x, status);
	result = MHD_queue_response(x->connection, status, response);
	MHD_destroy_response(response);
	return result;
}

static struct MHD_Response *body(const char *data, gsize size)
{
	return MHD_create_response_from_buffer(
		size, (void *)data, MHD_RESPMEM_MUST_COPY);
}

static struct MHD_Response *words(const char *text)
{
	return body(text, strlen(text));
}

static enum MHD_Result answer_bad(const struct exchange *x, const char *fault)
{
	struct MHD_Response *response = words(
		strcmp(fault, "empty") == 0 ? ""
					    : "<html><p>Sorry.</p></html>");
	unsigned status = (unsigned)g_ascii_strtoull(fault, NULL, 10);
	g_autoptr(GDateTime) now = g_date_time_new_now_utc();
	g_autoptr(GDateTime) then = g_date_time_add_seconds(now, 1);
	g_autofree char *day =
		g_date_time_format(then, "%a, %d %b %Y %H:%M:%S GMT");

	if (strcmp(fault, "429") == 0)
		MHD_add_response_header(response, "Retry-After", "1");
	else if (strcmp(fault, "429-date") == 0)
		MHD_add_response_header(response, "Retry-After", day);
	else if (strcmp(fault, "429-long") == 0)
		MHD_add_response_header(response, "Retry-After", "86400");
	else if (strcmp(fault, "loop") == 0)
		MHD_add_response_header(response, "Location", x->path);
	else if (strcmp(fault, "away") == 0)
		MHD_add_response_header(
			response, "Location", "file:///etc/passwd");
	else if (strcmp(fault, "elsewhere") == 0)
		MHD_add_response_header(
			response, "Content-Range", "bytes 1-25/26");
	MHD_add_response_header(response, "Content-Type", "text/html");
	if (strcmp(fault, "elsewhere") == 0)
		status = 206;
	if (strcmp(fault, "loop") == 0 || strcmp(fault, "away") == 0)
		status = 302;
	return reply(x, status == 0 ? 200 : status, response);
}

static enum MHD_Result answer_good(const struct exchange *x)
{
	const char *known = header(x, "If-None-Match");
	const char *range = header(x, "Range");
	const char *whose = header(x, "If-Range");
	struct MHD_Response *response;
	guint64 from = 0;
	unsigned status = 200;

	if (x->data == NULL)
		return reply(x, 404, words("nothing here"));
	if (range != NULL && g_strcmp0(whose, x->etag) == 0)
		sscanf(range, "bytes=%" G_GUINT64_FORMAT "-", &from);
	if (g_strcmp0(known, x->etag) == 0) {
		status = 304;
		response = words("");
	} else if (from > 0 && from < x->size) {
		g_autofree char *span =
			g_strdup_printf("bytes %" G_GUINT64_FORMAT
					"-%" G_GSIZE_FORMAT "/%" G_GSIZE_FORMAT,
				from, x->size - 1, x->size);

		status = 206;
		response = body(x->data + from, x->size - from);
		MHD_add_response_header(response, "Content-Range", span);
	} else {
		response = body(x->data, x->size);
	}
	MHD_add_response_header(response, "ETag", x->etag);
	MHD_add_response_header(response, "Content-Type",
		g_str_has_prefix(x->data, "%PDF") ? "application/pdf"
						  : "text/html");
	return reply(x, status, response);
}

/* --- requests ------------------------------------------------------------ */

static void exchange_open(struct exchange *x)
{
	const char *start = MHD_lookup_connection_value(
		x->connection, MHD_GET_ARGUMENT_KIND, "start");
	const char *host = header(x, "Host");
	g_autofree char *path = NULL;

	x->arrived = g_get_monotonic_time();
	x->host = g_strndup(host != NULL ? host : "",
		host != NULL ? strcspn(host, ":") : 0);
	x->file = g_strconcat(
		x->host, x->path, start != NULL ? "," : "", start, NULL);
	path = g_build_filename(x->server->folder, "site", x->file, NULL);
	if (strstr(path, "..") == NULL)
		g_file_get_contents(path, &x->data, &x->size, NULL);
	if (x->data != NULL) {
		g_autofree char *digest = g_compute_checksum_for_data(
			G_CHECKSUM_MD5, (guchar *)x->data, x->size);

		x->etag = g_strdup_printf("\"%s\"", digest);
	}
}

static void exchange_clear(struct exchange *x)
{
	g_free(x->host);
	g_free(x->file);
	g_free(x->data);
	g_free(x->etag);
}

static enum MHD_Result on_request(void *user, struct MHD_Connection *connection,
	const char *path, const char *method, const char *version,
	const char *upload, size_t *upload_size, void **state)
{
	struct exchange x = {
		.server = user, .connection = connection, .path = path};
	g_autofree char *fault = NULL;
	enum MHD_Result result = MHD_NO;

	(void)method, (void)version, (void)upload, (void)upload_size,
		(void)state;
	exchange_open(&x);
	fault = due_fault(&x);
	if (fault == NULL)
		result = answer_good(&x);
	else if (answer_raw(&x, fault))
		note(&x, 0);
	else
		result = answer_bad(&x, fault);
	exchange_clear(&x);
	return result;
}

/* --- starting ------------------------------------------------------------ */

static struct MHD_Daemon *listen_on(
	struct server *server, const char *address, guint16 port)
{
	struct sockaddr_in at = {
		.sin_family = AF_INET, .sin_port = htons(port)};

	inet_pton(AF_INET, address, &at.sin_addr);
	return MHD_start_daemon(
		MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD,
		0, NULL, NULL, on_request, server, MHD_OPTION_SOCK_ADDR, &at,
		MHD_OPTION_END);
}

int main(int argc, char **argv)
{
	struct server server = {.folder = argc == 2 ? argv[1] : NULL,
		.faulted = g_hash_table_new(g_str_hash, g_str_equal)};
	g_autofree char *place = NULL;
	g_autofree char *text = NULL;
	struct MHD_Daemon *first, *second;
	guint16 port;

	if (server.folder == NULL)
		return 2;
	first = listen_on(&server, "127.0.0.1", 0);
	if (first == NULL)
		return 3;
	port = MHD_get_daemon_info(first, MHD_DAEMON_INFO_BIND_PORT)->port;
	second = listen_on(&server, "127.0.0.2", port);
	if (second == NULL)
		return 3;
	place = g_build_filename(server.folder, "port", NULL);
	text = g_strdup_printf("%u\n", port);
	if (!g_file_set_contents(place, text, -1, NULL))
		return 3;
	pause(); /* until it is killed */
	return 0;
}
