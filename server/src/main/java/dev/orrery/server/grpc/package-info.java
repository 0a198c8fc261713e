/**
 * What every gRPC server of the process needs, whatever it serves: where it listens, who may connect, how it ends.
 *
 * <p>Entry type: {@link dev.orrery.server.grpc.Endpoint}.
 */
package dev.orrery.server.grpc;
