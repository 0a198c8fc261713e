package dev.orrery.ibc.client;

import com.google.protobuf.Any;
import dev.orrery.ibc.Height;
import java.util.List;

/**
 * A kind of light client: how to follow another chain and check what it says. One object serves all clients of its kind; state lives
 * in the {@link ClientContext}. Refusals are {@link dev.orrery.ibc.IbcException}. ibc-go modules/core/exported: LightClientModule.
 */
public interface LightClient {
    /** For example {@code 07-tendermint}. */
    String clientType();

    /** Begins a client with what its creator says of the other chain. */
    void initialize(ClientContext client, byte[] clientState, byte[] consensusState);

    /** Refuses a header or misbehaviour that doesn't verify. */
    void verifyClientMessage(ClientContext client, Any message);

    /** Whether a verified message shows that the other chain misbehaved. */
    boolean isMisbehaviour(ClientContext client, Any message);

    /** Freezes the client. */
    void freeze(ClientContext client, Any message);

    /** Takes in a verified header. Returns the heights it brought. */
    List<Height> update(ClientContext client, Any message);

    /** Refuses unless {@code path} has {@code value} in the other chain's state at {@code height}. */
    void verifyMembership(
            ClientContext client, Height height, Delay delay, byte[] proof, MerklePath path, byte[] value);

    /** Refuses unless there is nothing at {@code path} in the other chain's state at {@code height}. */
    void verifyNonMembership(ClientContext client, Height height, Delay delay, byte[] proof, MerklePath path);

    ClientStatus status(ClientContext client);

    Height latestHeight(ClientContext client);

    /** Nanoseconds since the epoch, unsigned. */
    long timestampAt(ClientContext client, Height height);

    /** Continues a frozen or expired client with the state of a substitute. */
    void recover(ClientContext client, ClientContext substitute);

    /** Follows the other chain through an upgrade that it committed to. */
    void upgrade(
            ClientContext client,
            byte[] newClient,
            byte[] newConsensusState,
            byte[] proofUpgradeClient,
            byte[] proofUpgradeConsensusState);
}
