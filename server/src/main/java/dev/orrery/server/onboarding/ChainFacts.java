package dev.orrery.server.onboarding;

import dev.orrery.chain.address.AddressFormat;
import java.util.List;
import java.util.OptionalInt;

/**
 * What descriptions of a chain say of it.
 *
 * @param prefix of account addresses
 * @param feeDenom the denomination that fees are paid with by habit; nothing asks for any
 * @param rpcPort of CometBFT's RPC
 * @param grpcPort absent if gRPC has a socket file
 */
public record ChainFacts(
        String chainId, AddressFormat prefix, String feeDenom, String stakingDenom, int rpcPort, OptionalInt grpcPort) {
    List<String> denoms() {
        return List.of(feeDenom, stakingDenom);
    }
}
