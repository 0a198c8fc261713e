package dev.orrery.server.comet;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Methods of our own beside those of CometBFT. */
public record OwnMethods(Optional<DevnetRpc> devnet, Optional<TraceRpc> traces) {
    public static final OwnMethods NONE = new OwnMethods(Optional.empty(), Optional.empty());

    /** All that a chain for development has. */
    public static OwnMethods of(DevnetRpc devnet, TraceRpc traces) {
        return new OwnMethods(Optional.of(devnet), Optional.of(traces));
    }

    /** What a chain has whose blocks others make. */
    public static OwnMethods of(TraceRpc traces) {
        return new OwnMethods(Optional.empty(), Optional.of(traces));
    }

    List<RpcMethod> all() {
        return Stream.concat(devnet.map(DevnetRpc::all).stream(), traces.map(TraceRpc::all).stream())
                .flatMap(List::stream)
                .toList();
    }
}
