package dev.orrery.server.vmservice;

import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.lang.System.Logger.Level;

/**
 * Logs frames that were above the limit: gRPC resets the stream without telling the peer why, and the service hears of a
 * cancellation only.
 */
final class RefusedFrames extends ServerStreamTracer.Factory {
    private static final System.Logger LOG = System.getLogger(RefusedFrames.class.getName());

    @Override
    public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
        return new ServerStreamTracer() {
            @Override
            public void streamClosed(Status status) {
                if (status.getCode() == Status.Code.RESOURCE_EXHAUSTED) {
                    LOG.log(
                            Level.WARNING,
                            "A stream of {0} was broken: {1}; see --max-frame",
                            method,
                            status.getDescription());
                }
            }
        };
    }
}
