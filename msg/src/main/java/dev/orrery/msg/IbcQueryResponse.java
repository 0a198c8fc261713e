package dev.orrery.msg;

import java.util.List;
import java.util.Optional;

/** Answers to {@link IbcQuery}. */
public final class IbcQueryResponse {
    private IbcQueryResponse() {}

    public record PortId(String portId) {}

    public record ListChannels(List<IbcChannel> channels) {
        public ListChannels {
            channels = List.copyOf(channels);
        }
    }

    public record Channel(Optional<IbcChannel> channel) {}
}
