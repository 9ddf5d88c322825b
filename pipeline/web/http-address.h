/*
 * http-address.h - which machines the fetcher may speak to.
 *
 * A page of the web may name any address, and a name may resolve to any. What
 * is checked is the address that is about to be connected to, so that no trick
 * with names gets the fetcher to ask its own network for something.
 */
#ifndef LETTERMARK_HTTP_ADDRESS_H
#define LETTERMARK_HTTP_ADDRESS_H

#include <stdbool.h>
#include <sys/socket.h>

/*
 * Whether the address belongs to the public internet. False for private,
 * loopback, link-local, shared, reserved and multicast ranges, for IPv6
 * addresses that carry such an IPv4 address, and for families that are not IP.
 */
bool http_address_is_public(const struct sockaddr *address, socklen_t size);

/* The same for an address in text ("10.0.0.1", "::1", "[::1]"). A name that is
 * no address is public, but for "localhost". */
bool http_address_text_is_public(const char *host);

#endif
