package dev.orrery.ibc.v2;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.orrery.ibc.Addresses;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.client.ClientKeeper;
import dev.orrery.ibc.host.PathsV2;
import dev.orrery.proto.ibc.core.client.v2.Config;
import dev.orrery.proto.ibc.core.client.v2.CounterpartyInfo;
import java.util.Arrays;
import java.util.Optional;

/** Which client of the other chain a client is tied to, and who may bring it forward. ibc-go 02-client/v2 keeper/keeper.go. */
public record CounterpartyKeeper(ClientKeeper clients, Addresses addresses) {
    public Optional<CounterpartyInfo> counterparty(IbcContext ctx, String client) {
        return clients.clientStore(ctx, client).get(PathsV2.counterparty()).map(stored -> {
            try {
                return CounterpartyInfo.parseFrom(stored);
            } catch (InvalidProtocolBufferException broken) {
                throw new IllegalStateException("stored counterparty", broken);
            }
        });
    }

    public void setCounterparty(IbcContext ctx, String client, CounterpartyInfo counterparty) {
        clients.clientStore(ctx, client).set(PathsV2.counterparty(), counterparty.toByteArray());
    }

    /** Whoever relays, unless the client's creator or the authority said otherwise. */
    public Config config(IbcContext ctx, String client) {
        return clients.clientStore(ctx, client)
                .get(PathsV2.config())
                .map(stored -> {
                    try {
                        return Config.parseFrom(stored);
                    } catch (InvalidProtocolBufferException broken) {
                        throw new IllegalStateException("stored configuration of a client", broken);
                    }
                })
                .orElse(Config.getDefaultInstance());
    }

    public void setConfig(IbcContext ctx, String client, Config config) {
        clients.clientStore(ctx, client).set(PathsV2.config(), config.toByteArray());
    }

    /** Whether an account may bring a client forward. */
    public boolean mayRelay(IbcContext ctx, String client, String relayer) {
        Config config = config(ctx, client);
        byte[] account = addresses.parse(relayer);
        return config.getAllowedRelayersCount() == 0
                || config.getAllowedRelayersList().stream()
                        .anyMatch(allowed -> Arrays.equals(addresses.parse(allowed), account));
    }
}
