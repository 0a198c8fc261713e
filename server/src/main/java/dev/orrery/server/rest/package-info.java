/**
 * The REST gateway: paths and parameters become requests of the gRPC services, answers become JSON, as grpc-gateway has it.
 *
 * <p>Entry type: {@link dev.orrery.server.rest.RestServer}. {@code routes.txt} has the paths. What is answered does not belong here.
 */
package dev.orrery.server.rest;
