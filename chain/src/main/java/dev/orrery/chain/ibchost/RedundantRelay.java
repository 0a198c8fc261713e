package dev.orrery.chain.ibchost;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.ExecutionMode;
import dev.orrery.chain.tx.AnteStep;
import dev.orrery.chain.tx.Tx;
import dev.orrery.ibc.channel.ChannelError;
import dev.orrery.ibc.core.RelayChecks;
import java.util.Optional;

/**
 * Keeps transactions out of the mempool whose packets were all relayed before, so that the second of two relayers pays nothing. Only
 * there: in a block they do nothing and succeed. ibc-go core/ante/ante.go: RedundantRelayDecorator.
 */
record RedundantRelay(RelayChecks checks) implements AnteStep {
    @Override
    public Context apply(Context context, Tx tx) {
        if (!context.mode().isCheck()) {
            return context;
        }
        boolean again = context.mode() == ExecutionMode.RECHECK;
        int packets = 0;
        int redundant = 0;
        for (Message message : tx.messages()) {
            Optional<RelayChecks.Effect> effect =
                    HostFailures.forChain(() -> checks.attempt(new HostContext(context), message, again));
            if (effect.isEmpty()) {
                // Something else is in it, which shall happen whatever became of the packets.
                return context;
            }
            packets += effect.get() == RelayChecks.Effect.UPDATES_CLIENT ? 0 : 1;
            redundant += effect.get() == RelayChecks.Effect.NOTHING ? 1 : 0;
        }
        if (packets > 0 && packets == redundant) {
            throw HostFailures.toChain(ChannelError.REDUNDANT_TX.failure());
        }
        return context;
    }
}
