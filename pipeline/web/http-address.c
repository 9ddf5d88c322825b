/*
 * http-address.c - ranges that are not the public internet.
 */
#include "pipeline/web/http-address.h"
#include <gio/gio.h>
#include <string.h>

/*
 * IANA's registries of special-purpose addresses (RFC 6890 and what has been
 * added since), and multicast.
 */
static const char *const ranges[] = {
	"0.0.0.0/8",       /* this network */
	"10.0.0.0/8",      /* private */
	"100.64.0.0/10",   /* shared by carriers */
	"127.0.0.0/8",     /* loopback */
	"169.254.0.0/16",  /* link-local, with clouds' metadata */
	"172.16.0.0/12",   /* private */
	"192.0.0.0/24",    /* protocol assignments */
	"192.0.2.0/24",    /* documentation */
	"192.88.99.0/24",  /* 6to4 relays */
	"192.168.0.0/16",  /* private */
	"198.18.0.0/15",   /* benchmarks */
	"198.51.100.0/24", /* documentation */
	"203.0.113.0/24",  /* documentation */
	"224.0.0.0/4",     /* multicast */
	"240.0.0.0/4",     /* reserved, broadcast */
	"::/96",           /* unspecified, loopback, IPv4-compatible */
	"64:ff9b:1::/48",  /* local translation */
	"100::/64",        /* discard */
	"2001::/23",       /* protocol assignments, Teredo */
	"2001:db8::/32",   /* documentation */
	"3fff::/20",       /* documentation */
	"fc00::/7",        /* unique local */
	"fe80::/10",       /* link-local */
	"fec0::/10",       /* site-local */
	"ff00::/8",        /* multicast */
};

/* Where IPv6 addresses of a range carry one of IPv4. */
static const struct {
	const char *range;
	gsize offset; /* in bytes */
} carriers[] = {
	{"::ffff:0:0/96", 12},
	{"64:ff9b::/96", 12},
	{"2002::/16", 2},
};

static bool is_in(GInetAddress *address, const char *range)
{
	g_autoptr(GInetAddressMask) mask =
		g_inet_address_mask_new_from_string(range, NULL);

	return g_inet_address_mask_matches(mask, address);
}

static bool is_public(GInetAddress *address)
{
	const guint8 *bytes = g_inet_address_to_bytes(address);

	for (gsize i = 0; i < G_N_ELEMENTS(carriers); i++) {
		g_autoptr(GInetAddress) carried = NULL;

		if (!is_in(address, carriers[i].range))
			continue;
		carried = g_inet_address_new_from_bytes(
			bytes + carriers[i].offset, G_SOCKET_FAMILY_IPV4);
		return is_public(carried);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(ranges); i++)
		if (is_in(address, ranges[i]))
			return false;
	return true;
}

bool http_address_is_public(const struct sockaddr *address, socklen_t size)
{
	g_autoptr(GSocketAddress) socket =
		g_socket_address_new_from_native((gpointer)address, size);

	return G_IS_INET_SOCKET_ADDRESS(socket) &&
	       is_public(g_inet_socket_address_get_address(
		       G_INET_SOCKET_ADDRESS(socket)));
}

bool http_address_text_is_public(const char *host)
{
	g_autofree char *bare = g_strdup(host);
	g_autoptr(GInetAddress) address = NULL;
	gsize length = strlen(bare);

	if (bare[0] == '[' && length > 1 && bare[length - 1] == ']') {
		bare[length - 1] = '\0';
		memmove(bare, bare + 1, length - 1);
	}
	address = g_inet_address_new_from_string(bare);
	if (address != NULL)
		return is_public(address);
	return g_ascii_strcasecmp(host, "localhost") != 0 &&
	       !g_str_has_suffix(host, ".localhost");
}
