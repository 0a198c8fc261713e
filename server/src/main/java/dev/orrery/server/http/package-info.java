/**
 * HTTP for every interface of the chain that speaks it: the listening socket, its limits, CORS.
 *
 * <p>Entry type: {@link dev.orrery.server.http.HttpEndpoint}. Paths and what they answer do not belong here.
 */
package dev.orrery.server.http;
